from odoo import api, models

from .stock_warehouse import MANAGE


class StockLocation(models.Model):
    _inherit = "stock.location"

    @api.model_create_multi
    def create(self, vals_list):
        locations = super().create(vals_list)
        locations._require_manager()
        # Record rules name the locations of a user's warehouses.
        self.env.registry.clear_cache()
        return locations

    def write(self, vals):
        self._require_manager()
        result = super().write(vals)
        self._require_manager()
        if vals.keys() & {"location_id", "usage", "active"}:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self._require_manager()
        return super().unlink()

    def _require_manager(self):
        if self.env["bakery.access.right"]._binds_caller():
            # sudo: the warehouse may be hidden, which the right then refuses.
            warehouses = self.sudo().warehouse_id
            self.env["bakery.access.right"]._require(
                MANAGE, self, warehouses=warehouses
            )
