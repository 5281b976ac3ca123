"""The accountant enters the vendors' bills."""

from .base import Step


class VendorBill(Step):
    """One bill for each order received today, posted with the vendor's number."""

    sequence = 40
    key = "vendor_bill"
    name = "Vendor bill"
    role = "accountant"
    hour = 8
    beside = "goods"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        for order in self._billable(day, client):
            self._bill(day, client, order)

    @staticmethod
    def _billable(day, client):
        orders = [order.id for order in day.made("vendor_order")]
        return client.search(
            "purchase.order",
            [["id", "in", orders], ["invoice_status", "=", "to invoice"]],
            ["name"],
        )

    @staticmethod
    def _bill(day, client, order):
        client.call("purchase.order", "action_create_invoice", ids=[order["id"]])
        row = client.read("purchase.order", [order["id"]], ["invoice_ids"])[0]
        bills = row["invoice_ids"]
        number = f"INV/{order['name']}"
        client.write(
            "account.move", bills, {"invoice_date": day.today(), "ref": number}
        )
        client.call("account.move", "action_post", ids=bills)
        for bill in client.read("account.move", bills, ["name", "amount_total"]):
            day.record("account.move", bill["id"], bill["name"], bill["amount_total"])
