"""The accountant receives the customers' transfers."""

from .. import payments
from .base import Step


class CustomerPayment(Step):
    """Today's invoices are paid into the bank."""

    sequence = 170
    key = "customer_payment"
    name = "Customer payment"
    role = "accountant"
    hour = 14
    beside = "sales"
    lane = "sales"

    def run(self, day):
        invoices = [invoice.id for invoice in day.made("invoice_posting")]
        for row in payments.register(day.client(self.role), invoices, day.today()):
            day.record("account.payment", row["id"], row["name"], row["amount"])
