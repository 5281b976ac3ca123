"""The warehouse clerk writes down what stands at the door."""

from .. import pickings
from .base import Step


class Arrival(Step):
    """Lots and best-before dates are written on what is tracked, before the look."""

    sequence = 27
    key = "arrival"
    name = "Arrival"
    role = "warehouse_clerk"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        rows = pickings.vendor_receipts(day, client)
        pickings.number_lots(client, rows, day.today())
        for row in rows:
            day.record("stock.picking", row["id"], row["name"])
