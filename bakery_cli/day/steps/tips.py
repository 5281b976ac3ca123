"""What guests left for the staff is shared out and paid."""

from .base import Step

TIPS = "bakery.tip.distribution"
# Who works at the tables and the tills.
STAFF = ("waiter", "cashier")


class Tips(Step):
    """The accountant shares out today's tips and pays them from the bank."""

    sequence = 187
    key = "tips"
    name = "Tips of the staff"
    role = "accountant"
    hour = 14
    beside = "evening"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        staff = client.search(
            "hr.employee.public",
            [["user_id.login", "in", [day.cast.login(role) for role in STAFF]]],
            ["name"],
        )
        banks = client.search("account.journal", [["type", "=", "bank"]], ["name"])
        if not staff or not banks:
            return
        [tips] = client.create(
            TIPS,
            [
                {
                    "date_start": day.today(),
                    "date_end": day.today(),
                    "journal_id": banks[0]["id"],
                    "line_ids": [(0, 0, {"employee_id": row["id"]}) for row in staff],
                }
            ],
        )
        row = client.read(TIPS, [tips], ["name", "amount"])[0]
        if not row["amount"]:
            client.call(TIPS, "unlink", ids=[tips])
            return
        client.call(TIPS, "action_confirm", ids=[tips])
        client.call(TIPS, "action_pay", ids=[tips])
        day.record(TIPS, tips, row["name"], row["amount"])
