"""The baker looks at what came out before its lots are free."""

from .. import inspections
from .base import Step

# On other days than the first, one batch in so many days is not as it should be.
ONE_IN = 6


class BatchCheck(Step):
    """Every lot that waits for its check gets it; one may fail."""

    sequence = 72
    key = "batch_check"
    name = "Check of batches"
    role = "baker"
    hour = 8
    beside = "goods"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        baked = [document.id for document in day.made("production")]
        waiting = inspections.batches(client, baked, "after")
        bad = self._bad_one(day, waiting)
        for row in waiting:
            inspections.check(client, row, day.today(), wrong=row is bad)
            day.record("qc.inspection", row["id"], row["name"])

    @staticmethod
    def _bad_one(day, rows):
        """Return the check that finds something wrong today, if one does."""
        unlucky = day.dice.randrange(ONE_IN) == 0
        return day.dice.choice(rows) if rows and (day.is_first or unlucky) else None
