from odoo import models
from odoo.fields import Command

from odoo.addons.account.models.chart_template import template

FINANCING = "account.account_tag_financing"


def _tag(name):
    return f"bakery_l10n_id.account_tag_{name}"


# The line of the statements that an account belongs to, where its type does not say.
ACCOUNT_TAGS = {
    _tag("inventory"): [
        "l10n_id_11300180",
        "bakery_11300010",
        "bakery_11300020",
        "bakery_11300030",
        "bakery_11300040",
        "bakery_11300050",
    ],
    _tag("tax"): [
        "l10n_id_11210012",
        "l10n_id_11210013",
        "l10n_id_11210014",
        "l10n_id_11210030",
        "l10n_id_11510010",
        "l10n_id_11510020",
        "l10n_id_11510030",
        "l10n_id_11510040",
        "l10n_id_21100011",
        "l10n_id_21100012",
        "l10n_id_21100014",
        "l10n_id_21210010",
        "l10n_id_21210020",
        "l10n_id_21210030",
        "l10n_id_21210040",
        "l10n_id_21210050",
        "l10n_id_21210060",
        "l10n_id_21221010",
        "bakery_21210070",
        "bakery_21230010",
    ],
    _tag("accumulated_depreciation"): [
        "l10n_id_12281010",
        "l10n_id_12281020",
        "l10n_id_12281030",
        "bakery_12281040",
    ],
    _tag("accrued"): [f"l10n_id_251100{number}0" for number in range(1, 10)]
    + ["l10n_id_25110100", "l10n_id_25110110"],
    _tag("customer_advance"): [
        "l10n_id_28110010",
        "l10n_id_28110020",
        "l10n_id_28110030",
        "bakery_28110040",
    ],
    FINANCING: [
        "l10n_id_21100020",
        "l10n_id_22110010",
        "l10n_id_22110020",
    ],
    _tag("drawings"): ["l10n_id_31100040"],
    _tag("retained_earnings"): ["l10n_id_31510010", "l10n_id_31510020"],
    _tag("sales_return"): ["l10n_id_42000060"],
    _tag("sales_discount"): ["l10n_id_42000070", "bakery_42000071"],
    _tag("selling"): [
        "bakery_63120010",
        "bakery_65110021",
        "l10n_id_65110090",
        "l10n_id_66110010",
        "l10n_id_66110020",
        "l10n_id_66110030",
    ],
    _tag("employees"): [
        "l10n_id_21100013",
        "l10n_id_21100040",
        "l10n_id_61100010",
        "l10n_id_61100020",
        "l10n_id_61100030",
        "l10n_id_61100100",
        "bakery_21300010",
        "bakery_61100040",
    ],
    _tag("finance_cost"): ["l10n_id_91100010"],
    _tag("income_tax"): [
        "l10n_id_65110070",
        "l10n_id_61100110",
        "l10n_id_61100120",
        "bakery_61100130",
    ],
}

# Money that has left one pocket and not reached the other: Odoo makes these accounts
# for every chart, and gives them no name in it.
IN_TRANSIT = [
    "account_journal_payment_debit_account_id",
    "account_journal_payment_credit_account_id",
    "transfer_account_id",
]


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("id", "account.account")
    def _get_id_bakery_account_tags(self):
        """Tag the chart's accounts with the line of the statements they belong to."""
        return {
            account: {"tag_ids": [Command.link(tag) for tag in tags]}
            for account, tags in self._bakery_account_tags().items()
        }

    def _bakery_account_tags(self):
        """Return ``{account: [tag, ...]}`` in the names of the chart's data."""
        tags = {}
        for tag, accounts in ACCOUNT_TAGS.items():
            for account in accounts:
                tags.setdefault(account, []).append(tag)
        return tags

    def _load_bakery_chart(self):
        super()._load_bakery_chart()
        for name, tags in self._bakery_account_tags().items():
            self._tag_account(name, *tags)
        self._tag_money_in_transit()

    def _setup_utility_bank_accounts(self, template_code, company, template_data):
        super()._setup_utility_bank_accounts(template_code, company, template_data)
        if template_code == "id" and not company.parent_id:
            self.with_company(company)._tag_money_in_transit()

    def _tag_money_in_transit(self):
        for name in IN_TRANSIT:
            self._tag_account(name, _tag("cash_in_transit"))

    def _tag_account(self, name, *tags):
        """Add ``tags`` to the account, which may have entries: only its line moves."""
        account = self.ref(name, raise_if_not_found=False)
        if account:
            account.tag_ids += self.env["account.account.tag"].union(
                *(self.env.ref(tag) for tag in tags)
            )
