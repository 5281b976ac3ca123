"""Goods of confirmed sales leave the kitchen."""

from .. import pickings
from .base import Step


class Delivery(Step):
    """What of today's sales is in stock is shipped; shared by the two channels."""

    orders = None

    def run(self, day):
        client = day.client(self.role)
        names = [order.name for order in day.made(self.orders, "sale.order")]
        rows = pickings.open_pickings(client, "outgoing", [["origin", "in", names]])
        ids = [row["id"] for row in rows]
        pickings.reserve(client, ids)
        for row in pickings.validate(client, ids):
            day.record("stock.picking", row["id"], row["name"])
