"""What the waiters earned on their sales is approved, billed and paid."""

from .. import payments
from .base import Step

COMMISSION = "bakery.commission"


class Commission(Step):
    """The accountant approves what was earned until today and pays it by bills."""

    sequence = 188
    key = "commission"
    name = "Commissions"
    role = "accountant"
    hour = 14
    beside = "evening"
    lane = "office"
    weekdays = (6,)

    def run(self, day):
        client = day.client(self.role)
        earned = client.search(COMMISSION, [["state", "=", "draft"]], ["amount"])
        if sum(row["amount"] for row in earned) <= 0:
            return
        ids = [row["id"] for row in earned]
        client.call(COMMISSION, "action_approve", ids=ids)
        action = client.call(COMMISSION, "action_pay_by_bill", ids=ids)
        bills = client.search("account.move", action["domain"], ["amount_total"])
        bill_ids = [row["id"] for row in bills]
        client.call("account.move", "action_post", ids=bill_ids)
        payments.register(client, bill_ids, day.today())
        for row in client.read("account.move", bill_ids, ["name", "amount_total"]):
            day.record("account.move", row["id"], row["name"], row["amount_total"])
