"""Rejected goods are handed back, and what the vendor brings instead comes in."""

from .. import inspections, pickings
from .base import Step


class VendorReturn(Step):
    """The returns that inspections made leave; replacements are inspected again."""

    sequence = 32
    key = "vendor_return"
    name = "Return to vendor"
    role = "warehouse_clerk"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        inspected = [document.id for document in day.made("inspection")]
        rows = client.search(
            "qc.inspection",
            [["id", "in", inspected], ["return_picking_id", "!=", False]],
            ["return_picking_id", "replacement_picking_id"],
        )
        self._validate(day, client, rows, "return_picking_id")
        self._receive(day, client, rows)

    def _receive(self, day, client, rows):
        names = "replacement_picking_id"
        brought = [row[names][0] for row in rows if row[names]]
        receipts = client.read("stock.picking", brought, pickings.FIELDS)
        pickings.number_lots(client, receipts, day.today())
        for row in inspections.waiting(client, brought):
            inspections.inspect(client, row, day.today())
        self._validate(day, client, rows, names)

    @staticmethod
    def _validate(day, client, rows, field):
        wanted = sorted({row[field][0] for row in rows if row[field]})
        for row in pickings.validate(client, wanted):
            day.record("stock.picking", row["id"], row["name"])
