from odoo import api, models

from .stock_warehouse import MANAGE


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        # sudo: the warehouse may be hidden, which the right then refuses.
        warehouses = kinds.sudo().warehouse_id
        self.env["bakery.access.right"]._require(MANAGE, kinds, warehouses=warehouses)
        # Record rules name the operation types of a user's warehouses.
        self.env.registry.clear_cache()
        return kinds
