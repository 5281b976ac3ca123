from odoo import fields, models

from .stock_picking import TransfersOfSales


class StockMove(models.Model):
    _inherit = "stock.move"

    def _should_bypass_reservation(self, forced_location=False):
        if super()._should_bypass_reservation(forced_location):
            return True
        transfers = self.env.context.get("transfers")
        if not isinstance(transfers, TransfersOfSales):
            return False
        return transfers.need_no_reservation(self, forced_location or self.location_id)

    def _add_mls_related_to_order(self, related_order_lines, are_qties_done=True):
        result = super()._add_mls_related_to_order(related_order_lines, are_qties_done)
        if are_qties_done and any(
            related_order_lines.order_id.config_id.mapped("auto_lots")
        ):
            self._choose_lots(related_order_lines)
        return result

    def _choose_lots(self, lines):
        """Take lots for what the till sold without naming any.

        Goods leave by the removal strategy, first expired first out, past lots on hold
        and expired ones; what comes back does so in the lots in which it left.
        """
        for move in self:
            if move.product_id.tracking == "none" or not (missing := move._missing()):
                continue
            if move.location_id.usage == "customer":
                move._bring_back_lots(lines, missing)
                continue
            move._update_reserved_quantity(missing, move.location_id, strict=False)
            if missing := move._missing():
                move._take_beyond(missing)

    def _missing(self):
        """Return what of the product no line moves yet, 0 when nothing is missing."""
        lines = self.move_line_ids.mapped("quantity_product_uom")
        return max(self.product_id.uom_id.round(self.product_qty - sum(lines)), 0)

    def _take_beyond(self, missing):
        """Take more than the books know of, as of goods without lots.

        It is of the lot that went last, else of the newest that is still good; its
        stock goes below zero, for somebody to count. Where there is none, the transfer
        cannot be finished and says so.
        """
        lot = self.move_line_ids.lot_id[-1:] or self.env["stock.lot"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("company_id", "in", [False, self.company_id.id]),
                "|",
                ("expiration_date", "=", False),
                ("expiration_date", ">", fields.Datetime.now()),
            ],
            order="id desc",
            limit=1,
        )
        values = self._prepare_move_line_vals(missing)
        self.env["stock.move.line"].create({**values, "lot_id": lot.id})

    def _bring_back_lots(self, lines, missing):
        """Let ``missing`` of the product come back in the lots in which it was sold."""
        sold = lines.refunded_orderline_id.order_id.picking_ids.move_line_ids.filtered(
            lambda line: (
                line.product_id == self.product_id
                and line.lot_id
                and line.location_dest_id.usage == "customer"
            )
        )
        values = []
        for line in sold:
            taken = min(line.quantity_product_uom, missing)
            if self.product_id.uom_id.compare(taken, 0) > 0:
                values.append(
                    {**self._prepare_move_line_vals(taken), "lot_id": line.lot_id.id}
                )
                missing -= taken
        self.env["stock.move.line"].create(values)
