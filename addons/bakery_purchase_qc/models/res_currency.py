from odoo import api, models
from odoo.exceptions import ValidationError


class ResCurrency(models.Model):
    _inherit = "res.currency"

    @api.model
    def _check_exchange_rates(self, documents):
        """Refuse documents of a currency that Odoo would take one for one.

        :param documents: records with ``company_id`` and ``currency_id``.
        :raise ValidationError: naming the first currency without any rate.
        """
        foreign = documents.filtered(
            lambda d: (
                d.company_id.purchase_control
                and d.currency_id != d.company_id.currency_id
            )
        )
        if not foreign:
            return
        # sudo: buyers need not read the table of rates to be told that one is missing.
        groups = (
            self.env["res.currency.rate"]
            .sudo()
            ._read_group(
                [
                    ("currency_id", "in", foreign.currency_id.ids),
                    ("company_id", "in", [False, *foreign.company_id.root_id.ids]),
                ],
                ["currency_id", "company_id"],
            )
        )
        known = set(groups)
        for document in foreign:
            currency, company = document.currency_id, document.company_id.root_id
            if not {(currency, company), (currency, company.browse())} & known:
                raise ValidationError(
                    self.env._(
                        "There is no exchange rate of %(currency)s: enter one before"
                        " you buy in it.",
                        currency=currency.name,
                    )
                )
