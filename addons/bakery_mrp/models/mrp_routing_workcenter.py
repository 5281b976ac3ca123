from odoo import api, models


class MrpRoutingWorkcenter(models.Model):
    _inherit = "mrp.routing.workcenter"

    @api.model_create_multi
    def create(self, vals_list):
        """Add no step to an approved formula."""
        operations = super().create(vals_list)
        if not self.env.su:
            operations.bom_id._check_unlocked()
        return operations

    def write(self, vals):
        """Change no step of an approved formula; its owner archives them with it."""
        if not self.env.su and self.bom_id._locked():
            if set(vals) == {"active"}:
                self.bom_id._check_owner()
            else:
                self.bom_id._check_unlocked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if not self.env.su:
            self.bom_id._check_unlocked()
