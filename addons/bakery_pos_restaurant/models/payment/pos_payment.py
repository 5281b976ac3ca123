from odoo import api, models
from odoo.exceptions import ValidationError

LONGEST = 64


class PosPayment(models.Model):
    """References of payments, as typed at the till, are kept short and clean."""

    _inherit = "pos.payment"

    @api.constrains("payment_ref_no")
    def _check_payment_ref_no(self):
        for payment in self:
            if len(payment.payment_ref_no or "") > LONGEST:
                raise ValidationError(
                    self.env._(
                        "A reference has at most %(count)s characters.", count=LONGEST
                    )
                )
