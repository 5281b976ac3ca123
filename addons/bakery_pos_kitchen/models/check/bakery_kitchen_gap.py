from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import float_compare

HOURS = 2
# Seconds that an order may differ: while it is typed, and once it is paid.
OPEN_SECONDS = 180
CLOSED_SECONDS = 60


class BakeryKitchenGap(models.Model):
    """An order whose goods and what the kitchen was told of them differ.

    Once a minute, the orders of the last two hours are compared with the ledger. What
    is found is shown to managers and at the tills until it is gone.
    """

    _name = "bakery.kitchen.gap"
    _description = "Order the Kitchen Does Not Know"
    _order = "resolved_at DESC NULLS FIRST, id DESC"
    _rec_name = "label"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    config_id = fields.Many2one("pos.config", readonly=True, index="btree_not_null")
    order_id = fields.Many2one(
        "pos.order", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    label = fields.Char(string="Called", readonly=True)
    missing = fields.Char(readonly=True, help="What the kitchen does not know.")
    found_at = fields.Datetime(readonly=True)
    resolved_at = fields.Datetime(readonly=True)

    _once = models.UniqueIndex("(order_id) WHERE resolved_at IS NULL")

    @api.model
    def _check_orders(self):
        """Compare recent orders with the ledger (every minute); keep what differs."""
        now = fields.Datetime.now()
        orders = self.env["pos.order"].search(
            [
                ("config_id.kitchen_tickets", "=", True),
                ("write_date", ">=", now - timedelta(hours=HOURS)),
                ("state", "!=", "cancel"),
            ]
        )
        different = self._differences(orders, now)
        known = self.search([("resolved_at", "=", False)])
        # Also those of more than two hours ago.
        older = self._differences(known.order_id - orders, now)
        different.update(older)
        gone = known.filtered(lambda gap: gap.order_id not in different)
        gone.resolved_at = now
        for gap in known - gone:
            gap.missing = different[gap.order_id]
        found = [order for order in different if order not in known.order_id]
        self.create(
            [
                {
                    "company_id": order.company_id.id,
                    "config_id": order.config_id.id,
                    "order_id": order.id,
                    "label": order._kitchen_name() or order.pos_reference,
                    "missing": different[order],
                    "found_at": now,
                }
                for order in found
            ]
        )
        # The tills read anew, also where it is all right again.
        tills = gone.config_id.union(*(order.config_id for order in found))
        for till in tills:
            till._notify("KITCHEN_READY", {})

    @api.model
    def _differences(self, orders, now):
        """Return ``{order: what differs}``; queries do not grow with the orders."""
        ledger = defaultdict(float)
        rows = self.env["bakery.kitchen.ledger"].search(
            [("line_uuid", "in", orders.lines.mapped("uuid"))]
        )
        for row in rows:
            ledger[row.line_uuid] += row.qty_sent + row.qty_skipped
        routing = {config: config._kitchen_routing() for config in orders.config_id}
        found = {}
        for order in orders:
            texts = [
                f"{line.product_id.name}: {ledger[line.uuid]:g} → {wanted:g}"
                for line, wanted in self._wanted(order, routing, now)
                if float_compare(ledger[line.uuid], wanted, precision_digits=4)
            ]
            if texts:
                found[order] = ", ".join(texts)[:500]
        return found

    @api.model
    def _wanted(self, order, routing, now):
        """Yield ``(line, quantity)`` of what the kitchen should know by now."""
        if order.state == "cancel":
            return
        seconds = OPEN_SECONDS if order.state == "draft" else CLOSED_SECONDS
        since = order.config_id.kitchen_since
        for line in order.lines:
            young = line.write_date > now - timedelta(seconds=seconds)
            before = since and line.create_date < since
            if young or before:
                continue
            if routing[order.config_id].of_line(line):
                yield line, max(line.qty, 0)
