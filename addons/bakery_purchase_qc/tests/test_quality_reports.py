from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_quality import BakeryQualityCommon


@tagged("post_install", "-at_install")
class TestQualityReports(BakeryQualityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"street": "Jalan Uji 7", "city": "Sleman"})
        cls.receipt = cls.arrival(lots={"LOT-7": 1000})
        cls.inspection = cls.receipt.inspection_ids
        cls.judge(cls.inspection, rejected=125.5)
        cls.receipt.button_validate()
        cls.back = cls.receipt.reject_return_ids

    def render(self, name, records, user=None, lang="en_US"):
        self.env.flush_all()
        report = self.env["ir.actions.report"].with_user(user or self.env.user)
        html, _kind = report.with_context(lang=lang)._render_qweb_html(
            f"bakery_purchase_qc.{name}", records.ids
        )
        return html.decode()

    def assertShows(self, html, *texts):
        for text in texts:
            self.assertIn(text, html)

    def test_the_inspection_report_says_what_was_found(self):
        html = self.render("report_qc_inspection", self.inspection, self.inspector)
        self.assertShows(
            html,
            "Toko Uji Beli",
            "Jalan Uji 7, Sleman",
            self.inspection.name,
            self.flour.name,
            self.mill.name,
            self.receipt.name,
            "LOT-7",
            "Partly rejected",
            "Kadar air",
            "12 · 13",
            "Segar",
            "coa.pdf",
            "Basah",
            self.inspector.name,
            "data:image/",
        )
        # No zeros that say nothing, and the letterhead is part of the sheet.
        self.assertNotIn("125.50000", html)
        self.assertNotIn('class="header', html)

    def test_each_inspection_has_its_sheet(self):
        other = self.arrival(lots={"LOT-8": 10}).inspection_ids
        html = self.render("report_qc_inspection", self.inspection | other)
        self.assertEqual(html.count('class="article"'), 2)
        self.assertShows(html, "LOT-7", "LOT-8", "not answered")

    def test_the_return_note_tells_the_vendor_all(self):
        html = self.render("report_vendor_return", self.back, self.clerk)
        self.assertShows(
            html,
            "Toko Uji Beli",
            self.back.name,
            self.mill.name,
            self.receipt.name,
            self.receipt.purchase_id.name,
            "LOT-7",
            "Basah",
            self.inspection.name,
        )
        self.assertNotIn("10.00", html, "no price")

    def test_the_return_note_speaks_the_language_of_the_vendor(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env.ref("base.module_bakery_purchase_qc")._update_translations(["id_ID"])
        self.mill.lang = "id_ID"
        html = self.render("report_vendor_return", self.back)
        self.assertShows(html, "Surat Retur", "Alasan", "125,5")
        self.assertNotIn("Return Note", html)

    def test_the_scorecard_shows_months_total_and_letter(self):
        html = self.render("report_vendor_scorecard", self.mill, self.buyer)
        month = fields.Date.today().strftime("%Y")
        self.assertShows(html, "Toko Uji Beli", self.mill.name, month)
        self.assertRegex(html, r"1[.,]255")
        total = self.mill.with_user(self.buyer)._scorecard()["total"]
        self.assertEqual((total["inspections"], total["passed"]), (1, 0))
        self.assertEqual(total["reject_cost"], 1255)
        self.assertEqual(total["standing"], "C")
        self.assertRegex(html, r">\s*C\s*<")

    def test_a_vendor_of_whom_nothing_is_known(self):
        html = self.render("report_vendor_scorecard", self.farm, self.buyer)
        self.assertShows(html, self.farm.name, "Nothing was inspected")

    def test_the_scorecard_is_for_buyers(self):
        with self.assertRaises(AccessError):
            self.render("report_vendor_scorecard", self.mill, self.clerk)
