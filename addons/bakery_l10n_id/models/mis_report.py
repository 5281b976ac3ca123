from odoo import api, fields, models

STATEMENT_KINDS = [
    ("income", "Profit and Loss"),
    ("balance", "Balance Sheet"),
    ("cash_flow", "Cash Flow"),
    ("equity", "Changes in Equity"),
]
STATEMENT_STANDARDS = [("sak_ep", "SAK EP"), ("sak_emkm", "SAK EMKM")]


class MisReport(models.Model):
    _inherit = "mis.report"

    statement_kind = fields.Selection(
        STATEMENT_KINDS,
        help="Offered in the menu of this statement; only accountants see it then.",
    )
    statement_standard = fields.Selection(
        STATEMENT_STANDARDS,
        help="Standard whose form the statement follows. Empty: the same for all.",
    )

    @api.model
    def get_statement(self, kind, standard):
        """Return the template of ``kind`` in the form of ``standard``, or in any."""
        domain = [("statement_kind", "=", kind)]
        templates = self.search(domain, order="id")
        return (
            templates.filtered(lambda report: report.statement_standard == standard)
            or templates
        )[:1]

    def get_misplaced_accounts(self, company):
        """Return ``{account: lines}`` of accounts that are not in exactly one line.

        Each statement answers for its own accounts: profit and loss for income and
        expenses, the balance sheet for the rest, the cash flow for all that is not
        cash itself. Off-balance accounts belong nowhere.

        :param company: the company whose accounts are meant
        """
        self.ensure_one()
        lines = self.get_kpis_by_account_id(company)
        return {
            account: lines[account.id]
            for account in self._accounts_to_place(company)
            if len(lines[account.id]) != 1
        }

    def _accounts_to_place(self, company):
        own = {
            "income": [("internal_group", "in", ["income", "expense"])],
            "balance": [
                ("internal_group", "in", ["asset", "liability", "equity"]),
                ("account_type", "!=", "equity_unaffected"),
            ],
            "cash_flow": [
                ("account_type", "!=", "off_balance"),
                ("is_liquidity", "=", False),
            ],
        }[self.statement_kind]
        accounts = self.env["account.account"].with_context(active_test=False)
        return accounts.search([("company_ids", "in", company.ids), *own])
