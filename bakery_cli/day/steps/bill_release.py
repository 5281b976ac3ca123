"""Somebody who may looks at the bills that differ, and lets them be paid."""

from .base import Step

REASON = "Kenaikan harga disepakati lewat telepon"


class BillRelease(Step):
    """Today's bills that ask more than was ordered are released with a reason."""

    sequence = 45
    key = "bill_release"
    name = "Release of bills"
    role = "approver"
    hour = 8
    beside = "goods"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        bills = [bill.id for bill in day.made("vendor_bill")]
        rows = client.search(
            "account.move",
            [["id", "in", bills], ["match_state", "=", "exception"]],
            ["name", "match_difference"],
        )
        if not rows:
            return
        values = {"move_ids": [(6, 0, [row["id"] for row in rows])], "reason": REASON}
        dialog = client.create("bakery.bill.release", values)
        client.call("bakery.bill.release", "action_release", ids=[dialog])
        for row in rows:
            day.record("account.move", row["id"], row["name"], row["match_difference"])
