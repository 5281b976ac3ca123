from odoo import models

from odoo.addons.account.models.chart_template import template

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
        accounts = {
            name: values
            for name, values in accounts.items()
            if not known[name] or (name in RETYPED and known[name] not in used)
        }
        data = {"account.account": accounts}
        self._pre_reload_data(company, {}, data)
        self._load_data(data)
        for field, name in COMPANY_ACCOUNTS.items():
            company[field] = company[field] or self.ref(name)

    def _used_accounts(self, accounts):
        """Return those of ``accounts`` that have entries."""
        groups = self.env["account.move.line"]._read_group(
            [("account_id", "in", accounts.ids)], ["account_id"]
        )
        return accounts.browse(account.id for (account,) in groups)
