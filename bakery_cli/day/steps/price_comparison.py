"""The purchaser sees what other vendors ask, and sends the orders on their way."""

from .base import Step


class PriceComparison(Step):
    """Vendors side by side; the price list of the order's own vendor is taken.

    Then the orders are confirmed, or handed to whoever approves them.
    """

    sequence = 12
    key = "price_comparison"
    name = "Price comparison"
    role = "purchaser"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        orders = [order.id for order in day.made("vendor_order")]
        # The last one is the purchaser's own idea; the others follow from rules.
        for order in orders[-1:]:
            self._compare(client, order)
        self._confirm(client, orders)
        for row in client.read("purchase.order", orders[-1:], ["name", "amount_total"]):
            day.record("purchase.order", row["id"], row["name"], row["amount_total"])

    @staticmethod
    def _compare(client, order):
        action = client.call("purchase.order", "action_compare_vendors", ids=[order])
        model, comparison = action["res_model"], action["res_id"]
        [row] = client.read(model, [comparison], ["matrix"])
        table = row["matrix"]
        for line in table["lines"]:
            for cell in line["rows"]:
                if cell["vendor"] == table["current"] and cell["listed"]:
                    client.call(
                        model, "action_take", ids=[comparison], row_id=cell["id"]
                    )

    @staticmethod
    def _confirm(client, orders):
        """Confirm; what needs a second pair of eyes is handed to the approver."""
        rows = client.read("purchase.order", orders, ["need_validation"])
        guarded = [row["id"] for row in rows if row["need_validation"]]
        free = [order for order in orders if order not in guarded]
        if guarded:
            client.call("purchase.order", "request_validation", ids=guarded)
        if free:
            client.call("purchase.order", "button_confirm", ids=free)
