"""The clerk inspects what the vendors brought, and rejects a part of one delivery."""

from .. import inspections, pickings
from .base import Step

# On other days than the first, one delivery in so many has something wrong.
ONE_IN = 5


class Inspection(Step):
    """Every question is answered; a tenth of one delivery is not good enough."""

    sequence = 28
    key = "inspection"
    name = "Inspection"
    role = "warehouse_clerk"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        receipts = [row["id"] for row in pickings.vendor_receipts(day, client)]
        waiting = inspections.waiting(client, receipts)
        bad = self._bad_one(day, waiting)
        for row in waiting:
            share = inspections.REJECTED if row is bad else 0
            inspections.inspect(client, row, day.today(), share)
            day.record("qc.inspection", row["id"], row["name"])

    @staticmethod
    def _bad_one(day, rows):
        """Return the inspection that finds something wrong today, if one does."""
        unlucky = day.dice.randrange(ONE_IN) == 0
        return day.dice.choice(rows) if rows and (day.is_first or unlucky) else None
