from odoo import api, models

from .bakery_access_guard import Demand
from .stock_move import document_of


class StockMoveLine(models.Model):
    _name = "stock.move.line"
    _inherit = ("stock.move.line", "bakery.access.guard")

    def _access_demands(self):
        demands = set()
        for line in self:
            document = document_of(line.location_id.usage, line.location_dest_id.usage)
            if document == "adjustment" and line.move_id.scrap_id:
                document = "write_off"
            if document:
                demands.add(Demand(document, line._access_warehouse_ids()))
        return demands

    def _access_warehouse_ids(self):
        """Return the ids of the warehouses that the line touches."""
        places = self.location_id.warehouse_id | self.location_dest_id.warehouse_id
        return frozenset((places or self.picking_type_id.warehouse_id).ids)

    def _processing_names(self):
        # Every field of a line says how a movement is carried out.
        return set(self._fields)

    def _processed_names(self):
        return {
            "date",
            "location_dest_id",
            "location_id",
            "lot_id",
            "lot_name",
            "owner_id",
            "package_id",
            "product_id",
            "product_uom_id",
            "quantity",
            "result_package_id",
        }

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if lines._is_guarded():
            done = lines.filtered(lambda line: line.state == "done")
            done._require_verb("cancel")
            (lines - done)._require_any("process", "edit", "cancel")
        return lines

    def write(self, vals):
        self._check_values(vals)
        result = super().write(vals)
        if self._is_guarded() and vals.keys() & {"location_id", "location_dest_id"}:
            self._require_any("process", "edit", "cancel")
        return result

    def unlink(self):
        if self._is_guarded():
            self._require_any("process", "edit", "cancel", "delete")
        return super().unlink()

    def action_revert_inventory(self):
        """Undo counts by counter-movements, which is cancelling their processing."""
        return super(StockMoveLine, self._guard("cancel")).action_revert_inventory()
