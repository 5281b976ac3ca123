from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import BakeryMrpPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestCheckRights(BakeryMrpPurchaseQcCommon):
    """What each role is refused, by whatever way a client may try it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan("after")
        cls.recaller = cls._person("penarik-uji", "bakery_mrp.bakery_mrp_group_recall")

    def setUp(self):
        super().setUp()
        self.order = self._baked()
        self.check = self._checks(self.order)
        self.lot = self.check.lot_id
        self.everybody = (
            self.baker | self.planner | self.inspector | self.manager | self.cashier
        )

    def test_bakers_inspectors_and_planners_answer(self):
        line = self.check.inspection_lines
        for user in (self.baker, self.planner, self.inspector, self.manager):
            sheet = self.check.with_user(user).answer({str(line.id): {"readings": [2]}})
            self.assertTrue(sheet["may_answer"])
            self.assertTrue(sheet["questions"][0]["success"])

    def test_who_sells_neither_sees_nor_answers(self):
        check = self.check.with_user(self.cashier)
        for call in (check.get_sheet, check.conclude, check.decide):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(AccessError):
            check.answer({})

    def test_a_baker_of_another_warehouse_does_not_answer(self):
        self.env["ir.rule"].create(
            {
                "name": "Perintah sendiri",
                "model_id": self.env["ir.model"]._get_id("mrp.production"),
                "domain_force": "[('id', '=', 0)]",
                "groups": [
                    Command.link(self.env.ref("bakery_mrp.bakery_mrp_group_baker").id)
                ],
            }
        )
        with self.assertRaises(AccessError):
            self.check.with_user(self.baker).answer({})
        with self.assertRaises(AccessError):
            self.check.with_user(self.baker).conclude()

    def test_the_baker_does_not_judge(self):
        line = self.check.inspection_lines
        check = self.check.with_user(self.baker)
        check.answer({str(line.id): {"readings": [5]}})
        with self.assertRaises(AccessError):
            check.decide(0, "Tidak apa-apa")
        with self.assertRaises(AccessError):
            check.decide(1, "Satu saja")
        with self.assertRaises(AccessError):
            check.action_skip("Lewat")
        check.conclude()
        for call in (check.conclude, lambda: check.answer({})):
            with self.assertRaisesRegex(UserError, "is decided"):
                call()
        self.assertTrue(self.lot.quality_hold)

    def test_the_baker_does_not_change_what_waits_for_a_decision(self):
        self._plan("before", self.weight)
        order = self._order()
        check = self._answer(self._checks(order, "before"), 40).with_user(self.baker)
        with self.assertRaises(AccessError):
            check.answer({})
        with self.assertRaises(AccessError):
            check.conclude()
        self.assertFalse(check.get_sheet()["may_answer"])

    def test_nobody_writes_a_check_by_hand(self):
        line = self.check.inspection_lines
        written = (
            {"state": "success"},
            {"qty_rejected": 0},
            {"production_id": False},
            {"plan_id": False},
            {"held_lot_ids": [Command.clear()]},
            {"moment": "before"},
            {"disposition": "release"},
            {"lot_id": False},
        )
        for user in self.everybody:
            for values in written:
                with self.assertRaises(AccessError):
                    self.check.with_user(user).write(values)
            with self.assertRaises(AccessError):
                line.with_user(user).write({"max_value": 99})
            with self.assertRaises(AccessError):
                self.env["bakery.qc.reading"].with_user(user).create(
                    {"line_id": line.id, "value": 2}
                )
            with self.assertRaises(UserError):
                self.check.with_user(user).unlink()
        self.assertEqual(self.check.state, "ready")

    def test_nobody_makes_a_check_by_hand(self):
        for user in self.everybody:
            Inspection = self.env["qc.inspection"].with_user(user)
            with self.assertRaises(AccessError):
                Inspection.create({"production_id": self.order.id})
            with self.assertRaises(AccessError):
                Inspection.create({"held_lot_ids": [Command.set(self.late.ids)]})
            with self.assertRaises(AccessError):
                self.order.with_user(user).write(
                    {
                        "inspection_ids": [
                            Command.update(self.check.id, {"state": "success"})
                        ]
                    }
                )

    def test_a_check_of_ones_own_is_not_turned_into_one_of_a_batch(self):
        own = self.env["qc.inspection"].with_user(self.inspector).create({})
        with self.assertRaises(AccessError):
            own.production_id = self.order.id
        with self.assertRaises(AccessError):
            own.held_lot_ids = self.lot

    def test_nobody_frees_the_lot_by_hand(self):
        for user in self.everybody | self.recaller:
            lot = self.lot.with_user(user)
            for values in (
                {"quality_hold": False},
                {"held_by_check": False},
                {"check_hold_ids": [Command.clear()]},
            ):
                with self.assertRaises(AccessError):
                    lot.write(values)
            with self.assertRaises(UserError):
                lot.action_release("Sudah dicoba")
        self.assertTrue(self.lot.quality_hold)

    def test_only_quality_managers_keep_plans(self):
        for user in (self.baker, self.planner, self.inspector, self.cashier):
            with self.assertRaises(AccessError):
                self.plan.with_user(user).moment = "before"
        self.plan.with_user(self.manager).moment = "before"

    def test_buttons_lead_to_the_checks(self):
        for record in (self.order, self.lot.with_user(self.baker)):
            action = record.action_open_checks()
            found = self.env["qc.inspection"].search(action["domain"])
            self.assertEqual(found, self.check)
        self.assertEqual(self.order.batch_check_state, "open")
        self.assertEqual(self.lot.batch_check_count, 1)
        with self.assertRaises(AccessError):
            self.env["qc.inspection"].with_user(self.cashier).search(action["domain"])

    def test_who_sees_the_button_sees_the_check(self):
        clerk = self._person("gudang-uji", "stock.group_stock_user")
        for user in self.baker | self.planner | self.inspector | self.manager | clerk:
            form = Form(self.check.with_user(user))
            self.assertEqual(form.production_id, self.order.sudo())

    def test_who_sees_no_checks_reads_orders_and_lots_as_before(self):
        buyer = self._person("pembeli-uji", "purchase.group_purchase_user")
        order = self.order.with_user(self.cashier)
        self.assertTrue(order.read(["name", "batch_check_state"]))
        self.assertNotIn("inspection_ids", order.fields_get())
        lot = self.lot.with_user(buyer)
        self.assertTrue(lot.read(["quality_hold", "batch_check_count"]))
        self.assertIn("held_by_check", lot.fields_get())
        self.assertNotIn("check_hold_ids", order.env["stock.lot"].fields_get())
        self.assertTrue(self.check.with_user(buyer).read(["state", "reason"]))

    def test_the_page_of_inspectors_opens_a_batch(self):
        action = self.check.with_user(self.inspector).action_open_sheet()
        self.assertEqual(action["params"], {"inspection_id": self.check.id})
        cards = self.env["qc.inspection"].with_user(self.inspector).get_open_sheets()
        card = next(card for card in cards if card["id"] == self.check.id)
        self.assertEqual(card["picking"], self.order.sudo().name)
