"""The accountant checks and posts the invoices."""

from .base import Step


class InvoicePosting(Step):
    """Today's draft invoices get their date and number."""

    sequence = 160
    key = "invoice_posting"
    name = "Invoice posted"
    role = "accountant"
    hour = 14
    beside = "sales"
    lane = "sales"

    def run(self, day):
        client = day.client(self.role)
        invoices = day.notes.pop("invoices", [])
        if not invoices:
            return
        client.write("account.move", invoices, {"invoice_date": day.today()})
        client.call("account.move", "action_post", ids=invoices)
        for row in client.read("account.move", invoices, ["name", "amount_total"]):
            day.record("account.move", row["id"], row["name"], row["amount_total"])
