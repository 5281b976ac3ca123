from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .pos_payment_method import TERMINAL


# pylint: disable=consider-merging-classes-inherited
# What guests paid by QRIS is a subject of its own.
class PosPayment(models.Model):
    _inherit = "pos.payment"

    # What the till says. Whether it is so, the charge knows.
    qris_on_trust = fields.Boolean(
        string="Taken on Trust",
        help="The cashier let the guest go although nobody could ask the provider.",
    )
    qris_unconfirmed = fields.Boolean(
        string="QRIS Unconfirmed",
        compute="_compute_qris_unconfirmed",
        search="_search_qris_unconfirmed",
        groups="point_of_sale.group_pos_manager,account.group_account_invoice",
        help="No provider has said that this was paid.",
    )

    @api.depends("amount", "payment_method_id", "is_change")
    def _compute_qris_unconfirmed(self):
        asked = self._with_qris_code()
        confirmed = asked._qris_charges().payment_id
        for payment in self:
            payment.qris_unconfirmed = payment in asked and payment not in confirmed

    def _search_qris_unconfirmed(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: whoever sees a payment may know whether it is one.
        paid = self.env["bakery.qris.charge"].sudo()._search([("state", "=", "paid")])
        unconfirmed = (
            Domain("payment_method_id.use_payment_terminal", "=", TERMINAL)
            & Domain("amount", ">", 0)
            & Domain("is_change", "=", False)
            & Domain("pos_order_id.state", "not in", ("draft", "cancel"))
            & Domain("id", "not in", paid.subselect("payment_id"))
        )
        return unconfirmed if True in value else ~unconfirmed

    @api.constrains("amount", "payment_method_id", "uuid")
    def _check_qris_charge(self):
        """Leave alone what a provider has confirmed.

        :raise ValidationError: the charge paid something else
        """
        for charge in self._with_qris_code()._qris_charges():
            if not charge._is_of(charge.payment_id):
                raise ValidationError(
                    self.env._("What was paid by QRIS cannot be changed any more.")
                )

    def _qris_charges(self):
        """Return the paid charges of these payments, as the server sees them."""
        # sudo: whoever sees a payment may know whether it is one.
        charges = self.env["bakery.qris.charge"].sudo()
        return charges.search([("payment_id", "in", self.ids), ("state", "=", "paid")])

    def _with_qris_code(self):
        """Return what guests paid, or will, with a code of its own each."""
        return self.filtered(
            lambda payment: (
                payment.payment_method_id._with_qris_code()
                and payment.amount > 0
                and not payment.is_change
            )
        )
