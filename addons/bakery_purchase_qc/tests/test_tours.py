from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import BakeryPurchaseQcCommon
from .common_quality import BakeryQualityCommon


@tagged("post_install", "-at_install")
class TestTours(BakeryPurchaseQcCommon, HttpCase):
    """What buyer, vendor and finance do in the browser."""

    def test_a_buyer_compares_vendors(self):
        self.order((self.egg, 100, self.piece, 2000), days_ago=20)
        self.offer(self.farm, self.egg, 1900)
        order = self.order((self.egg, 100, self.piece, 2500), confirm=False)
        order.user_id = self.buyer
        self.start_tour(
            f"/odoo/purchase/{order.id}", "bakery_buyer_tour", login=self.buyer.login
        )
        self.assertEqual(order.alternative_po_ids.partner_id, self.mill | self.farm)

    def test_a_vendor_answers(self):
        order = self.order((self.egg, 100, self.piece, 2000))
        path = f"/purchase/answer/{order.id}/{order.answer_token}"
        self.start_tour(path, "bakery_vendor_tour", login=None)
        self.assertEqual(order.answer_line_ids.quantity, 40)

    def test_finance_releases_a_bill(self):
        user = self.user(
            "keuangan-uji", "bakery_purchase_qc.bakery_purchase_qc_group_release"
        )
        order = self.order((self.egg, 100, self.piece, 2000))
        self.receive(order)
        order.action_create_invoice()
        bill = order.invoice_ids
        bill.invoice_date = fields.Date.today()
        bill.invoice_line_ids.price_unit = 2300
        bill.action_post()
        action = "action-bakery_purchase_qc.account_move_action_due"
        self.start_tour(
            f"/odoo/{action}/{bill.id}", "bakery_release_tour", login=user.login
        )
        self.assertEqual(bill.match_state, "approved")


@tagged("post_install", "-at_install")
class TestInspectionTour(BakeryQualityCommon, HttpCase):
    """What the inspector does in the browser."""

    def test_an_inspector_rejects_a_part(self):
        receipt = self.arrival(lots={"A": 1000})
        inspection = receipt.inspection_ids
        self.start_tour(
            "/odoo/inspect", "bakery_purchase_inspection", login=self.inspector.login
        )
        self.assertEqual(inspection.state, "failed")
        self.assertEqual(inspection.qty_rejected, 100)
        self.assertTrue(inspection.reason)
        self.assertEqual(inspection.decided_by_id, self.inspector)
        moisture, smell, photo, paper = inspection.inspection_lines
        self.assertEqual(moisture.reading_ids.mapped("value"), [12.5, 13])
        self.assertEqual(smell.qualitative_value, self.bad)
        self.assertEqual(smell.notes, "Karung lembap")
        self.assertTrue(photo.photo)
        self.assertEqual(paper.document_name, "sertifikat.pdf")
        self.assertEqual(fields.Date.to_string(paper.document_expiry), "2099-12-31")

    def test_a_code_opens_its_goods(self):
        self.flour.barcode = "8990001112223"
        self.arrival(lots={"A": 600, "B": 400})
        self.start_tour(
            "/odoo/inspect",
            "bakery_purchase_inspection_scan",
            login=self.inspector.login,
        )

    def test_a_manager_accepts_in_spite_of_it(self):
        inspection = self.arrival(lots={"A": 1000}).inspection_ids
        self.answer_all(inspection.with_user(self.inspector), smell=self.bad)
        self.assertEqual(
            inspection.with_user(self.inspector).decide()["state"], "waiting"
        )
        self.start_tour(
            "/odoo/inspect",
            "bakery_purchase_inspection_judge",
            login=self.manager.login,
        )
        self.assertEqual(inspection.state, "success")
        self.assertEqual(inspection.reason, "Bau dari karung")
