from odoo import models


class AccountPaymentRegister(models.TransientModel):
    _inherit = "account.payment.register"

    def _create_payments(self):
        # Before anything is written: the payment of several bills names the first
        # that has to be released.
        self.line_ids.move_id._check_payable()
        return super()._create_payments()
