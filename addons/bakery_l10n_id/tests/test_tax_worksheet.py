from io import BytesIO

from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import Form, HttpCase, new_test_user
from odoo.tools import mute_logger

from .common_taxes import TaxesCommon


class WorksheetCommon(TaxesCommon):
    def sheet(self, kind, month="2026-06-15", **values):
        return self.env["bakery.tax.worksheet"].create(
            {"kind": kind, "month": month, "company_id": self.company.id, **values}
        )

    def entry(self, date, lines, journal="general"):
        """Post an entry of ``{account: balance}``."""
        journal = self.env["account.journal"].search(
            [("type", "=", journal), ("company_id", "=", self.company.id)], limit=1
        )
        move = self.env["account.move"].create(
            {
                "journal_id": journal.id,
                "date": date,
                "line_ids": [
                    Command.create(
                        {"account_id": self.account(name).id, "balance": balance}
                    )
                    for name, balance in lines.items()
                ],
            }
        )
        move.action_post()
        return move

    def sell_at_till(self, *lines, **values):
        """Sell and close the till; return the worksheet's month."""
        session = self.open_till()
        for line in lines:
            self.ring_up(session, line, **values)
        self.close_till(session)
        return session

    def assert_row(self, sheet, outlet, **figures):
        row = next(row for row in sheet._rows() if row["outlet"] == outlet)
        self.assertEqual({name: round(row[name]) for name in figures}, figures)


