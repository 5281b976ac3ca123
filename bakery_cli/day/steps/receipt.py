"""The warehouse clerk receives what the vendors bring."""

from .. import pickings
from .base import Step


class Receipt(Step):
    """What was inspected is taken in; what was rejected lies apart."""

    sequence = 30
    key = "receipt"
    name = "Receipt"
    role = "warehouse_clerk"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        rows = pickings.vendor_receipts(day, client)
        for row in pickings.validate(client, [row["id"] for row in rows]):
            day.record("stock.picking", row["id"], row["name"])
