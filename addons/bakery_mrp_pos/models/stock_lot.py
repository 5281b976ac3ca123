from collections import defaultdict

from odoo import models

SOLD = ("paid", "done", "invoiced")


class StockLot(models.Model):
    """Sales at the till are known by what the till wrote on the order.

    Its transfers may be one for all sales of a session, and name no customer. Where
    the till named no lot, the transfer of the order says which one left.
    """

    _inherit = "stock.lot"

    def _outgoing(self):
        rows = super()._outgoing()
        if not self.env["pos.order"].has_access("read"):
            # Without the orders, their transfers are better than nothing.
            return rows
        orders, sessions = set(), set()
        for lot, order, _quantity in self._tilled():
            orders.add((lot.id, order.id))
            sessions.add((lot.id, order.session_id.id))
        return [
            (lot, picking, *rest)
            for lot, picking, *rest in rows
            if (
                (lot.id, picking.pos_order_id.id) not in orders
                if picking.pos_order_id
                else (lot.id, picking.pos_session_id.id) not in sessions
            )
        ]

    def _tilled(self):
        """Return what tills sold, as rows of lot, order and quantity."""
        if not self.env["pos.pack.operation.lot"].has_access("read"):
            return []
        named = self._named_at_tills()
        known = {(lot, order) for lot, order, _quantity in named}
        moved = self._moved_for_orders()
        return named + [row for row in moved if row[:2] not in known]

    def _moved_for_orders(self):
        """Return what left with transfers of single orders, as :meth:`_tilled`."""
        # sudo: the order is what its reader may see, and its transfer tells the lot.
        groups = (
            self.env["stock.move.line"]
            .sudo()
            ._read_group(
                [
                    ("lot_id", "in", self.ids),
                    ("state", "=", "done"),
                    ("picking_id.pos_order_id", "!=", False),
                    ("location_dest_id.usage", "=", "customer"),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["lot_id", "picking_id"],
                ["quantity_product_uom:sum"],
            )
        )
        ids = {picking.pos_order_id.id for _lot, picking, _quantity in groups}
        orders = self.env["pos.order"].browse(ids)._filtered_access("read")
        by_id = {order.id: order for order in orders}
        return [
            (lot.with_env(self.env), by_id[picking.pos_order_id.id], quantity)
            for lot, picking, quantity in groups
            if picking.pos_order_id.id in by_id
        ]

    def _named_at_tills(self):
        """Return the sales of which the till named the lot, as :meth:`_tilled`."""
        packs = self.env["pos.pack.operation.lot"].search(
            [
                ("lot_name", "in", self.mapped("name")),
                ("pos_order_line_id.product_id", "in", self.product_id.ids),
                ("pos_order_line_id.qty", ">", 0),
                ("pos_order_line_id.order_id.state", "in", SOLD),
                ("pos_order_line_id.company_id", "in", self.env.companies.ids),
            ]
        )
        if not packs:
            return []
        by_name = {(lot.product_id, lot.name): lot for lot in self}
        totals = defaultdict(float)
        for pack in packs:
            line = pack.pos_order_line_id
            lot = by_name.get((line.product_id, pack.lot_name))
            if lot:
                is_serial = line.product_id.tracking == "serial"
                totals[lot, line.order_id] += 1 if is_serial else line.qty
        return [(lot, order, quantity) for (lot, order), quantity in totals.items()]

    def _trace_ends(self, outgoing):
        ends = defaultdict(lambda: (set(), set()))
        for lot, order, _quantity in self._tilled():
            order_ids, lot_ids = ends[order._trace_place()]
            order_ids.add(order.id)
            lot_ids.add(lot.id)
        return super()._trace_ends(outgoing) + [
            {
                "key": key,
                "kind": kind,
                "title": title,
                "note": self.env._("Till sales: %(number)s", number=len(order_ids)),
                "model": "pos.order",
                "ids": sorted(order_ids),
                "lots": lot_ids,
            }
            for (key, kind, title), (order_ids, lot_ids) in ends.items()
        ]

    def _trace_counts(self, pickings):
        rows = self._tilled()
        orders = self.env["pos.order"].browse({order.id for _lot, order, _qty in rows})
        counts = [(self.env._("Till Sales"), orders)]
        # Tables come with pos_restaurant, on which a plain till does not depend.
        if "table_id" in orders._fields:
            counts.append((self.env._("Tables"), orders.table_id))
        return super()._trace_counts(pickings) + counts
