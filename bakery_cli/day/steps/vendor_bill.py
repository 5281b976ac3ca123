"""The accountant enters the vendors' bills."""

from .base import Step

# How much more than ordered the dearer bill of the day asks.
DEARER = 1.03


class VendorBill(Step):
    """One bill for each order received today, posted with the vendor's number.

    One of them asks more than was ordered, as happens.
    """

    sequence = 40
    key = "vendor_bill"
    name = "Vendor bill"
    role = "accountant"
    hour = 8
    beside = "goods"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        orders = self._billable(day, client)
        dearer = day.dice.choice(orders) if orders else None
        for order in orders:
            self._bill(day, client, order, DEARER if order is dearer else 1)

    @staticmethod
    def _billable(day, client):
        orders = [order.id for order in day.made("vendor_order")]
        return client.search(
            "purchase.order",
            [["id", "in", orders], ["invoice_status", "=", "to invoice"]],
            ["name"],
        )

    @staticmethod
    def _bill(day, client, order, factor):
        client.call("purchase.order", "action_create_invoice", ids=[order["id"]])
        row = client.read("purchase.order", [order["id"]], ["invoice_ids"])[0]
        bills = row["invoice_ids"]
        number = f"INV/{order['name']}"
        client.write(
            "account.move", bills, {"invoice_date": day.today(), "ref": number}
        )
        if factor != 1:
            VendorBill._raise_price(client, bills, factor)
        client.call("account.move", "action_post", ids=bills)
        for bill in client.read("account.move", bills, ["name", "amount_total"]):
            day.record("account.move", bill["id"], bill["name"], bill["amount_total"])

    @staticmethod
    def _raise_price(client, bills, factor):
        """Write a higher price on the first line of a bill."""
        domain = [["move_id", "in", bills], ["display_type", "=", "product"]]
        lines = client.search(
            "account.move.line", domain, ["move_id", "price_unit"], limit=1
        )
        for line in lines:
            values = {"price_unit": round(line["price_unit"] * factor, 2)}
            commands = {"invoice_line_ids": [(1, line["id"], values)]}
            client.write("account.move", [line["move_id"][0]], commands)