class TestTaxWorksheet(WorksheetCommon):
    # Restaurant tax -------------------------------------------------------------------

    def test_restaurant_tax_per_outlet(self):
        self.use_position("bakery_fp_pbjt_service_5")
        self.sell_at_till({"discount": 20}, {})
        self.new_invoice(
            self.dish_line(),
            position="bakery_fp_pbjt",
            invoice_date=Date.today(),
        ).action_post()
        sheet = self.sheet("pbjt", Date.today())
        self.assert_row(sheet, "Kafe Uji", base=84000 + 105000, tax=8400 + 10500)
        self.assert_row(sheet, "Invoices and Other Entries", base=100000, tax=10000)
        self.assertEqual(sheet.tax_due, 28900)
        self.assertEqual(sheet.closing, 28900)
        self.assertEqual(sheet.difference, 0)

    def test_an_invoiced_order_belongs_to_its_outlet(self):
        self.use_position("bakery_fp_pbjt")
        self.sell_at_till({}, partner_id=self.customer.id, to_invoice=True)
        sheet = self.sheet("pbjt", Date.today())
        self.assert_row(sheet, "Kafe Uji", base=100000, tax=10000)
        self.assertEqual(len(sheet._rows()), 1)

    def test_an_order_invoiced_later_counts_once(self):
        self.use_position("bakery_fp_pbjt")
        session = self.open_till()
        order = self.ring_up(session, {}, partner_id=self.customer.id)
        self.close_till(session)
        order.action_pos_order_invoice()
        sheet = self.sheet("pbjt", Date.today())
        self.assert_row(sheet, "Kafe Uji", base=100000, tax=10000)
        self.assertEqual(len(sheet._rows()), 1)

    def test_a_refund_takes_base_and_tax_back(self):
        self.use_position("bakery_fp_pbjt")
        self.sell_at_till({}, {}, {"qty": -1})
        sheet = self.sheet("pbjt", Date.today())
        self.assert_row(sheet, "Kafe Uji", base=100000, tax=10000)

    def test_payment_of_the_tax_is_no_difference(self):
        invoice = self.new_invoice(self.dish_line(), position="bakery_fp_pbjt")
        invoice.action_post()
        may = self.sheet("pbjt", "2026-05-01")
        june = self.sheet("pbjt", "2026-06-30")
        july = self.sheet("pbjt", "2026-07-01")
        paid = {"bakery_21230010": 10000, "l10n_id_11120001": -10000}
        self.entry("2026-07-10", paid)
        self.assertEqual(may.tax_due, 0)
        self.assertEqual((june.tax_due, june.closing), (10000, 10000))
        self.assertEqual((july.opening, july.other, july.closing), (10000, -10000, 0))
        self.assertEqual(july.difference, 0)

    def test_tax_on_another_account_is_a_difference(self):
        tax = self.pbjt.repartition_line_ids.filtered("account_id")
        tax.account_id = self.account("l10n_id_21210050")
        self.new_invoice(self.dish_line(), position="bakery_fp_pbjt").action_post()
        self.assertEqual(self.sheet("pbjt").difference, -10000)

    def test_a_draft_counts_nowhere(self):
        self.new_invoice(self.dish_line(), position="bakery_fp_pbjt")
        self.assertFalse(self.sheet("pbjt")._rows())

    def test_a_small_restaurant_hears_of_the_floor(self):
        self.company.tax_region = "DKI Jakarta"
        self.new_invoice(self.dish_line(), position="bakery_fp_pbjt").action_post()
        sheet = self.sheet("pbjt")
        self.assertIn("DKI Jakarta", sheet.summary)
        self.assertEqual(sheet.date_due, Date.to_date("2026-07-10"))

    # PPN ------------------------------------------------------------------------------

    def test_vat_output_less_input(self):
        self.new_invoice(
            self.dish_line(price_unit=50000000), position="bakery_fp_ppn"
        ).action_post()
        bill = self.new_invoice(
            {"name": "Terigu", "price_unit": 10000000},
            move_type="in_invoice",
            partner_id=self.vendor.id,
        )
        bill.invoice_line_ids.tax_ids = self.chart.ref("tax_PT4")
        bill.action_post()
        sheet = self.sheet("ppn")
        self.assertAlmostEqual(sheet.dpp / 1e6, 45.83, places=2)
        self.assertEqual((sheet.tax, sheet.input_tax), (5500000, 1100000))
        self.assertEqual(sheet.tax_due, 4400000)
        self.assertEqual(sheet.difference, 0)
        self.assertEqual(sheet.date_due, Date.to_date("2026-07-31"))

    def test_vat_at_the_till(self):
        self.use_position("bakery_fp_ppn_included")
        self.sell_at_till({"price_unit": 55500000})
        sheet = self.sheet("ppn", Date.today())
        self.assert_row(sheet, "Kafe Uji", base=50000000, tax=5500000)

    # Final income tax of small firms --------------------------------------------------

    def turnover(self, date, amount):
        self.entry(
            date, {"l10n_id_41000010": -amount, "l10n_id_11120001": amount}, "general"
        )

    def test_the_first_500_million_of_an_individual_are_free(self):
        self.company.tax_umkm = "individual"
        self.turnover("2025-12-31", 900000000)
        self.turnover("2026-01-31", 300000000)
        self.turnover("2026-02-28", 260000000)
        self.turnover("2026-03-31", 40000000)
        sheets = [self.sheet("umkm", f"2026-0{month}-01") for month in (1, 2, 3)]
        self.assertEqual([sheet.tax_due for sheet in sheets], [0, 300000, 200000])
        self.assertEqual([s.dpp for s in sheets], [0, 60000000, 40000000])
        self.assertEqual(sheets[2].turnover_before, 560000000)

    def test_a_firm_pays_from_the_first_rupiah(self):
        self.company.tax_umkm = "firm"
        self.turnover("2026-01-31", 300000000)
        self.assertEqual(self.sheet("umkm", "2026-01-01").tax_due, 1500000)

    def test_discounts_do_not_lower_the_turnover(self):
        self.company.tax_umkm = "firm"
        self.turnover("2026-01-31", 100000000)
        self.entry(
            "2026-01-31",
            {"bakery_42000071": 5000000, "l10n_id_11120001": -5000000},
        )
        self.assertEqual(self.sheet("umkm", "2026-01-01").base, 100000000)

    def test_booking_the_tax_settles_the_difference(self):
        self.company.tax_umkm = "firm"
        self.turnover("2026-01-31", 100000000)
        sheet = self.sheet("umkm", "2026-01-01")
        self.assertEqual(sheet.difference, -500000)
        self.entry(
            "2026-01-31", {"bakery_61100130": 500000, "bakery_21210070": -500000}
        )
        sheet.invalidate_recordset()
        self.assertEqual(sheet.difference, 0)
        self.assertEqual(sheet.date_due, Date.to_date("2026-02-15"))

    def test_till_turnover_is_per_outlet(self):
        self.use_position("bakery_fp_pbjt_service_5")
        self.sell_at_till({})
        sheet = self.sheet("umkm", Date.today())
        self.assert_row(sheet, "Kafe Uji", base=105000)

    def test_a_large_firm_hears_of_the_limit(self):
        self.company.tax_umkm = "firm"
        self.turnover("2026-01-31", 4900000000)
        self.assertIn("limit", self.sheet("umkm", "2026-01-01").summary)

    # The page -------------------------------------------------------------------------

    def test_any_day_means_its_month_once(self):
        sheet = self.sheet("pbjt", "2026-06-17")
        self.assertEqual(sheet.month, Date.to_date("2026-06-01"))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.sheet("pbjt", "2026-06-30")

    def test_a_company_with_another_chart_has_none(self):
        other = self.env["res.company"].create({"name": "PT Lain"})
        with self.assertRaisesRegex(ValidationError, "PT Lain"):
            self.sheet("pbjt", company_id=other.id)

    def test_the_form_opens_on_the_month_before(self):
        with Form(self.env["bakery.tax.worksheet"]) as form:
            self.assertLess(form.month, Date.today().replace(day=1))
        self.assertEqual(form.record.month.day, 1)

    def test_the_items_behind_it(self):
        invoice = self.new_invoice(self.dish_line(), position="bakery_fp_pbjt")
        invoice.action_post()
        action = self.sheet("pbjt").action_items()
        lines = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(lines.move_id, invoice)

    def test_the_sum_without_outlets_is_the_same(self):
        self.sell_at_till({"taxes": self.pbjt})
        for kind in ("pbjt", "ppn"):
            sheet = self.sheet(kind, Date.today())
            self.assertEqual(sheet._due(), sheet.tax_due)
            self.assertEqual(sheet._charged() - sheet._due(), sheet.difference)

    def test_queries_do_not_grow_with_entries(self):
        sheet = self.sheet("pbjt")
        counts = []
        for number in (1, 9):
            for _copy in range(number):
                self.new_invoice(
                    self.dish_line(), position="bakery_fp_pbjt"
                ).action_post()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(sheet._rows())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_only_accountants_make_one(self):
        seller = new_test_user(self.env, "jual_uji", "account.group_account_invoice")
        with self.assertRaises(AccessError):
            self.env["bakery.tax.worksheet"].with_user(seller).create({})

    def test_an_accountant_without_a_till_sees_outlets(self):
        self.use_position("bakery_fp_pbjt")
        self.sell_at_till({})
        user = new_test_user(
            self.env,
            "akuntan_uji",
            "account.group_account_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        sheet = self.sheet("pbjt", Date.today()).with_user(user)
        self.assertIn("Kafe Uji", sheet.summary)


class TestTaxWorksheetDownload(WorksheetCommon, HttpCase):
    def test_the_spreadsheet_shows_the_same(self):
        self.new_invoice(self.dish_line(), position="bakery_fp_pbjt").action_post()
        sheet = self.sheet("pbjt")
        user = new_test_user(
            self.env,
            "unduh_uji",
            "account.group_account_readonly",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.authenticate(user.login, user.login)
        answer = self.url_open(sheet.action_xlsx()["url"])
        page = load_workbook(BytesIO(answer.content)).active
        values = {row[0].value: row[1].value for row in page.iter_rows()}
        self.assertEqual(values["Total"], 100000)
        # Its words are those of the user's language, its figures are not.
        self.assertIn(10000, values.values())
        self.assertEqual(
            self.url_open("/bakery_l10n_id/tax_worksheet/0").status_code, 404
        )
