from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# Who delivers is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    @api.model
    def _default_payment_methods(self):
        """Give a new till cash, though e-wallets are there before the first till.

        Odoo makes a way to pay in cash for the first till of a company only if there
        is no other way to pay yet.
        """
        methods = super()._default_payment_methods()
        # sudo: who makes tills may not see what platforms cost.
        collectors = self.env["bakery.pos.collector"].sudo()
        domain = [("company_id", "=", self.env.company.id)]
        if methods.filtered("is_cash_count") or not collectors.search_count(domain):
            return methods
        return methods | self._create_cash_payment_method()
