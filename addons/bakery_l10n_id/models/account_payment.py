from num2words import num2words

from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def _terbilang(self):
        """Return the amount in Indonesian words: “seribu lima ratus rupiah”."""
        self.ensure_one()
        amount = self.currency_id.round(self.amount)
        if amount == int(amount):
            amount = int(amount)
        unit = "rupiah" if self.currency_id.name == "IDR" else self.currency_id.name
        return f"{num2words(amount, lang='id')} {unit}"

    def _receipt_purpose(self):
        """Return what the receipt says the money is for."""
        self.ensure_one()
        documents = self.reconciled_invoice_ids | self.reconciled_bill_ids
        names = [name for name in documents.mapped("name") if name]
        return ", ".join(names) or self.memo or ""

    def _receipt_stamp(self):
        """Return the stamp duty (meterai) that the receipt owes, 0 when none."""
        self.ensure_one()
        rates = self.env["bakery.tax.rate"]
        if self.currency_id.name != "IDR":
            return 0
        if self.amount <= rates._value("stamp_duty_floor", self.date):
            return 0
        return rates._value("stamp_duty", self.date)
