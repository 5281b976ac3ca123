from odoo import SUPERUSER_ID, api, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    @api.constrains("company_id", "currency_id", "partner_type")
    def _check_currency_id(self):
        if self.env.uid != SUPERUSER_ID:
            to_vendors = self.filtered(lambda p: p.partner_type == "supplier")
            self.env["res.currency"]._check_exchange_rates(to_vendors)
