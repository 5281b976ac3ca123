from odoo import api, models
from odoo.exceptions import UserError


# pylint: disable=consider-merging-classes-inherited
# What guests paid by QRIS is a subject of its own.
class PosOrder(models.Model):
    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        """Believe the provider, not the till, about what is paid by QRIS.

        :raise UserError: the till says it is paid, and nobody else does
        """
        number = super()._process_order(order, existing_order)
        sale = self.browse(number)
        if sale.state not in ("draft", "cancel"):
            sale._confirm_qris()
        return number

    def _confirm_qris(self):
        """Give each payment by QRIS its charge, which pays this one only.

        A sale that the cashier took on trust, with the network down, is kept: its
        payment stays unconfirmed, and the manager sees it, until the provider says so.
        """
        payments = self.payment_ids._with_qris_code()
        if not payments:
            return
        # sudo: charges are the server's, and cashiers do not see them.
        charges = self.env["bakery.qris.charge"].sudo()._of_lines(payments)
        for payment in payments:
            charge = charges.get(payment.uuid)
            if charge and charge._confirm(payment):
                continue
            if not payment.qris_on_trust:
                raise UserError(
                    self.env._(
                        "%(amount)s by %(method)s is not paid yet, says the provider. "
                        "Check the code again, or take another payment.",
                        amount=payment.currency_id.format(payment.amount),
                        method=payment.payment_method_id.name,
                    )
                )
