from odoo import api, models

from .bakery_access_guard import Demand

# Where a movement begins or ends says what kind of document it is.
USAGES = {"customer": "shipment", "supplier": "receipt", "inventory": "adjustment"}


def document_of(source, destination):
    """Return the document that a movement between two usages belongs to.

    None where it is production, whose rights are those of manufacturing orders.
    """
    usages = {source, destination}
    if "production" in usages:
        return None
    return next((USAGES[usage] for usage in USAGES if usage in usages), "transfer")


def demands_of(movements, scraps):
    """Return the set of ``Demand`` of movements or of their lines.

    :param scraps: function from such a record to its write-off, if it is one.
    """
    demands = set()
    for movement in movements:
        source, destination = movement.location_id, movement.location_dest_id
        document = document_of(source.usage, destination.usage)
        if document == "adjustment" and scraps(movement):
            document = "write_off"
        if document:
            places = source.warehouse_id | destination.warehouse_id
            touched = places or movement.picking_type_id.warehouse_id
            demands.add(Demand(document, frozenset(touched.ids)))
    return demands


class StockMove(models.Model):
    _name = "stock.move"
    _inherit = ("stock.move", "bakery.access.guard")
    _hidden_by_warehouse = True

    def _access_demands(self):
        return demands_of(self, lambda move: move.scrap_id)

    def _processing_names(self):
        return {"quantity", "picked", "move_line_ids", "lot_ids", "sequence"}

    def _processed_names(self):
        return {
            "date",
            "location_dest_id",
            "location_id",
            "lot_ids",
            "move_line_ids",
            "price_unit",
            "product_id",
            "product_uom",
            "product_uom_qty",
            "quantity",
        }

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        if moves._is_guarded():
            done = moves.filtered(lambda move: move.state == "done")
            done._require_verb("cancel")
            (moves - done)._require_any("edit", "cancel")
        return moves

    def write(self, vals):
        self._check_values(vals)
        result = super().write(vals)
        if self._is_guarded() and vals.keys() & {"location_id", "location_dest_id"}:
            self._require_any("edit", "cancel")
        return result

    def unlink(self):
        moves = self._guard("edit", "delete", operation="unlink")
        return super(StockMove, moves).unlink()

    def _action_confirm(self, merge=True, merge_into=False, create_proc=True):
        moves = super(StockMove, self._guard("edit", "process"))._action_confirm(
            merge=merge, merge_into=merge_into, create_proc=create_proc
        )
        return moves.with_env(self.env)

    def _action_assign(self, force_qty=False):
        return super(StockMove, self._guard("edit", "process"))._action_assign(
            force_qty=force_qty
        )

    def _do_unreserve(self):
        return super(StockMove, self._guard("edit", "process"))._do_unreserve()

    def _action_cancel(self):
        draft = self.filtered(lambda move: move.state == "draft")
        checked = (
            draft._guard("edit", "cancel", "delete"),
            (self - draft)._guard("cancel", "delete"),
        )
        # sudo: each part was checked; _guard says whether it goes on elevated.
        moves = self.sudo() if any(part.env.su for part in checked) else self
        return super(StockMove, moves)._action_cancel()

    def _action_done(self, cancel_backorder=False):
        moves = super(StockMove, self._guard("process"))._action_done(
            cancel_backorder=cancel_backorder
        )
        return moves.with_env(self.env)

    def _set_value(self, correction_quantity=None):
        """Value movements, which bills and costs do, not who moves the goods."""
        # sudo: what goods cost follows from records, not from the user.
        moves = self.sudo() if self._is_guarded() else self
        return super(StockMove, moves)._set_value(
            correction_quantity=correction_quantity
        )

    def _trigger_assign(self):
        """Reserve what has come for what waits, whoever brought it.

        A baker's bread may be waited for by a shipment that the baker does not see.
        """
        # sudo: see above; what is reserved follows from the waiting documents.
        moves = self.sudo() if self._is_guarded() else self
        return super(StockMove, moves)._trigger_assign()
