from odoo import models
from odoo.fields import Command

from odoo.addons.account.models.chart_template import template

from .template_id_tags import ACCOUNT_TAGS, IN_TRANSIT, tag

# Accounts that the Indonesian chart files under a type that breaks a statement: direct
# costs shown below the gross margin, interest and exchange losses above the operating
# result, and cash overages among the sales.
RETYPED = {
    "l10n_id_42500010": "expense_direct_cost",
    "l10n_id_51000020": "expense_direct_cost",
    "l10n_id_91100010": "expense_other",
    "l10n_id_91100020": "expense_other",
    "l10n_id_91100030": "expense_other",
    "l10n_id_99900001": "expense_other",
    "l10n_id_99900002": "income_other",
    "l10n_id_99900003": "expense_other",
}

# What the company posts to, field by field.
COMPANY_ACCOUNTS = {
    "account_grni_id": "bakery_21150010",
    "account_price_variance_id": "bakery_51000035",
    "account_production_variance_id": "bakery_51000030",
    "account_stock_waste_id": "bakery_51000040",
    "account_stock_shrinkage_id": "bakery_51000050",
    "account_stock_rounding_id": "bakery_51000055",
    "account_labour_absorbed_id": "bakery_51000060",
    "account_overhead_absorbed_id": "bakery_51000070",
    "account_production_wip_account_id": "bakery_11300030",
    "account_production_wip_overhead_account_id": "bakery_51000070",
}


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("id", "account.account")
    def _get_id_bakery_account_account(self):
        """Add a bakery's accounts, and correct the types of the chart's own."""
        accounts = self._parse_csv("id", "account.account", module="bakery_l10n_id")
        retyped = {xmlid: {"account_type": kind} for xmlid, kind in RETYPED.items()}
        # Its purchases are booked as stock, not as an expense of the period: with both
        # accounts set, closing the year would book the movement of stock once more.
        retyped["l10n_id_11300180"] = {"account_stock_expense_id": False}
        return {**accounts, **retyped}

    @template("id", "res.company")
    def _get_id_bakery_res_company(self):
        return {self.env.company.id: dict(COMPANY_ACCOUNTS)}

    @template("id", "account.account")
    def _get_id_bakery_account_tags(self):
        """Tag the chart's accounts with the line of the statements they belong to."""
        return {
            account: {"tag_ids": [Command.link(name) for name in tags]}
            for account, tags in self._bakery_account_tags().items()
        }

    def _bakery_account_tags(self):
        """Return ``{account: [tag, ...]}`` in the names of the chart's data."""
        tags = {}
        for name, accounts in ACCOUNT_TAGS.items():
            for account in accounts:
                tags.setdefault(account, []).append(name)
        return tags

    def _setup_utility_bank_accounts(self, template_code, company, template_data):
        result = super()._setup_utility_bank_accounts(
            template_code, company, template_data
        )
        if template_code == "id" and not company.parent_id:
            self.with_company(company)._tag_money_in_transit()
        return result

    def _tag_money_in_transit(self):
        for name in IN_TRANSIT:
            self._tag_account(name, tag("cash_in_transit"))

    def _tag_account(self, name, *tags):
        """Add ``tags`` to the account, which may have entries: only its line moves."""
        account = self.ref(name, raise_if_not_found=False)
        if account:
            account.tag_ids += self.env["account.account.tag"].union(
                *(self.env.ref(name) for name in tags)
            )

    def _load_bakery_chart(self):
        """Bring the bakery's accounts into a company that has the chart already.

        An account with entries is never touched.
        """
        company = self.env.company
        accounts = self._get_id_bakery_account_account()
        known = {name: self.ref(name, raise_if_not_found=False) for name in accounts}
        used = self._used_accounts(
            self.env["account.account"].union(*filter(None, known.values()))
        )
        missing = {name: v for name, v in accounts.items() if not known[name]}
        data = {"account.account": {n: v for n, v in missing.items() if "code" in v}}
        self._pre_reload_data(company, {}, data)
        self._load_data(data)
        # What has no code is a correction of an account of the chart's own.
        for name in accounts.keys() - missing.keys():
            if "code" not in accounts[name] and known[name] not in used:
                known[name].write(accounts[name])
        for field, name in COMPANY_ACCOUNTS.items():
            company[field] = company[field] or self.ref(name)
        for name, tags in self._bakery_account_tags().items():
            self._tag_account(name, *tags)
        self._tag_money_in_transit()

    def _used_accounts(self, accounts):
        """Return those of ``accounts`` that have entries."""
        groups = self.env["account.move.line"]._read_group(
            [("account_id", "in", accounts.ids)], ["account_id"]
        )
        return accounts.browse(account.id for (account,) in groups)
