"""The sales staff ask for the invoices of what was shipped."""

from .base import Step


class SalesInvoice(Step):
    """One draft invoice for each sale of the day, by the dialog of the sale."""

    sequence = 150
    key = "sales_invoice"
    name = "Sales invoice"
    role = "sales"
    hour = 14
    beside = "sales"
    lane = "sales"

    def run(self, day):
        client = day.client(self.role)
        orders = self._billable(day, client)
        if not orders:
            return
        context = {"active_model": "sale.order", "active_ids": orders}
        wizard = client.create(
            "sale.advance.payment.inv",
            {"advance_payment_method": "delivered", "sale_order_ids": [(6, 0, orders)]},
            context=context,
        )
        client.call(
            "sale.advance.payment.inv", "create_invoices", [wizard], context=context
        )
        rows = client.read("sale.order", orders, ["name", "invoice_ids"])
        day.notes["invoices"] = [move for row in rows for move in row["invoice_ids"]]
        for row in rows:
            day.record("sale.order", row["id"], row["name"])

    @staticmethod
    def _billable(day, client):
        orders = [order.id for order in day.made("wholesale_order", "sale.order")]
        rows = client.read("sale.order", orders, ["invoice_status"])
        return [row["id"] for row in rows if row["invoice_status"] == "to invoice"]
