from collections import defaultdict

from odoo import models
from odoo.tools import float_is_zero


# pylint: disable=consider-merging-classes-inherited
# How goods change lines is a subject of its own.
class BakeryKitchenLedger(models.Model):
    _inherit = "bakery.kitchen.ledger"

    def _belong_to(self, order_uuid):
        """Let the rows, and what was told by them, belong to another order."""
        if not self:
            return
        self.order_uuid = order_uuid
        self.env["bakery.kitchen.ticket.line"].search(
            [("line_uuid", "in", self.mapped("line_uuid"))]
        ).order_uuid = order_uuid

    def _follow_lines(self):
        """Follow lines that are in another order now; return the rows of none."""
        lines = self.env["pos.order.line"].search(
            [("uuid", "in", self.mapped("line_uuid"))]
        )
        order_of = {line.uuid: line.order_id.uuid for line in lines}
        gone = self.browse()
        by_order = defaultdict(self.browse)
        for row in self:
            order = order_of.get(row.line_uuid)
            if order is None:
                gone |= row
            else:
                by_order[order] |= row
        for order, rows in by_order.items():
            rows._belong_to(order)
        return gone

    def _goods_moved(self, moved):
        """Let what the kitchen was told follow goods to other lines.

        :param list moved: ``[(uuid of the line they left, line, quantity)]``; no more
            than the kitchen was told of that line is moved
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        sources = self._rows_of([uuid for uuid, _line, _quantity in moved])
        targets = self._rows_of([line.uuid for _uuid, line, _quantity in moved])
        shifts = []
        for uuid, line, quantity in moved:
            source = sources.get(uuid)
            if not source or source.company_id != line.company_id:
                continue
            if source.product_id != line.product_id:
                continue
            target = targets.get(line.uuid)
            if not target:
                target = targets[line.uuid] = source._row_for(line)
            skipped = min(source.qty_skipped, quantity)
            told = min(source.qty_sent, quantity - skipped)
            source.qty_skipped -= skipped
            target.qty_skipped += skipped
            if float_is_zero(told, precision_digits=digits):
                continue
            source.qty_sent = max(source.qty_sent - told, 0)
            target.qty_sent += told
            shifts.append((uuid, line, told))
        if shifts:
            self.env["bakery.kitchen.ticket.line"]._shift(shifts)

    def _rows_of(self, uuids):
        rows = self.search([("line_uuid", "in", uuids)])
        return {row.line_uuid: row for row in rows}

    def _row_for(self, line):
        return self.create(
            {
                "line_uuid": line.uuid,
                "order_uuid": line.order_id.uuid,
                "company_id": line.company_id.id,
                "config_id": line.order_id.config_id.id,
                "product_id": line.product_id.id,
                "note_hash": self.note_hash,
                "course_uuid": line.course_id.uuid,
            }
        )


class BakeryKitchenTicketLine(models.Model):
    _inherit = "bakery.kitchen.ticket.line"

    def _shift(self, shifts):
        """Give what was told of lines to those that have the goods now.

        :param list shifts: ``[(uuid of a line, line, quantity)]``
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        told = self.search([("line_uuid", "in", [uuid for uuid, *_rest in shifts])])
        places = defaultdict(self.browse)
        for row in told.sorted("id"):
            places[row.line_uuid, row.station_id] |= row
        for (uuid, _station), rows in places.items():
            for source, line, quantity in shifts:
                if source != uuid:
                    continue
                for row in rows:
                    if row.line_uuid != uuid:
                        continue
                    taken = min(row._active(), quantity)
                    if float_is_zero(taken, precision_digits=digits):
                        continue
                    quantity -= taken
                    row._go_to(line, taken, digits)

    def _go_to(self, line, quantity, digits):
        """Give so much of this row to another line of an order."""
        goes = {"line_uuid": line.uuid, "order_uuid": line.order_id.uuid}
        if float_is_zero(self._active() - quantity, precision_digits=digits):
            self.write(goes)
            return
        self.copy(
            {
                **goes,
                "ticket_id": self.ticket_id.id,
                "split_from_id": self.id,
                "qty": quantity,
                "qty_void": 0,
                "qty_wasted": 0,
                "mark_void": False,
                "expo_void": False,
                "done_at": self.done_at,
            }
        )
        self.qty -= quantity
