from odoo import api, models
from odoo.exceptions import UserError


class BakeryAccessRole(models.Model):
    _inherit = "bakery.access.role"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_layouts(self):
        """Keep a role that layouts name: without it they would be everybody's."""
        # sudo: the administrator of roles need not be allowed to arrange forms.
        Layout = self.env["bakery.form.layout"].sudo()
        layout = Layout.with_context(active_test=False).search(
            [("role_ids", "in", self.ids)], limit=1
        )
        if layout:
            raise UserError(
                self.env._(
                    "The form layout “%(layout)s” is for this role: first change or"
                    " delete the layout.",
                    layout=layout.name,
                )
            )
