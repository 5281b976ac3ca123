from odoo import api, models

from .bakery_access_guard import Demand
from .stock_move import document_of


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ("stock.picking", "bakery.access.guard")
    _hidden_by_warehouse = True

    @api.depends("state", "location_id", "location_dest_id", "picking_type_id")
    def _compute_access(self):
        result = super()._compute_access()
        for picking in self.filtered(lambda picking: picking.state == "draft"):
            picking.access_cancel = picking.access_cancel or picking.access_edit
        return result

    def _access_demands(self):
        demands = self.move_ids.filtered(
            lambda move: not move.scrap_id and move.state != "cancel"
        )._access_demands()
        for picking in self:
            document = document_of(
                picking.location_id.usage, picking.location_dest_id.usage
            )
            if document:
                demands.add(Demand(document, picking._access_warehouse_ids()))
        return demands

    def _access_warehouse_ids(self):
        """Return the ids of the warehouses that the document touches."""
        places = self.location_id.warehouse_id | self.location_dest_id.warehouse_id
        return frozenset((places | self.picking_type_id.warehouse_id).ids)

    def _processing_names(self):
        return {
            "is_locked",
            "move_ids",
            "move_line_ids",
            "note",
            "signature",
            "user_id",
        }

    def _processed_names(self):
        return {
            "date_done",
            "is_locked",
            "location_dest_id",
            "location_id",
            "move_ids",
            "move_line_ids",
            "owner_id",
            "partner_id",
            "picking_type_id",
        }

    @api.model_create_multi
    def create(self, vals_list):
        pickings = super().create(vals_list)
        if pickings._is_guarded():
            pickings._require_verb("edit")
        return pickings

    def write(self, vals):
        self._check_values(vals)
        result = super().write(vals)
        places = {"location_id", "location_dest_id", "picking_type_id"}
        if self._is_guarded() and vals.keys() & places:
            self._require_any("edit", "cancel")
        return result

    def unlink(self):
        documents = self._guard("delete", operation="unlink")
        return super(StockPicking, documents).unlink()

    def action_confirm(self):
        return super(StockPicking, self._guard("edit")).action_confirm()

    def action_assign(self):
        return super(StockPicking, self._guard("edit", "process")).action_assign()

    def do_unreserve(self):
        return super(StockPicking, self._guard("edit", "process")).do_unreserve()

    def action_split_transfer(self):
        pickings = self._guard("edit", "process")
        return super(StockPicking, pickings).action_split_transfer()

    def action_cancel(self):
        draft = self.filtered(lambda picking: picking.state == "draft")
        pickings = draft._guard("edit", "cancel") | (self - draft)._guard("cancel")
        return super(StockPicking, pickings).action_cancel()

    def button_validate(self):
        return super(StockPicking, self._guard("process")).button_validate()

    def _action_done(self):
        return super(StockPicking, self._guard("process"))._action_done()
