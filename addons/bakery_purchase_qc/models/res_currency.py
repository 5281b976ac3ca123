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
        for document in self._without_exchange_rate(documents):
            raise ValidationError(
                self.env._(
                    "There is no exchange rate of %(currency)s: enter one first.",
                    currency=document.currency_id.name,
                )
            )

    @api.model
    def _without_exchange_rate(self, documents):
        """Return those of ``documents`` whose currency has no rate at all.

        :param documents: records with ``company_id``, maybe empty, and ``currency_id``;
            without a company they are of the current one.
        """

        def company_of(document):
            return document.company_id or self.env.company

        foreign = documents.filtered(
            lambda d: (
                company_of(d).purchase_control
                and d.currency_id != company_of(d).currency_id
            )
        )
        if not foreign:
            return foreign
        roots = (foreign.company_id | self.env.company).root_id
        # sudo: buyers need not read the table of rates to be told that one is missing.
        groups = (
            self.env["res.currency.rate"]
            .sudo()
            ._read_group(
                [
                    ("currency_id", "in", foreign.currency_id.ids),
                    ("company_id", "in", [False, *roots.ids]),
                ],
                ["currency_id", "company_id"],
            )
        )
        known = {(currency, company.id) for currency, company in groups}
        return foreign.filtered(
            lambda d: (
                not known
                & {(d.currency_id, company_of(d).root_id.id), (d.currency_id, False)}
            )
        )
