"""The approver releases the orders that wait for a second pair of eyes."""

from .base import Step


class PurchaseApproval(Step):
    """Orders above a limit: by the company's two-step rule or by approval tiers."""

    sequence = 20
    key = "purchase_approval"
    name = "Purchase approval"
    role = "approver"
    hour = 8

    def run(self, day):
        client = day.client(self.role)
        orders = [order.id for order in day.made("vendor_order")]
        fields = ["name", "state", "amount_total", "need_validation", "can_review"]
        for row in client.read("purchase.order", orders, fields):
            if self._release(client, row):
                self._note(day, row)

    @staticmethod
    def _release(client, row):
        """Approve one order; return whether there was anything to approve."""
        order = [row["id"]]
        if row["state"] == "to approve":
            client.call("purchase.order", "button_approve", ids=order)
            return True
        if row["can_review"]:
            client.call("purchase.order", "validate_tier", ids=order)
            client.call("purchase.order", "button_confirm", ids=order)
            return True
        return False

    @staticmethod
    def _note(day, row):
        day.record("purchase.order", row["id"], row["name"], row["amount_total"])
