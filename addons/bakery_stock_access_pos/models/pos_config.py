from odoo import api, models


class PosConfig(models.Model):
    _inherit = "pos.config"
    _hidden_by_warehouse = True

    # Which tills a user sees is remembered by warehouse, see res_users.py.

    @api.model_create_multi
    def create(self, vals_list):
        tills = super().create(vals_list)
        self.env.registry.clear_cache()
        return tills

    def write(self, vals):
        result = super().write(vals)
        if "picking_type_id" in vals:
            self.env.registry.clear_cache()
        return result
