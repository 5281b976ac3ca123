"""Goods of confirmed sales leave the kitchen."""

from .. import pickings
from .base import Step


class Delivery(Step):
    """What is in stock is shipped, older orders too; shared by the two channels.

    An order that stock does not cover waits for the next day.
    """

    web = False

    def run(self, day):
        client = day.client(self.role)
        channel = ["sale_id.website_id", "!=" if self.web else "=", False]
        domain = [["sale_id", "!=", False], channel]
        rows = pickings.open_pickings(client, "outgoing", domain)
        ready = pickings.reserve(client, [row["id"] for row in rows])
        # As with the closing of tills: two at once would meet on the customers' rows.
        with day.turn:
            done = pickings.validate(client, ready)
        for row in done:
            day.record("stock.picking", row["id"], row["name"])
