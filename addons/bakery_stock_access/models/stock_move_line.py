from odoo import api, models

from .stock_move import demands_of


class StockMoveLine(models.Model):
    _name = "stock.move.line"
    _inherit = ("stock.move.line", "bakery.access.guard")
    _hidden_by_warehouse = True

    def _access_demands(self):
        return demands_of(self, lambda line: line.move_id.scrap_id)

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
