from odoo import api, models

from .bakery_access_guard import Demand

# What movements of goods write; a direct write would change stock without one.
QUANTITIES = {"quantity", "reserved_quantity", "in_date"}
CLOSED = QUANTITIES | {"product_id", "location_id", "lot_id", "package_id", "owner_id"}
COUNTED = {"inventory_quantity", "inventory_quantity_auto_apply"}


class StockQuant(models.Model):
    _name = "stock.quant"
    _inherit = ("stock.quant", "bakery.access.guard")
    _hidden_by_warehouse = True

    def _access_demands(self):
        return {
            Demand("adjustment", frozenset(quant.location_id.warehouse_id.ids))
            for quant in self
        }

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_guarded():
            return super().create(vals_list)
        for vals in vals_list:
            direct = bool(vals.keys() & QUANTITIES) or not vals.keys() & COUNTED
            applied = direct or "inventory_quantity_auto_apply" in vals
            # sudo: the location may be hidden, which the right then refuses.
            place = self.env["stock.location"].sudo().browse(vals.get("location_id"))
            self.env["bakery.access.right"]._require(
                f"adjustment_{'process' if applied else 'edit'}",
                self,
                warehouses=place.warehouse_id,
            )
            if direct:
                self._refuse_direct("adjustment")
        return super().create(vals_list)

    def write(self, vals):
        if self._is_guarded():
            if vals.keys() & CLOSED:
                self._refuse_direct("adjustment")
            applied = "inventory_quantity_auto_apply" in vals
            self._require_verb("process" if applied else "edit")
        return super().write(vals)

    def action_clear_inventory_quantity(self):
        """Delete counts that were entered but not applied."""
        quants = self._guard("delete")
        return super(StockQuant, quants).action_clear_inventory_quantity()

    def _apply_inventory(self, date=None):
        return super(StockQuant, self._guard("process"))._apply_inventory(date)
