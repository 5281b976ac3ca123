import random
from datetime import date, timedelta

from odoo import fields

from .common_statement import StatementCommon

CASH, BANK = "l10n_id_11110001", "l10n_id_11120001"
SALES, COST, RENT = "l10n_id_41000010", "l10n_id_51000010", "l10n_id_65110040"
CAPITAL, DRAWINGS = "l10n_id_31100020", "l10n_id_31100040"
RECEIVABLE, PAYABLE = "l10n_id_11210010", "l10n_id_21100010"


class TestStatementFigures(StatementCommon):
    def random_entries(self, count, first, last):
        """Post entries between any two accounts, on any day."""
        dice = random.Random(count)
        accounts = self.env["account.account"].search(
            [
                ("company_ids", "in", self.company.ids),
                ("account_type", "!=", "off_balance"),
            ]
        )
        cash = accounts.filtered("is_liquidity")
        days = (last - first).days
        for _number in range(count):
            chosen = dice.sample(list(accounts), dice.randint(1, 3))
            # Every second entry moves money.
            other = dice.choice(list(cash if dice.random() < 0.5 else accounts))
            amounts = [dice.randint(-9_000_000, 9_000_000) for _account in chosen]
            day = first + timedelta(days=dice.randint(0, days))
            lines = list(zip(chosen, amounts, strict=True))
            self.entry(day, *lines, (other, -sum(amounts)))

    def test_the_balance_sheet_balances_over_two_years_without_closing(self):
        self.random_entries(150, date(2024, 11, 1), date(2026, 6, 30))
        for standard in ("sak_ep", "sak_emkm"):
            for year in 2025, 2026:
                self.assert_balances(date(year, 1, 1), standard)
                self.assert_balances(date(year, 6, 1), standard)

    def assert_balances(self, first, standard):
        last = fields.Date.end_of(first, "month")
        sheet = self.figures("balance", first, last, standard)
        self.assertTrue(sheet["total_assets"])
        self.assertAlmostEqual(
            sheet["total_assets"], sheet["total_liabilities_equity"], places=2
        )
        self.assertFalse(sheet["difference"])
        year = self.company.compute_fiscalyear_dates(first)["date_from"]
        profit = self.figures("income", year, last, standard)["net_profit"]
        self.assertAlmostEqual(sheet["current_earnings"], profit, places=2)
        before = self.figures("income", date(2000, 1, 1), year - timedelta(1), standard)
        self.assertAlmostEqual(
            sheet["retained_earnings"],
            before["net_profit"] - self.booked_as_retained(last),
            places=2,
        )

    def booked_as_retained(self, last):
        """Return what is posted to accounts of retained earnings themselves."""
        manual = self.account("l10n_id_31510010") | self.account("l10n_id_31510020")
        accounts = manual | self.account("l10n_id_999999")
        return self.env["account.move.line"]._read_group(
            [
                ("account_id", "in", accounts.ids),
                ("date", "<=", last),
                ("parent_state", "=", "posted"),
            ],
            [],
            ["balance:sum"],
        )[0][0]

    def test_a_fiscal_year_that_ends_in_march(self):
        self.company.write({"fiscalyear_last_day": 31, "fiscalyear_last_month": "3"})
        self.random_entries(80, date(2024, 2, 1), date(2026, 6, 30))
        self.assert_balances(date(2026, 3, 1), "sak_ep")
        self.assert_balances(date(2026, 4, 1), "sak_ep")

    def test_profit_and_loss_line_by_line(self):
        self.entry("2026-03-02", (CASH, 10_000_000), (SALES, -10_000_000))
        self.entry("2026-03-03", ("bakery_42000071", 500_000), (CASH, -500_000))
        self.entry("2026-03-03", (COST, 4_000_000), ("bakery_11300010", -4_000_000))
        self.entry("2026-03-04", (RENT, 1_000_000), (BANK, -1_000_000))
        self.entry("2026-03-05", ("bakery_65110021", 70_000), (BANK, -70_000))
        self.entry(
            "2026-03-06", ("bakery_67100040", 300_000), ("bakery_12281040", -300_000)
        )
        self.entry("2026-03-07", ("l10n_id_91100010", 200_000), (BANK, -200_000))
        self.entry(
            "2026-03-31", ("bakery_61100130", 50_000), ("bakery_21210070", -50_000)
        )
        lines = self.figures("income", "2026-03-01", "2026-03-31")
        self.assertEqual(lines["net_sales"], 9_500_000)
        self.assertEqual(lines["gross_profit"], 5_500_000)
        self.assertAlmostEqual(lines["gross_margin"], 5.5 / 9.5)
        self.assertEqual(lines["ebitda"], 5_500_000 - 1_070_000)
        self.assertEqual(lines["operating_profit"], 4_130_000)
        self.assertEqual(lines["profit_before_tax"], 3_930_000)
        self.assertEqual(lines["net_profit"], 3_880_000)
        small = self.figures("income", "2026-03-01", "2026-03-31", "sak_emkm")
        self.assertEqual(small["total_revenue"], 9_500_000)
        self.assertEqual(small["net_profit"], 3_880_000)

    def test_a_month_without_sales_has_no_margin(self):
        lines = self.figures("income", "2026-03-01", "2026-03-31")
        self.assertEqual(set(lines.values()), {0})

    def test_drafts_count_only_when_asked_for(self):
        self.entry("2026-03-02", (CASH, 700), (SALES, -700), post=False)
        posted = self.table(self.statement("income"))["This month"]
        self.assertFalse(posted["net_profit"])
        drafts = self.table(self.statement("income", include_drafts=True))
        self.assertEqual(drafts["This month"]["net_profit"], 700)

    # Cash flow -----------------------------------------------------------------------

    def test_cash_flow_by_what_the_money_was_for(self):
        self.entry("2026-02-10", (BANK, 50_000), (CAPITAL, -50_000))
        self.entry("2026-03-01", (CASH, 900), (RECEIVABLE, -900))
        self.entry("2026-03-02", (CASH, 100), (SALES, -90), ("bakery_21230010", -10))
        self.entry("2026-03-03", (PAYABLE, 400), (BANK, -400))
        self.entry("2026-03-04", ("l10n_id_61100010", 300), (CASH, -300))
        self.entry("2026-03-05", (RENT, 200), (BANK, -200))
        self.entry("2026-03-06", ("bakery_21230010", 10), (BANK, -10))
        self.entry("2026-03-07", ("bakery_12210040", 5_000), (BANK, -5_000))
        self.entry("2026-03-08", (BANK, 2_000), ("l10n_id_22110010", -2_000))
        self.entry("2026-03-09", (DRAWINGS, 50), (CASH, -50))
        self.entry("2026-03-10", (BANK, 600), (CASH, -600))
        self.entry("2026-03-11", (COST, 77), ("bakery_11300010", -77))
        lines = self.figures("cash_flow", "2026-03-01", "2026-03-31")
        expected = {
            "from_customers": 990,
            "to_suppliers": -400,
            "to_employees": -300,
            "for_expenses": -200,
            "for_taxes": 0,
            "other_operating": 0,
            "operating": 90,
            "investing": -5_000,
            "financing": 1_950,
            "opening_cash": 50_000,
            "net_change": -2_960,
            "closing_cash": 47_040,
            "difference": 0,
        }
        self.assertEqual({name: lines[name] for name in expected}, expected)

    def test_cash_that_is_on_its_way_is_cash(self):
        outstanding = self.account("account_journal_payment_debit_account_id")
        self.entry("2026-03-01", (outstanding, 900), (RECEIVABLE, -900))
        self.entry("2026-04-01", (BANK, 900), (outstanding, -900))
        march = self.figures("cash_flow", "2026-03-01", "2026-03-31")
        april = self.figures("cash_flow", "2026-04-01", "2026-04-30")
        self.assertEqual(march["from_customers"], 900)
        self.assertEqual(april["net_change"], 0)
        self.assertEqual(april["closing_cash"], 900)

    def test_cash_flow_ties_to_the_balance_sheet(self):
        self.random_entries(120, date(2025, 10, 1), date(2026, 3, 31))
        for first in date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1):
            last = fields.Date.end_of(first, "month")
            flow = self.figures("cash_flow", first, last)
            sheet = self.figures("balance", first, last)
            self.assertTrue(flow["net_change"])
            self.assertAlmostEqual(
                flow["opening_cash"] + flow["net_change"], flow["closing_cash"]
            )
            self.assertAlmostEqual(flow["closing_cash"], sheet["cash"])
            self.assertFalse(flow["difference"])

    # Changes in equity ---------------------------------------------------------------

    def test_changes_in_equity_tie_to_the_balance_sheet(self):
        self.random_entries(120, date(2024, 10, 1), date(2026, 3, 31))
        lines = self.figures("equity", "2026-01-01", "2026-03-31")
        before = self.figures("balance", "2025-12-01", "2025-12-31")
        after = self.figures("balance", "2026-03-01", "2026-03-31")
        self.assertAlmostEqual(lines["opening"][-1], before["total_equity"])
        self.assertAlmostEqual(lines["closing"][-1], after["total_equity"])
        self.assertAlmostEqual(
            lines["closing"][0], after["capital"] + after["drawings"]
        )

    def test_what_the_owner_takes_is_a_change_in_equity(self):
        self.entry("2026-01-10", (BANK, 50_000), (CAPITAL, -50_000))
        self.entry("2026-02-10", (BANK, 8_000), (SALES, -8_000))
        self.entry("2026-03-09", (DRAWINGS, 1_500), (CASH, -1_500))
        lines = self.figures("equity", "2026-01-01", "2026-03-31")
        self.assertEqual(float(lines["contributions"][-1]), 50_000)
        self.assertEqual(float(lines["profit"][-1]), 8_000)
        self.assertEqual(float(lines["drawings"][-1]), -1_500)
        self.assertEqual(float(lines["closing"][-1]), 56_500)
