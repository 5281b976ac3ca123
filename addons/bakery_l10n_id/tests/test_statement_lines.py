import random

from odoo.fields import Command

from .common_statement import StatementCommon

STANDARDS = ("sak_ep", "sak_emkm")


class TestStatementLines(StatementCommon):
    """Whatever the accounts are, each has one line, and no amount is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(19)
        cls.types = [
            kind
            for kind, _label in cls.env["account.account"]
            ._fields["account_type"]
            ._description_selection(cls.env)
        ]
        cls.tags = cls.env["account.account.tag"].search(
            [("applicability", "=", "accounts")]
        )

    @classmethod
    def new_accounts(cls, rounds=8):
        """Return accounts of every type with random tags, some of them nonsense."""
        values = []
        for kind in cls.types:
            for number in range(1 if kind == "equity_unaffected" else rounds):
                tags = cls.random.sample(cls.tags.ids, cls.random.randint(0, 3))
                values.append(
                    {
                        "name": f"Akun {kind} {number}",
                        "code": f"{cls.types.index(kind):02}9{number:03}9",
                        "account_type": kind,
                        "reconcile": kind in ("asset_receivable", "liability_payable"),
                        "non_trade": cls.random.random() < 0.5,
                        "tag_ids": [Command.set(tags)],
                        "company_ids": [Command.set(cls.company.ids)],
                    }
                )
        # The chart has its account of undistributed profits, and may have only one.
        values = [v for v in values if v["account_type"] != "equity_unaffected"]
        return cls.env["account.account"].create(values)

    def assert_every_account_has_one_line(self):
        for standard in STANDARDS:
            for kind in ("income", "balance"):
                report = self.template(kind, standard)
                self.assertEqual(report.statement_standard, standard)
                self.assertFalse(report.get_misplaced_accounts(self.company))
        cash_flow = self.template("cash_flow")
        self.assertFalse(cash_flow.get_misplaced_accounts(self.company))

    def test_each_account_of_the_chart_has_one_line(self):
        self.assert_every_account_has_one_line()

    def test_each_account_of_any_type_and_tags_has_one_line(self):
        accounts = self.new_accounts()
        self.assertEqual(
            set(accounts.mapped("account_type")),
            set(self.types) - {"equity_unaffected"},
        )
        self.assert_every_account_has_one_line()

    def test_an_off_balance_account_is_in_no_line(self):
        account = self.new_accounts(1).filtered(
            lambda account: account.account_type == "off_balance"
        )
        for kind in ("income", "balance", "cash_flow"):
            lines = self.template(kind).get_kpis_by_account_id(self.company)
            self.assertFalse(lines[account.id])

    def test_profit_and_loss_accounts_are_earnings_of_the_balance_sheet(self):
        for standard in STANDARDS:
            lines = self.template("balance", standard).get_kpis_by_account_id(
                self.company
            )
            for account in self.env["account.account"].search(
                [
                    ("company_ids", "in", self.company.ids),
                    ("internal_group", "in", ["income", "expense"]),
                ]
            ):
                self.assertEqual(
                    {kpi.name for kpi in lines[account.id]},
                    {"retained_earnings", "current_earnings"},
                )

    def test_nothing_of_the_chart_is_unclassified(self):
        for report in self.env["mis.report"].search([("statement_kind", "!=", False)]):
            lines = report.get_kpis_by_account_id(self.company)
            names = {kpi.name for kpis in lines.values() for kpi in kpis}
            self.assertNotIn("unclassified", names)

    def test_accounts_are_where_an_accountant_looks_for_them(self):
        expected = {
            "income": {
                "l10n_id_42000060": "sales_returns",
                "bakery_42000071": "sales_discounts",
                "bakery_51000040": "cost_of_goods",
                "bakery_63120010": "selling_expenses",
                "l10n_id_65110040": "general_expenses",
                "l10n_id_91100010": "finance_costs",
                "l10n_id_99900002": "other_income",
                "bakery_61100130": "income_tax",
            },
            "balance": {
                "account_journal_payment_debit_account_id": "cash",
                "transfer_account_id": "cash",
                "l10n_id_11210011": "trade_receivables",
                "l10n_id_11210012": "prepaid_taxes",
                "bakery_11300030": "inventories",
                "bakery_12281040": "accumulated_depreciation",
                "bakery_21230010": "taxes_payable",
                "bakery_28110040": "customer_advances",
                "l10n_id_22110010": "short_term_loans",
                "bakery_22210010": "long_term_liabilities",
                "l10n_id_31100040": "drawings",
                "l10n_id_31510010": "retained_earnings",
            },
            "cash_flow": {
                "l10n_id_11210011": "from_customers",
                "l10n_id_21100010": "to_suppliers",
                "l10n_id_61100010": "to_employees",
                "l10n_id_65110040": "for_expenses",
                "bakery_21230010": "for_taxes",
                "bakery_12210040": "investing",
                "l10n_id_22110010": "financing",
                "l10n_id_31100020": "financing",
            },
        }
        for kind, places in expected.items():
            lines = self.template(kind).get_kpis_by_account_id(self.company)
            for name, line in places.items():
                account = self.account(name)
                found = {kpi.name for kpi in lines[account.id]}
                self.assertEqual(found, {line}, f"{kind}: {account.display_name}")

    def test_a_company_that_had_the_chart_gets_the_tags(self):
        accounts = self.env["account.account"].search(
            [("company_ids", "in", self.company.ids)]
        )
        own = self.env["account.account.tag"].create({"name": "Milik Sendiri"})
        sales = self.account("l10n_id_42000070")
        self.entry("2026-01-05", (sales, 500), ("l10n_id_11110001", -500))
        accounts.tag_ids = False
        sales.tag_ids = own
        self.account("l10n_id_42500010").account_type = "expense"
        self.account("bakery_41000070").unlink()
        chart = self.env["account.chart.template"].with_company(self.company)
        chart._load_bakery_chart()
        self.assertEqual(
            self.account("l10n_id_42500010").account_type, "expense_direct_cost"
        )
        self.assertEqual(self.account("bakery_41000070").code, "41000070")
        discount = self.env.ref("bakery_l10n_id.account_tag_sales_discount")
        self.assertEqual(sales.tag_ids, own | discount)
        self.assertTrue(self.account("transfer_account_id").is_liquidity)
        self.test_accounts_are_where_an_accountant_looks_for_them()

    def test_an_account_with_entries_keeps_its_type(self):
        change, cash = self.account("l10n_id_42500010"), "l10n_id_11110001"
        change.account_type = "expense"
        self.entry("2026-01-05", (change, 500), (cash, -500))
        chart = self.env["account.chart.template"].with_company(self.company)
        chart._load_bakery_chart()
        self.assertEqual(change.account_type, "expense")

    def test_loading_the_chart_again_keeps_tags_of_the_user(self):
        own = self.env["account.account.tag"].create({"name": "Milik Sendiri"})
        sales = self.account("l10n_id_42000070")
        sales.tag_ids += own
        self.env["account.chart.template"].try_loading(
            "id", self.company, install_demo=False
        )
        self.assertIn(own, sales.tag_ids)
