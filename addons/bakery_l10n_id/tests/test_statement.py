import io
from datetime import date

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from odoo.tools import format_date

from .common_statement import StatementCommon

CASH, SALES, RENT = "l10n_id_11110001", "l10n_id_41000010", "l10n_id_65110040"
MARCH = date(2026, 3, 15)


class TestStatement(StatementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north_sales = cls.entry(
            "2026-03-02", (CASH, 900), (SALES, -900, {cls.north: 100})
        )
        cls.entry("2026-03-03", (CASH, 500), (SALES, -500, {cls.south: 100}))
        cls.entry("2026-03-04", (CASH, 70), (SALES, -70))
        shared = {cls.north: 60, cls.south: 40}
        cls.entry("2026-03-05", (RENT, 333, shared), (CASH, -333))
        cls.entry("2026-02-01", (CASH, 11), (SALES, -11, {cls.south: 100}))
        cls.entry("2025-06-01", (CASH, 5), (SALES, -5))

    # Columns -------------------------------------------------------------------------

    def test_profit_and_loss_shows_month_year_and_outlets(self):
        table = self.table(self.statement("income"))
        self.assertEqual(
            list(table),
            [
                "This month",
                "Previous month",
                "Year to date",
                "Kafe Selatan",
                "Kafe Utara",
                "Without outlet",
            ],
        )
        profits = {name: lines["net_profit"] for name, lines in table.items()}
        self.assertEqual(profits["This month"], 1470 - 333)
        self.assertEqual(profits["Previous month"], 11)
        self.assertEqual(profits["Year to date"], 1470 - 333 + 11)
        self.assertAlmostEqual(profits["Kafe Utara"], 900 - 0.6 * 333)
        self.assertAlmostEqual(profits["Kafe Selatan"], 500 - 0.4 * 333)
        self.assertAlmostEqual(profits["Without outlet"], 70)

    def test_outlets_and_the_rest_add_up_to_the_month(self):
        for kind in ("income", "balance", "cash_flow"):
            table = self.table(self.statement(kind, by_outlet=True))
            for line, amount in table["This month"].items():
                if line in ("gross_margin", "difference"):
                    continue
                parts = ("Kafe Utara", "Kafe Selatan", "Without outlet")
                added = sum(table[part][line] for part in parts)
                self.assertAlmostEqual(added, amount, msg=f"{kind}: {line}")

    def test_an_outlet_in_two_plans_counts_once_in_each(self):
        plan = self.env["account.analytic.plan"].create({"name": "Acara Uji"})
        event = self.env["account.analytic.account"].create(
            {"name": "Pasar Minggu", "plan_id": plan.id, "company_id": self.company.id}
        )
        move = self.entry("2026-03-06", (CASH, 40), (SALES, -40))
        line = move.line_ids.filtered("credit")
        line.analytic_distribution = {f"{self.north.id},{event.id}": 50}
        items = self.env["bakery.outlet.item"].search([("move_id", "=", move.id)])
        self.assertEqual(items.outlet_id, self.north | event)
        self.assertEqual(items.mapped("balance"), [-20, -20])

    def test_outlets_of_one_name_are_told_apart(self):
        self.south.write({"name": self.north.name, "code": "SEL"})
        table = self.table(self.statement("income"))
        self.assertIn("Kafe Utara", table)
        self.assertIn("Kafe Utara (SEL)", table)

    def test_a_company_without_outlets_has_no_outlet_columns(self):
        self.configs.outlet_analytic_id = False
        table = self.table(self.statement("income"))
        self.assertEqual(list(table), ["This month", "Previous month", "Year to date"])

    def test_the_year_begins_with_the_fiscal_year(self):
        self.company.write({"fiscalyear_last_day": 31, "fiscalyear_last_month": "5"})
        instance = self.statement("income", previous_year=True)
        dates = {p.name: (p.date_from, p.date_to) for p in instance.period_ids}
        self.assertEqual(dates["Year to date"], (date(2025, 6, 1), date(2026, 3, 31)))
        self.assertEqual(dates["Previous year"], (date(2024, 6, 1), date(2025, 5, 31)))
        self.assertEqual(self.table(instance)["Year to date"]["net_sales"], 1486)

    def test_the_base_date_moves_every_column(self):
        instance = self.statement("income").with_context(
            mis_pivot_date=date(2026, 2, 9)
        )
        self.assertEqual(self.table(instance)["This month"]["net_sales"], 11)
        self.assertEqual(self.table(instance)["Kafe Selatan"]["net_sales"], 11)

    def test_without_a_chosen_column_the_month_is_shown(self):
        instance = self.statement(
            "balance", month=False, previous_month=False, previous_year=False
        )
        self.assertEqual(list(self.table(instance)), ["This month"])

    def test_the_form_follows_the_company(self):
        self.company.statement_standard = "sak_emkm"
        form = Form(self.env["bakery.statement"].with_context(default_kind="balance"))
        self.assertEqual(form.report_id.statement_standard, "sak_emkm")
        self.assertFalse(form.by_outlet)
        self.assertEqual(
            self.env["mis.report"].get_statement("cash_flow", "sak_emkm"),
            self.env.ref("bakery_l10n_id.mis_report_cash_flow"),
        )

    def test_accounts_under_each_line(self):
        instance = self.statement("income", show_accounts=True)
        labels = [row.label for row in instance._compute_matrix().iter_rows()]
        self.assertIn(self.account(RENT).display_name, labels)
        plain = self.statement("income")._compute_matrix().iter_rows()
        self.assertNotIn(self.account(RENT).display_name, [r.label for r in plain])

    # What mis_builder does with it ---------------------------------------------------

    def drill(self, instance, column, line):
        period = instance.period_ids.filtered(lambda period: period.name == column)
        kpi = instance.report_id.kpi_ids.filtered(lambda kpi: kpi.name == line)
        action = instance.drilldown(
            {"period_id": period.id, "kpi_id": kpi.id, "expr": kpi.expression}
        )
        return self.env[action["res_model"]].search(action["domain"])

    def test_a_figure_opens_its_journal_items(self):
        instance = self.statement("income")
        lines = self.drill(instance, "This month", "gross_sales")
        self.assertEqual(lines._name, "account.move.line")
        self.assertEqual(sum(lines.mapped("balance")), -1470)
        shares = self.drill(instance, "Kafe Utara", "gross_sales")
        self.assertEqual(shares._name, "bakery.outlet.item")
        self.assertEqual(shares.move_id, self.north_sales)
        self.assertEqual(shares.action_open_entry()["res_id"], self.north_sales.id)

    def test_a_cash_flow_figure_opens_what_the_money_was_for(self):
        lines = self.drill(self.statement("cash_flow"), "This month", "for_expenses")
        self.assertEqual(lines.account_id, self.account(RENT))

    def test_xlsx_opens_and_holds_numbers(self):
        for kind in ("income", "balance", "cash_flow", "equity"):
            instance = self.statement(kind)
            report = self.env.ref("mis_builder.xls_export")
            content, extension = report._render_xlsx(
                report.report_name, instance.ids, {"dummy": True}
            )
            self.assertEqual(extension, "xlsx")
            sheet = load_workbook(io.BytesIO(content)).active
            values = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
            self.assertIn(instance.name, values[0])
            self.assertTrue(any(isinstance(value, int | float) for value in values))
            self.assertIn("Amounts in Rupiah", values)

    def test_the_printed_page_says_when_and_in_what(self):
        page = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "mis_builder.report_mis_report_instance", self.statement("balance").ids
            )[0]
            .decode()
        )
        self.assertIn(f"As of {format_date(self.env, date(2026, 3, 31))}", page)
        self.assertIn("Total assets", page)

    def test_a_balance_sheet_is_of_a_day(self):
        instance = self.statement("balance")
        days = [col.description for col in instance._compute_matrix().iter_cols()]
        last = (date(2026, 3, 31), date(2026, 2, 28), date(2025, 12, 31))
        self.assertEqual(days, [instance._format_date(day) for day in last])

    def test_columns_of_a_period_show_its_first_and_last_day(self):
        instance = self.statement("cash_flow")
        month = next(instance._compute_matrix().iter_cols())
        days = [instance._format_date(date(2026, 3, day)) for day in (1, 31)]
        self.assertEqual(month.description, " – ".join(days))

    def test_a_statement_can_be_deleted_with_its_columns(self):
        instance = self.statement("income").sudo()
        columns = instance.period_ids
        self.env["mis.report.instance"]._vacuum_report(hours=-1)
        self.assertFalse(instance.exists())
        self.assertFalse(columns.exists())

    # Rights --------------------------------------------------------------------------

    def user(self, *groups):
        return new_test_user(
            self.env,
            f"statement_{'_'.join(group.split('.')[1] for group in groups)}",
            ",".join(groups),
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
            lang=self.env.user.lang,
        )

    def test_an_accountant_reads_statements_without_rights_to_tills(self):
        accountant = self.user("account.group_account_user")
        wizard = self.env["bakery.statement"].with_user(accountant)
        instance = wizard.create({"kind": "income", "date": MARCH})._create_instance()
        self.assertEqual(instance.env.user, accountant)
        self.assertFalse(instance.env.su)
        self.assertEqual(self.table(instance)["This month"]["net_profit"], 1137)

    def test_an_auditor_reads_statements(self):
        auditor = self.user("account.group_account_readonly")
        instance = self.statement("income").with_user(auditor)
        self.assertEqual(self.table(instance)["Kafe Utara"]["net_sales"], 900)

    def test_an_invoicing_user_reads_no_statement(self):
        clerk = self.user("account.group_account_invoice")
        instance = self.statement("income").with_user(clerk)
        with self.assertRaises(AccessError):
            instance.compute()
        report = self.env.ref("mis_builder.xls_export").with_user(clerk)
        with self.assertRaises(AccessError):
            report._render_xlsx(report.report_name, instance.ids, {"dummy": True})
        with self.assertRaises(AccessError):
            self.env["bakery.statement"].with_user(clerk).create({"kind": "income"})
        with self.assertRaises(AccessError):
            self.env["bakery.outlet.item"].with_user(clerk).search([])

    def test_other_companies_stay_apart(self):
        other = self.new_company("PT Roti Lain")
        accountant = new_test_user(
            self.env,
            "statement_elsewhere",
            "account.group_account_user",
            lang=self.env.user.lang,
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        with self.assertRaises(AccessError):
            self.statement("income").with_user(accountant).with_context(
                allowed_company_ids=other.ids
            ).compute()
        items = self.env["bakery.outlet.item"].with_user(accountant)
        self.assertFalse(items.with_context(allowed_company_ids=other.ids).search([]))
