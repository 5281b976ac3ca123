from odoo import api, models


class MrpBomByproduct(models.Model):
    _inherit = "mrp.bom.byproduct"

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to an approved formula."""
        byproducts = super().create(vals_list)
        if not self.env.su:
            byproducts.bom_id._check_unlocked()
        return byproducts

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
