"""The accountant pays the vendors by bank transfer."""

from .. import payments
from .base import Step


class VendorPayment(Step):
    """Today's bills are paid from the bank."""

    sequence = 50
    key = "vendor_payment"
    name = "Vendor payment"
    role = "accountant"
    hour = 8
    beside = "goods"
    lane = "office"

    def run(self, day):
        bills = [bill.id for bill in day.made("vendor_bill")]
        for row in payments.register(day.client(self.role), bills, day.today()):
            day.record("account.payment", row["id"], row["name"], row["amount"])
