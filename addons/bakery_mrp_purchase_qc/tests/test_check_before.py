from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BakeryMrpPurchaseQcCommon

WAITS = "before its check is answered"


@tagged("post_install", "-at_install")
class TestCheckBefore(BakeryMrpPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan("before", cls.weight)

    def test_the_check_waits_when_the_order_is_confirmed(self):
        check = self._checks(self._order())
        self.assertEqual(check.state, "ready")
        self.assertEqual(check.product_id, self.bun)
        self.assertEqual(check.qty_received, 20)
        self.assertEqual(check.warehouse_id, self.stock)
        self.assertFalse(check.lot_id)

    def test_the_tablet_does_not_finish_before(self):
        order = self._order()
        self._weigh_all(order)
        with self.assertRaisesRegex(UserError, WAITS):
            order.bake_finish(20)
        self._answer(self._checks(order), 50)
        order.bake_finish(20)
        self.assertEqual(order.state, "done")

    def test_the_form_does_not_finish_before(self):
        order = self._order().sudo()
        order.qty_producing = 20
        with self.assertRaisesRegex(UserError, WAITS):
            order.button_mark_done()
        for context in (
            {"bake_nothing_good": True},
            {"skip_backorder": True, "mo_ids_to_backorder": order.ids},
        ):
            closing = order.with_context(skip_consumption=True, **context)
            with self.assertRaisesRegex(UserError, WAITS):
                closing.button_mark_done()

    def test_the_sentence_names_order_and_check(self):
        order = self._order().sudo()
        with self.assertRaises(UserError) as caught:
            order.button_mark_done()
        self.assertIn(order.name, str(caught.exception))
        self.assertIn("Berat buah", str(caught.exception))
        self.assertIn(self._checks(order).name, str(caught.exception))

    def test_what_gave_nothing_good_needs_no_check(self):
        order = self._order()
        self._weigh_all(order)
        order.bake_finish(0, 0, 20)
        self.assertEqual(order.state, "done")
        self.assertEqual(self._checks(order).state, "canceled")

    def test_wrong_weights_wait_for_the_quality_manager(self):
        order = self._order()
        self._weigh_all(order)
        check = self._answer(self._checks(order), 40)
        self.assertEqual(check.state, "waiting")
        with self.assertRaisesRegex(UserError, "quality manager has to decide"):
            order.bake_finish(20)
        check.with_user(self.manager).decide(0, "Ukuran khusus untuk pesanan")
        order.bake_finish(20)
        self.assertFalse(order.sudo().lot_producing_ids.quality_hold)

    def test_a_rejected_batch_is_finished_and_its_lots_held(self):
        order = self._order()
        self._weigh_all(order)
        check = self._answer(self._checks(order), 40)
        check.with_user(self.manager).decide(20, "Terlalu ringan")
        self.assertEqual(check.state, "failed")
        self.assertTrue(check.nonconformity_ids)
        order.bake_finish(20)
        lot = order.sudo().lot_producing_ids
        self.assertTrue(lot.quality_hold)
        self.assertEqual(check.held_lot_ids, lot)
        self.assertIn("Terlalu ringan", lot.hold_reason)

    def test_a_rejected_batch_without_lots_is_not_finished(self):
        self.bun.tracking = "none"
        order = self._order()
        self._weigh_all(order)
        check = self._answer(self._checks(order), 40)
        check.with_user(self.manager).decide(20, "Terlalu ringan")
        with self.assertRaisesRegex(UserError, "has no lot to hold"):
            order.bake_finish(20)
        order.bake_finish(0, 0, 20)
        self.assertEqual(order.state, "done")

    def test_decided_before_it_was_baked(self):
        order = self._order()
        self._weigh_all(order)
        check = self._answer(self._checks(order), 40)
        check.with_user(self.manager).decide(20, "Terlalu ringan")
        check = check.with_user(self.manager)
        for way in ("rework", "scrap"):
            with self.assertRaises(UserError):
                check.dispose(way, "Belum ada", 1)
        check.dispose("release", "Tidak apa-apa")
        order.bake_finish(20)
        self.assertFalse(order.sudo().lot_producing_ids.quality_hold)

    def test_a_backorder_has_a_check_of_its_own(self):
        order = self._order()
        self._weigh_all(order)
        self._answer(self._checks(order), 50)
        order.bake_finish(8, later=True)
        rest = order.sudo().production_group_id.production_ids - order.sudo()
        check = self._checks(rest)
        self.assertEqual((check.state, check.qty_received), ("ready", 12))
        with self.assertRaisesRegex(UserError, WAITS):
            rest.with_user(self.baker).bake_finish(12)

    def test_a_split_order_asks_for_each_part(self):
        order = self._order().sudo()
        parts = order._split_productions({order: [5, 15]})
        self.assertEqual([self._checks(part).qty_received for part in parts], [5, 15])

    def test_merged_orders_ask_for_the_new_one(self):
        orders = self._order() | self._order()
        old = self._checks(orders)
        orders.sudo().action_merge()
        self.assertEqual(set(old.mapped("state")), {"canceled"})
        merged = self.env["mrp.production"].search(
            [("product_id", "=", self.bun.id), ("state", "!=", "cancel")]
        )
        merged.filtered(lambda order: order.state == "draft").action_confirm()
        self.assertEqual(self._checks(merged).qty_received, 40)

    def test_a_cancelled_order_asks_no_more(self):
        order = self._order()
        order.sudo().action_cancel()
        check = self._checks(order)
        self.assertEqual(check.state, "canceled")
        with self.assertRaises(UserError):
            self._answer(check, 50)

    def test_limits_stay_as_they_were_asked(self):
        check = self._checks(self._order())
        self.weight.test_lines.write({"min_value": 90, "max_value": 99, "readings": 1})
        self.plan.moment = "after"
        self.assertEqual(check.inspection_lines.min_value, 48)
        self.assertEqual(check.moment, "before")
        self.assertEqual(self._answer(check, 50).state, "success")

    def test_bad_answers_change_nothing(self):
        check = self._checks(self._order()).with_user(self.baker)
        line = check.sudo().inspection_lines
        for value in ("berat", float("nan"), 2_000_000, True, [1]):
            with self.assertRaises(ValidationError):
                check.answer({str(line.id): {"readings": [value]}})
        for answers in (None, {"0": {"readings": [50]}}, {str(line.id): 50}):
            with self.assertRaises(ValidationError):
                check.answer(answers)
        self.assertFalse(line.reading_ids)
        with self.assertRaisesRegex(ValidationError, "is not answered yet"):
            check.conclude()

    def test_the_same_batch_is_asked_for_once(self):
        order = self._order().sudo()
        order._ask_before()
        order.action_confirm()
        self.assertEqual(len(self._checks(order)), 1)

    def test_a_plan_in_use_changes_which_orders_are_asked_next(self):
        order = self._order()
        self.plan.product_ids = [Command.set(self.dough.ids)]
        self.assertTrue(self._checks(order))
        self.assertFalse(self._checks(self._order()))
