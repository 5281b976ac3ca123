from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    access_control = fields.Boolean(
        string="Rights by Role",
        help="Every member of staff may do only what their roles allow. Without it,"
        " this holds for those who have a role; others have the rights of stock Odoo.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "access_control" in vals:
            # Record rules are computed once per user and kept.
            self.env.registry.clear_cache()
        return result
