"""What becomes of a batch that failed its check."""

from .base import Step

REASON = "Dua buah pucat dibuang, sisanya baik"
FOUND = "Beberapa buah pucat"
ACTION = "Yang pucat dibuang, loyang diputar di tengah pemanggangan"
# Pieces that are thrown away; the others are released.
THROWN_AWAY = 2


class BatchDecision(Step):
    """The owner throws away what is bad, releases the rest, and closes the matter."""

    sequence = 74
    key = "batch_decision"
    name = "Decision about batches"
    role = "owner"
    hour = 8
    beside = "goods"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        checked = [document.id for document in day.made("batch_check")]
        if not checked:
            return
        client = day.client(self.role)
        failed = client.search(
            "qc.inspection",
            [["id", "in", checked], ["state", "=", "failed"]],
            ["name"],
        )
        for row in failed:
            self._decide(day, client, row["id"])

    @staticmethod
    def _decide(day, client, check):
        [reason] = client.search("bakery.waste.reason", [], ["name"], limit=1)
        client.call(
            "qc.inspection",
            "dispose",
            ids=[check],
            disposition="scrap",
            reason=REASON,
            waste_reason_id=reason["id"],
            quantity=THROWN_AWAY,
        )
        model = "bakery.qc.nonconformity"
        [found] = client.search(model, [["inspection_id", "=", check]], ["name"])
        [cause] = client.search("bakery.qc.cause", [], ["name"], limit=1)
        solved = {
            "cause_id": cause["id"],
            "description": FOUND,
            "corrective_action": ACTION,
        }
        client.write(model, [found["id"]], solved)
        client.call(model, "action_close", ids=[found["id"]])
        day.record(model, found["id"], found["name"])
