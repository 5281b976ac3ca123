from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# The lock of approved formulas, the same for lines, operations and by-products.
class MrpBomLine(models.Model):
    _inherit = "mrp.bom.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to an approved formula."""
        lines = super().create(vals_list)
        if not self.env.su:
            lines.bom_id._check_unlocked()
        return lines

    def write(self, vals):
        """Change nothing of an approved formula."""
        if not self.env.su:
            self.bom_id._check_unlocked()
        done = super().write(vals)
        if not self.env.su and "bom_id" in vals:
            self.bom_id._check_unlocked()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if not self.env.su:
            self.bom_id._check_unlocked()
