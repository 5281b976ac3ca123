"""The approver releases the orders that wait for a second pair of eyes."""

from ..cast import OWNER
from .base import Step

# More rules than one order can fall under.
LEVELS = 10


class PurchaseApproval(Step):
    """Orders above a limit: by the company's two-step rule or by approval tiers.

    What is very large goes on to the owner.
    """

    sequence = 20
    key = "purchase_approval"
    name = "Purchase approval"
    role = "approver"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        orders = [order.id for order in day.made("vendor_order")]
        fields = ["name", "state", "amount_total", "need_validation", "can_review"]
        for row in client.read("purchase.order", orders, fields):
            if self._release(day, row):
                self._note(day, row)

    def _release(self, day, row):
        """Approve one order; return whether there was anything to approve."""
        client, order = day.client(self.role), [row["id"]]
        if row["state"] == "to approve":
            client.call("purchase.order", "button_approve", ids=order)
            return True
        if row["can_review"]:
            self._agree(client, order)
            self._agree(day.client(OWNER), order)
            client.call("purchase.order", "button_confirm", ids=order)
            return True
        return False

    @staticmethod
    def _agree(client, order):
        """Agree to every reason that it is this user's turn for."""
        for _level in range(LEVELS):
            row = client.read("purchase.order", order, ["can_review"])[0]
            if not row["can_review"]:
                return
            client.call("purchase.order", "validate_tier", ids=order)

    @staticmethod
    def _note(day, row):
        day.record("purchase.order", row["id"], row["name"], row["amount_total"])
