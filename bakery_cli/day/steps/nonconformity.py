"""What was wrong with the goods is traced to its cause and closed."""

from .base import Step

FOUND = "Karung bagian bawah basah"
ACTION = "Pemasok menukar barangnya"


class Nonconformity(Step):
    """The buyer names the cause of each reject of today, and what was done."""

    sequence = 33
    key = "nonconformity"
    name = "Nonconformity"
    role = "purchaser"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        inspected = [document.id for document in day.made("inspection")]
        domain = [["inspection_id", "in", inspected], ["state", "!=", "closed"]]
        model = "bakery.qc.nonconformity"
        rows = client.search(model, domain, ["name"])
        if not rows:
            return
        ids = [row["id"] for row in rows]
        [cause] = client.search("bakery.qc.cause", [], ["name"], limit=1)
        solved = {
            "cause_id": cause["id"],
            "description": FOUND,
            "corrective_action": ACTION,
        }
        client.write(model, ids, solved)
        client.call(model, "action_close", ids=ids)
        for row in rows:
            day.record(model, row["id"], row["name"])
