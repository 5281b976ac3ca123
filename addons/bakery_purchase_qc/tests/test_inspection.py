import xmlrpc.client
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_quality import PICTURE, BakeryQualityCommon


@tagged("post_install", "-at_install")
class TestInspectionPlan(BakeryQualityCommon):
    def test_inspections_appear_when_the_receipt_is_confirmed(self):
        receipt = self.arrival()
        inspection = receipt.inspection_ids
        self.assertEqual(inspection.product_id, self.flour)
        self.assertEqual(inspection.partner_id, self.mill)
        self.assertEqual(inspection.state, "ready")
        self.assertEqual(inspection.qty_received, 1000)
        self.assertEqual(receipt.qc_state, "pending")

    def test_goods_without_a_plan_are_not_inspected(self):
        order = self.order((self.egg, 10, self.piece, 2000))
        self.assertFalse(order.picking_ids.inspection_ids)
        self.assertEqual(order.picking_ids.qc_state, "none")

    def test_a_company_without_control_inspects_nothing(self):
        self.company.purchase_control = False
        self.assertFalse(self.arrival().inspection_ids)

    def test_the_most_particular_plan_counts(self):
        category = self.env["product.category"].create({"name": "Bahan Uji"})
        self.flour.categ_id = category
        self.plan.product_ids = False
        by_category = self.plan.copy({"category_ids": [Command.set(category.ids)]})
        self.assertEqual(self.arrival().inspection_ids.plan_id, by_category)
        by_vendor = by_category.copy({"partner_ids": [Command.set(self.mill.ids)]})
        self.assertEqual(self.arrival().inspection_ids.plan_id, by_vendor)
        by_product = self.plan.copy({"product_ids": [Command.set(self.flour.ids)]})
        self.assertEqual(self.arrival().inspection_ids.plan_id, by_product)

    def test_a_plan_of_another_vendor_does_not_count(self):
        self.plan.partner_ids = self.farm
        self.assertFalse(self.arrival().inspection_ids)

    def test_only_the_first_arrival_of_a_vendor(self):
        self.plan.frequency = "first"
        self.pass_all(self.arrival()).button_validate()
        self.assertFalse(self.arrival().inspection_ids)
        order = self.order((self.flour, 10, self.gram, 10), vendor=self.farm)
        self.assertTrue(order.picking_ids.inspection_ids)

    def test_some_arrivals_by_chance(self):
        self.plan.write({"frequency": "random", "frequency_percent": 30})
        with patch("random.random", return_value=0.29):
            self.assertTrue(self.arrival().inspection_ids)
        with patch("random.random", return_value=0.31):
            self.assertFalse(self.arrival().inspection_ids)

    def test_the_sample_follows_the_plan(self):
        inspection = self.arrival().inspection_ids
        for sampling, sample in (
            ("all", 1000),
            ("fixed", 5),
            ("percent", 100),
            ("root", 32),
        ):
            self.plan.write({"sampling": sampling, "sample_quantity": 5})
            inspection.invalidate_recordset(["qty_sample"])
            self.assertAlmostEqual(inspection.qty_sample, sample, 5)

    def test_a_plan_needs_a_test_that_asks(self):
        empty = self.env["qc.test"].create({"name": "Kosong"})
        with self.assertRaisesRegex(ValidationError, "asks nothing"):
            self.plan.test_id = empty

    def test_every_lot_has_an_inspection(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        found = {i.lot_name: i.qty_received for i in receipt.inspection_ids}
        self.assertEqual(found, {"A": 600, "B": 400})

    def test_a_renamed_lot_keeps_what_was_inspected_before(self):
        receipt = self.arrival()
        self.judge(receipt.inspection_ids)
        receipt.move_line_ids.lot_name = "A"
        self.assertEqual(receipt.inspection_ids.mapped("state"), ["success"])
        self.assertEqual(receipt.inspection_ids.lot_name, "A")
        receipt.button_validate()
        self.assertEqual(receipt.inspection_ids.lot_id.name, "A")

    def test_queries_do_not_grow_with_the_lines(self):
        goods = [
            self.product(f"Bahan {n}", self.gram, tracking="none") for n in range(51)
        ]
        self.plan.product_ids = [Command.set([product.id for product in goods])]

        def count(products):
            lines = [(product, 10, self.gram, 5) for product in products]
            order = self.order(*lines, confirm=False)
            self.company.purchase_control = False
            order.button_confirm()
            self.company.purchase_control = True
            self.env.flush_all()
            self.env.invalidate_all()
            moves = order.picking_ids.move_ids
            moves.mapped("company_id.purchase_control")
            before = self.env.cr.sql_log_count
            moves._plan_inspections()
            self.env.flush_all()
            self.assertEqual(len(moves.inspection_ids), len(products))
            return self.env.cr.sql_log_count - before

        count(goods[:1])
        one, fifty = count(goods[:1]), count(goods[1:])
        # A number for each of them comes from a sequence of the database.
        self.assertLessEqual(fifty - 49, one + 5)


@tagged("post_install", "-at_install")
class TestInspectionSheet(BakeryQualityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.arrival()
        cls.inspection = cls.receipt.inspection_ids.with_user(cls.inspector)
        cls.moisture, cls.smell, cls.photo, cls.coa = cls.inspection.inspection_lines

    def test_measured_values_are_judged_by_all_readings(self):
        self.inspection.answer({self.moisture.id: {"readings": [12, 13.5]}})
        self.assertTrue(self.moisture.success)
        self.assertEqual(self.moisture.quantitative_value, 12.75)
        self.inspection.answer({self.moisture.id: {"readings": [12, 15.1]}})
        self.assertFalse(self.moisture.success, "one reading lies outside")

    def test_readings_keep_their_places(self):
        sheet = self.inspection.answer({self.moisture.id: {"readings": [None, 0]}})
        question = sheet["questions"][0]
        self.assertEqual(question["readings"], [False, 0])
        self.assertFalse(question["answered"])
        # A program that calls by XML-RPC says False, and gets what it can read.
        self.inspection.answer({self.moisture.id: {"readings": [False, 12]}})
        self.assertTrue(xmlrpc.client.dumps((self.inspection.get_sheet(),)))
        self.assertEqual(self.moisture.quantitative_value, 12)
        sheet = self.inspection.answer({self.moisture.id: {"readings": [11, 12]}})
        self.assertEqual(sheet["questions"][0]["readings"], [11, 12])
        self.assertTrue(self.moisture.is_answered)

    def test_limits_and_right_answers_are_those_of_the_day(self):
        question = self.moisture.test_line
        question.sudo().max_value = 99
        self.smell.test_line.sudo().ql_values.ok = True
        self.inspection.answer(
            {
                self.moisture.id: {"readings": [50, 50]},
                self.smell.id: {"value": self.bad.id},
            }
        )
        self.assertFalse(self.moisture.success)
        self.assertFalse(self.smell.success)

    def test_what_is_unanswered_decides_nothing(self):
        self.inspection.answer({self.moisture.id: {"readings": [12]}})
        with self.assertRaisesRegex(ValidationError, "is not answered yet"):
            self.inspection.decide()
        self.assertEqual(self.inspection.state, "ready")

    def test_right_answers_accept(self):
        self.answer_all(self.inspection)
        sheet = self.inspection.decide()
        self.assertEqual(sheet["state"], "success")
        self.assertEqual(self.inspection.qty_accepted, 1000)
        self.assertEqual(self.inspection.decided_by_id, self.inspector)
        self.assertEqual(self.receipt.qc_state, "accepted")

    def test_a_wrong_answer_waits_for_the_manager(self):
        self.answer_all(self.inspection, smell=self.bad)
        self.assertEqual(self.inspection.decide()["state"], "waiting")
        managed = self.inspection.with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "in spite of"):
            managed.decide()
        managed.decide(reason="Bau dari karung, tepung baik")
        self.assertEqual(self.inspection.state, "success")
        self.assertEqual(self.inspection.decided_by_id, self.manager)

    def test_rejecting_needs_a_reason_and_a_possible_quantity(self):
        self.answer_all(self.inspection, smell=self.bad)
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self.inspection.decide(100)
        with self.assertRaisesRegex(ValidationError, "no more can be rejected"):
            self.inspection.decide(1000.5, "Apek")
        for quantity in (-1, float("nan"), float("inf"), "100", None):
            with self.assertRaisesRegex(ValidationError, "as a number"):
                self.inspection.decide(quantity, "Apek")
        self.inspection.decide(100, "Apek")
        self.assertEqual(self.inspection.qty_accepted, 900)
        self.assertEqual(self.receipt.qc_state, "partial")

    def test_a_decision_is_final(self):
        self.answer_all(self.inspection)
        self.inspection.decide()
        with self.assertRaisesRegex(UserError, "is decided"):
            self.inspection.decide(100, "Apek")
        with self.assertRaisesRegex(UserError, "is decided"):
            self.inspection.answer({self.moisture.id: {"readings": [12, 12]}})

    def test_what_is_no_answer_is_refused_and_leaves_nothing(self):
        nonsense = [
            ({self.moisture.id: {"readings": [1e12, 1]}}, "wants a number"),
            ({self.moisture.id: {"readings": [float("nan"), 1]}}, "wants a number"),
            ({self.moisture.id: {"readings": ["12", "13"]}}, "wants a number"),
            ({self.moisture.id: {"readings": [1, 2, 3]}}, "no answer"),
            ({self.smell.id: {"value": -1}}, "no answer"),
            ({0: {"value": 1}}, "not part of"),
            ({self.photo.id: {"photo": "bm90IGFuIGltYWdl"}}, "no image"),
            ({self.photo.id: {"photo": "A" * 15_000_000}}, "larger than"),
            ({self.photo.id: {"photo": "§"}}, "no answer"),
            ({self.coa.id: {"document": "bm90IGEgcGRm"}}, "PDF or a picture"),
            ({self.coa.id: {"expiry": "besok"}}, "no answer"),
            ("nothing", "no answers"),
        ]
        for answers, message in nonsense:
            with (
                self.subTest(message=message),
                self.assertRaisesRegex(ValidationError, message),
            ):
                self.inspection.answer(answers)
        self.assertFalse(any(self.inspection.inspection_lines.mapped("is_answered")))

    def test_an_expired_certificate_fails(self):
        yesterday = fields.Date.subtract(fields.Date.context_today(self.coa), days=1)
        self.answer_all(self.inspection, expiry=yesterday)
        self.assertFalse(self.coa.success)
        self.assertEqual(self.inspection.decide()["state"], "waiting")

    def test_a_shelf_life_too_short_fails(self):
        self.plan.min_shelf_life_days = 30
        self.receipt.move_line_ids.expiration_date = fields.Datetime.add(
            fields.Datetime.now(), days=10
        )
        self.answer_all(self.inspection)
        self.assertEqual(self.inspection.get_sheet()["shelf_life"], 10)
        self.assertEqual(self.inspection.decide()["state"], "waiting")

    def test_the_best_before_day_is_that_of_the_user(self):
        self.receipt.move_line_ids.expiration_date = "2030-01-31 20:00:00"
        jakarta = self.inspection.with_context(tz="Asia/Jakarta")
        self.assertEqual(jakarta.get_sheet()["expiry"], "2030-02-01")
        utc = self.inspection.with_context(tz="UTC")
        self.assertEqual(utc.get_sheet()["expiry"], "2030-01-31")

    def test_cards_tell_the_result(self):
        self.answer_all(self.inspection)
        self.inspection.decide(100, "Apek")
        cards = self.inspection.get_open_sheets(self.receipt.id)
        found = [(card["state"], card["rejected"]) for card in cards]
        self.assertEqual(found, [("failed", 100)])
        self.assertFalse(
            {self.inspection.id} & {c["id"] for c in self.inspection.get_open_sheets()}
        )

    def test_the_sheet_is_the_only_way(self):
        """None of the library's ways changes a planned inspection."""
        attempts = [
            lambda: self.inspection.write({"state": "success"}),
            lambda: self.inspection.write({"qty_rejected": 0}),
            lambda: self.inspection.action_approve(),
            lambda: self.inspection.action_cancel(),
            lambda: self.inspection.action_draft(),
            lambda: self.inspection.write({"plan_id": False}),
            lambda: self.moisture.write({"max_value": 100}),
            lambda: self.moisture.unlink(),
            lambda: self.smell.write({"ok_value_ids": [Command.set(self.bad.ids)]}),
            lambda: self.inspection.create(
                {"plan_id": self.plan.id, "move_id": self.receipt.move_ids.id}
            ),
            lambda: self.inspection.inspection_lines.create(
                {"inspection_id": self.inspection.id, "name": "x"}
            ),
            lambda: (
                self.env["bakery.qc.reading"]
                .with_user(self.inspector)
                .create({"line_id": self.moisture.id, "value": 12})
            ),
        ]
        for number, attempt in enumerate(attempts):
            with (
                self.subTest(number=number),
                self.assertRaises(AccessError),
                mute_logger("odoo.addons.base.models.ir_model"),
            ):
                attempt()
        self.assertEqual(self.inspection.state, "ready")
        self.inspection.internal_notes = "Dua karung basah di luar"

    def test_clerk_and_buyer_read_but_do_not_decide(self):
        for user in (self.clerk, self.buyer):
            inspection = self.inspection.with_user(user)
            self.assertEqual(inspection.state, "ready")
            for attempt in (
                lambda i=inspection: i.decide(),
                lambda i=inspection: i.answer({}),
                lambda i=inspection: i.action_skip("x"),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        outsider = self.user("tamu-uji", "base.group_user")
        with self.assertRaises(AccessError):
            self.inspection.with_user(outsider).get_sheet()

    def test_only_a_manager_skips_and_says_why(self):
        with self.assertRaises(AccessError):
            self.inspection.action_skip("Buru-buru")
        managed = self.inspection.with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "Say why"):
            managed.action_skip("  ")
        # XML-RPC, by which a page or a program may call, marshals no None.
        self.assertIs(managed.action_skip("Segel pabrik utuh"), True)
        self.receipt.move_line_ids.lot_name = "A"
        self.receipt.button_validate()
        self.assertEqual(self.receipt.state, "done")
        self.assertEqual(self.inspection.reason, "Segel pabrik utuh")

    def test_an_inspection_without_questions_is_not_passed(self):
        loose = self.env["qc.inspection"].create(
            {"test": self.plan.test_id.id, "state": "ready"}
        )
        with self.assertRaisesRegex(UserError, "no question to answer"):
            loose.action_confirm()

    def test_the_page_lists_what_waits(self):
        cards = self.env["qc.inspection"].with_user(self.inspector).get_open_sheets()
        self.assertIn(self.inspection.id, [card["id"] for card in cards])
        self.assertEqual(cards[-1]["asked"], 4)
        sheet = self.inspection.get_sheet()
        self.assertTrue(xmlrpc.client.dumps((sheet,)), "XML-RPC knows no None")
        self.assertEqual(
            [question["type"] for question in sheet["questions"]],
            ["quantitative", "qualitative", "photo", "document"],
        )

    def test_a_photo_is_kept_small(self):
        self.inspection.answer({self.photo.id: {"photo": PICTURE}})
        self.assertTrue(self.photo.photo)


@tagged("post_install", "-at_install")
class TestReceiving(BakeryQualityCommon):
    def test_block_leads_to_the_inspection(self):
        receipt = self.arrival(lots={"A": 1000})
        with self.assertRaises(RedirectWarning) as caught:
            receipt.with_user(self.clerk).button_validate()
        self.assertEqual(caught.exception.args[1]["params"]["picking_id"], receipt.id)
        with self.assertRaisesRegex(UserError, "must be inspected"):
            receipt.move_ids.picked = True
            receipt._action_done()
        self.assertEqual(receipt.state, "assigned")

    def test_asked_goods_may_be_received_unseen_and_are_judged_later(self):
        self.plan.on_missing = "warn"
        receipt = self.arrival(lots={"A": 1000})
        action = receipt.with_user(self.clerk).button_validate()
        self.assertEqual(action["res_model"], "bakery.qc.unseen")
        wizard = self.env["bakery.qc.unseen"].with_user(self.clerk)
        wizard.browse(action["res_id"]).action_receive()
        self.assertEqual(receipt.state, "done")
        self.assertEqual(self.on_hand(), 1000)
        self.judge(receipt.inspection_ids, rejected=200)
        self.assertEqual(self.on_hand(), 800)
        self.assertEqual(self.rejects(), 200)
        self.assertEqual(receipt.reject_return_ids.move_ids.product_uom_qty, 200)

    def test_goods_set_aside_wait_outside_the_stock(self):
        self.plan.on_missing = "quarantine"
        receipt = self.arrival(lots={"A": 600, "B": 400})
        first = receipt.inspection_ids.filtered(lambda i: i.lot_name == "A")
        self.judge(first)
        receipt.with_user(self.clerk).button_validate()
        self.assertEqual(self.on_hand(), 600)
        line = receipt.move_ids.purchase_line_id
        self.assertEqual((line.qty_received, line.qty_accepted), (1000, 600))
        second = receipt.inspection_ids - first
        self.assertTrue(second.is_quarantined)
        self.judge(second, rejected=150)
        self.assertEqual(self.on_hand(), 850)
        self.assertEqual(self.rejects(), 150)
        self.assertEqual(line.qty_accepted, 850)
        returned = receipt.reject_return_ids.move_line_ids
        self.assertEqual(returned.lot_id.name, "B")
        self.assertEqual(returned.quantity, 150)

    def test_rejects_lie_apart_and_go_back(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        for inspection in receipt.inspection_ids:
            rejected = 100 if inspection.lot_name == "B" else 0
            self.judge(inspection, rejected=rejected)
        receipt.with_user(self.clerk).button_validate()
        self.assertEqual(receipt.state, "done")
        self.assertEqual(
            {i.lot_name: (i.state, i.qty_received) for i in receipt.inspection_ids},
            {"A": ("success", 600), "B": ("failed", 400)},
        )
        self.assertEqual(receipt.qc_state, "partial")
        self.assertEqual(self.on_hand(), 900)
        self.assertEqual(self.flour.qty_available, 900, "rejects are not sellable")
        self.assertEqual(self.rejects(), 100)
        back = receipt.reject_return_ids
        self.assertEqual(len(back), 1)
        self.assertEqual(back.state, "assigned")
        self.assertEqual(back.location_dest_id.usage, "supplier")
        self.assertEqual(back.partner_id, self.mill)
        self.assertEqual(back.move_line_ids.lot_id.name, "B")
        self.assertEqual(back.move_line_ids.quantity, 100)
        self.assertEqual(
            back.move_line_ids.location_id, self.warehouse().reject_location_id
        )

    def test_several_lots_of_a_movement_are_rejected(self):
        for rejected, left in (({"A": 600, "B": 400}, 0), ({"A": 100, "B": 50}, 850)):
            with self.subTest(rejected):
                on_hand, rejects = self.on_hand(), self.rejects()
                receipt = self.arrival(lots={"A": 600, "B": 400})
                for inspection in receipt.inspection_ids:
                    self.judge(inspection, rejected=rejected[inspection.lot_name])
                receipt.button_validate()
                self.assertEqual(self.on_hand() - on_hand, left)
                self.assertEqual(self.rejects() - rejects, 1000 - left)
                self.assertEqual(receipt.state, "done")
                self.assertNotIn(0, receipt.move_ids.mapped("quantity"))
                back = receipt.reject_return_ids.move_line_ids
                self.assertEqual(
                    {line.lot_id.name: line.quantity for line in back}, rejected
                )

    def test_everything_rejected(self):
        receipt = self.arrival(lots={"A": 1000})
        self.judge(receipt.inspection_ids, rejected=1000)
        receipt.with_user(self.clerk).button_validate()
        self.assertEqual(receipt.qc_state, "rejected")
        self.assertEqual((self.on_hand(), self.rejects()), (0, 1000))
        self.assertEqual(receipt.reject_return_ids.move_ids.product_uom_qty, 1000)

    def test_a_partial_delivery_keeps_its_inspection_and_the_rest_gets_its_own(self):
        receipt = self.arrival()
        receipt.move_line_ids.write({"lot_name": "A", "quantity": 400})
        self.assertEqual(receipt.inspection_ids.qty_received, 400)
        self.judge(receipt.inspection_ids, rejected=50)
        receipt.with_context(skip_backorder=True).button_validate()
        self.assertEqual((self.on_hand(), self.rejects()), (350, 50))
        rest = receipt.backorder_ids
        self.assertEqual(rest.move_ids.product_uom_qty, 600)
        self.assertEqual(rest.inspection_ids.state, "ready")
        self.assertEqual(rest.inspection_ids.qty_received, 600)

    def test_less_arrives_than_was_rejected(self):
        receipt = self.arrival(lots={"A": 1000})
        self.judge(receipt.inspection_ids, rejected=300)
        receipt.move_line_ids.quantity = 200
        with self.assertRaisesRegex(UserError, "correct the quantity"):
            receipt.with_context(skip_backorder=True).button_validate()

    def test_sacks_are_judged_in_sacks(self):
        order = self.order((self.flour, 4, self.sack, 250000))
        receipt = order.picking_ids
        inspection = receipt.inspection_ids
        per = self.sack._compute_quantity(1, inspection.uom_id)
        self.assertEqual(inspection.qty_received, 4 * per)
        receipt.move_line_ids.lot_name = "A"
        self.judge(inspection, rejected=per)
        receipt.button_validate()
        line = order.order_line
        self.assertEqual((line.qty_received, line.qty_accepted), (4, 3))
        self.assertEqual(line.qty_to_invoice, 3)
        self.assertEqual(self.rejects(), 25000)

    def test_the_order_stays_truthful(self):
        """What goes back is not payable, and no delivery is missing for it."""
        self.company.qc_remedy = "none"
        receipt = self.arrival(lots={"A": 1000})
        order, line = receipt.purchase_id, receipt.move_ids.purchase_line_id
        self.judge(receipt.inspection_ids, rejected=100)
        receipt.button_validate()
        self.assertEqual((line.qty_received, line.qty_accepted), (1000, 900))
        self.assertEqual(line.qty_to_invoice, 900)
        self.assertEqual(order.receipt_status, "full")
        self.assertTrue(order.is_shipped)
        self.assertEqual(order.incoming_picking_count, 1)
        self.give_back(receipt)
        self.assertEqual((line.qty_received, line.qty_accepted), (900, 900))
        self.assertEqual(line.qty_to_invoice, 900)
        self.assertEqual(order.receipt_status, "full")
        self.assertEqual(self.rejects(), 0)

    def test_a_replacement_is_expected_inspected_and_completes_the_order(self):
        receipt = self.arrival(lots={"A": 1000})
        order, line = receipt.purchase_id, receipt.move_ids.purchase_line_id
        self.judge(receipt.inspection_ids, rejected=100)
        receipt.button_validate()
        again = receipt.inspection_ids.replacement_picking_id
        self.assertEqual(again.move_ids.product_uom_qty, 100)
        self.assertEqual(again.location_dest_id, receipt.location_dest_id)
        self.assertEqual(order.receipt_status, "partial")
        self.give_back(receipt)
        self.assertEqual(again.inspection_ids.state, "ready")
        again.move_line_ids.lot_name = "C"
        self.judge(again.inspection_ids)
        again.button_validate()
        self.assertEqual((line.qty_received, line.qty_accepted), (1000, 1000))
        self.assertEqual(order.receipt_status, "full")
        self.assertEqual(self.on_hand(), 1000)

    def test_credit_for_what_was_billed_already(self):
        self.company.qc_remedy = "credit"
        self.flour.purchase_method = "purchase"
        receipt = self.arrival(lots={"A": 1000})
        order = receipt.purchase_id
        bill = self.bill(order)
        bill.action_post()
        self.judge(receipt.inspection_ids, rejected=100)
        receipt.button_validate()
        self.give_back(receipt)
        credit = order.invoice_ids - bill
        self.assertEqual(credit.move_type, "in_refund")
        self.assertEqual(credit.state, "draft")
        self.assertEqual(credit.invoice_line_ids.quantity, 100)
        self.assertEqual(credit.amount_untaxed, 100 * 10)

    def test_the_vendor_is_told_once(self):
        self.mill.email = "gudang@penggilingan.example"
        receipt = self.arrival(lots={"A": 1000})
        self.judge(receipt.inspection_ids, rejected=100)
        receipt.button_validate()
        back = receipt.reject_return_ids
        self.assertEqual(back.return_mail, "due")
        mails = self.env["mail.mail"].search_count([])
        back._send_return_note()
        self.assertEqual(back.return_mail, "sent")
        self.assertEqual(self.env["mail.mail"].search_count([]), mails + 1)

    def test_three_steps_inspect_where_the_plan_says(self):
        warehouse = self.warehouse()
        warehouse.reception_steps = "three_steps"
        self.plan.picking_type_ids = warehouse.qc_type_id
        receipt = self.arrival(lots={"A": 1000})
        self.assertFalse(receipt.inspection_ids)
        receipt.button_validate()
        step = self.env["stock.picking"].search(
            [("picking_type_id", "=", warehouse.qc_type_id.id)],
            limit=1,
            order="id desc",
        )
        inspection = step.inspection_ids
        self.assertEqual(inspection.purchase_line_id, receipt.move_ids.purchase_line_id)
        self.assertEqual(inspection.lot_name, "A")
        self.judge(inspection, rejected=200)
        step.button_validate()
        self.assertEqual(self.rejects(), 200)
        back = inspection.return_picking_id
        self.assertEqual(back.reject_receipt_id, receipt)
        self.assertEqual(back.location_dest_id.usage, "supplier")
        self.assertEqual(back.move_line_ids.lot_id.name, "A")
        self.assertEqual(inspection.purchase_line_id.qty_accepted, 800)
        self.give_back(receipt)
        self.assertEqual(inspection.purchase_line_id.qty_received, 800)

    def test_a_delivery_far_too_large_is_refused(self):
        receipt = self.arrival()
        receipt.move_line_ids.write({"lot_name": "A", "quantity": 1051})
        self.judge(receipt.inspection_ids)
        with self.assertRaisesRegex(UserError, "more than may be received"):
            receipt.button_validate()
        receipt.move_line_ids.quantity = 1050
        receipt.button_validate()
        self.assertEqual(receipt.state, "done")

    def test_a_cancelled_receipt_takes_its_inspections_along(self):
        receipt = self.arrival()
        receipt.action_cancel()
        self.assertEqual(receipt.inspection_ids.state, "canceled")

    def test_a_buyer_sees_how_good_a_vendor_is(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        first, second = receipt.inspection_ids
        self.judge(first)
        self.judge(second, rejected=10)
        mill = self.mill.with_user(self.buyer)
        self.assertEqual(mill._qc_pass_rates(), {mill: 50.0})
