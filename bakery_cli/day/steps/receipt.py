"""The warehouse clerk receives what the vendors bring."""

from .. import pickings
from .base import Step


class Receipt(Step):
    """Lots and best-before dates are written on what is tracked, then validated."""

    sequence = 30
    key = "receipt"
    name = "Receipt"
    role = "warehouse_clerk"
    hour = 8

    def run(self, day):
        client = day.client(self.role)
        ordered = [order.name for order in day.made("vendor_order")]
        rows = pickings.open_pickings(client, "incoming", [["origin", "in", ordered]])
        pickings.number_lots(client, rows, day.today())
        for row in pickings.validate(client, [row["id"] for row in rows]):
            day.record("stock.picking", row["id"], row["name"])
