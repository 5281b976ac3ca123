from odoo import api, models

MANAGE = "warehouse_manage"


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"
    _hidden_by_warehouse = True

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.access.right"]._require(MANAGE, self)
        warehouses = super().create(vals_list)
        # Record rules name the places of a user's warehouses.
        self.env.registry.clear_cache()
        return warehouses

    def write(self, vals):
        self.env["bakery.access.right"]._require(MANAGE, self, warehouses=self)
        return super().write(vals)

    def unlink(self):
        self.env["bakery.access.right"]._require(MANAGE, self, warehouses=self)
        return super().unlink()
