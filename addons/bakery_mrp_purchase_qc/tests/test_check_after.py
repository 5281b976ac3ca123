from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BakeryMrpPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestCheckAfter(BakeryMrpPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan("after")

    def test_a_finished_lot_waits_for_its_check(self):
        order = self._baked(18).sudo()
        check = self._checks(order)
        lot = order.lot_producing_ids
        self.assertEqual((check.state, check.qty_received), ("ready", 18))
        self.assertEqual((check.lot_id, check.lot_name), (lot, lot.name))
        self.assertTrue(lot.quality_hold)
        self.assertTrue(lot.held_by_check)
        self.assertEqual(self._wanted().quantity, 0)

    def test_passed_it_is_free_and_who_waits_gets_it(self):
        order = self._baked()
        move = self._wanted()
        check = self._answer(self._checks(order), 2)
        self.assertEqual(check.state, "success")
        self.assertFalse(check.held_lot_ids)
        lot = order.sudo().lot_producing_ids
        self.assertFalse(lot.quality_hold)
        self.assertFalse(lot.held_by_check)
        self.assertEqual(move.quantity, 5)

    def test_failed_it_stays_and_somebody_has_to_solve_it(self):
        order = self._baked()
        check = self._answer(self._checks(order), 5)
        self.assertEqual((check.state, check.qty_rejected), ("failed", 20))
        self.assertIn("Remah: 5 / 1 – 3", check.reason)
        lot = order.sudo().lot_producing_ids
        self.assertTrue(lot.quality_hold)
        self.assertIn("Remah", lot.hold_reason)
        found = check.nonconformity_ids
        self.assertEqual(found.production_id, order.sudo())
        self.assertEqual((found.quantity, found.lot_id), (20, lot))
        self.assertIn(check.reason, "".join(order.sudo().message_ids.mapped("body")))

    def test_the_form_makes_it_as_well(self):
        order = self._order().sudo()
        self._weigh_all(order.with_user(self.baker))
        order.lot_producing_ids = [
            Command.create({"name": "FORM", "product_id": self.bun.id})
        ]
        order.qty_producing = 20
        order.with_context(skip_consumption=True).button_mark_done()
        self.assertEqual(order.state, "done")
        self.assertEqual(self._checks(order).lot_id.name, "FORM")
        self.assertTrue(order.lot_producing_ids.quality_hold)

    def test_each_lot_has_a_check(self):
        order = self._order().sudo()
        self._weigh_all(order.with_user(self.baker))
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.bun.id} for name in ("A", "B")]
        )
        order.lot_producing_ids = lots[0]
        order.qty_producing = 20
        move = order.move_finished_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create(
                {
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "product_id": self.bun.id,
                    "location_id": move.location_id.id,
                    "location_dest_id": move.location_dest_id.id,
                }
            )
            for lot, quantity in zip(lots, (12, 8), strict=True)
        ]
        order.with_context(skip_consumption=True).button_mark_done()
        found = {check.lot_name: check.qty_received for check in self._checks(order)}
        self.assertEqual(found, {"A": 12, "B": 8})
        first, second = self._checks(order).sorted("lot_name")
        self._answer(first, 2)
        self.assertEqual(lots.mapped("quality_hold"), [False, True])
        self._answer(second, 2)
        self.assertEqual(lots.mapped("quality_hold"), [False, False])

    def test_what_comes_later_is_checked_by_itself(self):
        order = self._order()
        self._weigh_all(order)
        order.bake_finish(8, later=True)
        rest = order.sudo().production_group_id.production_ids - order.sudo()
        self.assertFalse(self._checks(rest))
        rest.with_user(self.baker).bake_finish(12)
        self.assertEqual(self._checks(order).qty_received, 8)
        self.assertEqual(self._checks(rest).qty_received, 12)

    def test_a_lot_of_two_batches_is_free_after_both(self):
        lot = self.env["stock.lot"].create({"name": "SAMA", "product_id": self.bun.id})
        orders = self._order() | self._order()
        for order, flour in zip(orders, (self.late, self.late), strict=True):
            order.bake_weigh(self._move(order, self.strong).id, 1000, flour.id)
            order.sudo().lot_producing_ids = lot
            order.bake_finish(20)
        first, second = self._checks(orders)
        self._answer(first, 2)
        self.assertTrue(lot.quality_hold)
        self._answer(second, 2)
        self.assertFalse(lot.quality_hold)

    def test_a_hold_of_people_stays_when_the_check_is_passed(self):
        order = self._baked()
        lot = order.sudo().lot_producing_ids
        lot.action_hold("Kaca di dalam tepung")
        self.assertFalse(lot.held_by_check)
        self.assertEqual(lot.hold_reason, "Kaca di dalam tepung")
        self._answer(self._checks(order), 2)
        self.assertTrue(lot.quality_hold)
        lot.action_release("Tidak terbukti")
        self.assertFalse(lot.quality_hold)

    def test_a_hold_of_people_ends_and_the_check_still_holds(self):
        order = self._baked()
        lot = order.sudo().lot_producing_ids
        lot.action_hold("Kaca di dalam tepung")
        lot.action_release("Tidak terbukti")
        self.assertTrue(lot.quality_hold)
        self.assertTrue(lot.held_by_check)
        self._answer(self._checks(order), 2)
        self.assertFalse(lot.quality_hold)

    def test_a_recall_and_a_check_let_go_each_for_themselves(self):
        order = self._baked()
        lot = order.sudo().lot_producing_ids
        recall = self.env["bakery.recall"].create(
            {
                "kind": "real",
                "direction": "down",
                "reason": "Kaca",
                "lot_ids": [Command.set(lot.ids)],
            }
        )
        recall.action_start()
        line = recall.line_ids.filtered(lambda row: row.lot_id == lot)
        self.assertTrue(line.is_held)
        self._answer(self._checks(order), 2)
        self.assertTrue(lot.quality_hold)
        recall.action_release()
        self.assertFalse(lot.quality_hold)

    def test_nobody_releases_by_hand_what_waits_for_its_check(self):
        lot = self._baked().sudo().lot_producing_ids
        with self.assertRaisesRegex(UserError, "waits for the check"):
            lot.action_release("Sudah dicoba")
        self.assertTrue(lot.quality_hold)

    def test_a_manager_lets_a_batch_pass_without_its_check(self):
        order = self._baked()
        check = self._checks(order).with_user(self.manager)
        check.action_skip("Pesanan keluarga")
        self.assertEqual(check.state, "canceled")
        self.assertFalse(order.sudo().lot_producing_ids.quality_hold)

    def test_a_part_may_be_rejected_on_the_page_of_inspectors(self):
        order = self._baked()
        check = self._checks(order).with_user(self.inspector)
        check.answer({str(check.inspection_lines.id): {"readings": [2]}})
        check.decide(3, "Tiga buah penyok")
        self.assertEqual(check.state, "failed")
        self.assertTrue(order.sudo().lot_producing_ids.quality_hold)
        self.assertEqual(check.sudo().nonconformity_ids.quantity, 3)

    def test_a_lot_that_is_named_later_is_asked_for_too(self):
        order = self._baked().sudo()
        other = self.env["stock.lot"].create(
            {"name": "LAIN", "product_id": self.bun.id}
        )
        self._answer(self._checks(order), 2)
        order.move_finished_ids.move_line_ids.lot_id = other
        self.assertIn(other, self._checks(order).lot_id)
        self.assertTrue(other.quality_hold)

    def test_once_for_each_lot_even_at_the_same_time(self):
        order = self._baked().sudo()
        order._ask_after()
        check = self._checks(order)
        self.assertEqual(len(check), 1)
        values = order._prepare_check(self.plan, check.lot_id, 1, "after")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["qc.inspection"].create(values)

    def test_the_shelf_life_of_the_lot_is_looked_at(self):
        self.plan.min_shelf_life_days = 3
        self.bun.write({"use_expiration_date": True, "expiration_time": 1})
        check = self._answer(self._checks(self._baked()), 2)
        self.assertEqual(check.state, "failed")
        self.assertIn("shelf life", check.reason)

    def test_what_comes_out_beside_is_checked_by_its_own_plan(self):
        crumbs = self._product("Crumbs", self.unit, tracking="lot")
        self._plan("after", product_ids=[Command.set(crumbs.ids)])
        order = self._order().sudo()
        self._weigh_all(order.with_user(self.baker))
        lot = self.env["stock.lot"].create({"name": "REMAH", "product_id": crumbs.id})
        beside = self.env["stock.move"].create(
            {
                **order._get_move_finished_values(crumbs.id, 2, crumbs.uom_id.id),
                "state": "confirmed",
            }
        )
        beside.move_line_ids = [
            Command.create(
                {
                    "lot_id": lot.id,
                    "quantity": 2,
                    "product_id": crumbs.id,
                    "location_id": beside.location_id.id,
                    "location_dest_id": beside.location_dest_id.id,
                }
            )
        ]
        order.with_user(self.baker).bake_finish(20)
        self.assertEqual(self._checks(order).product_id, self.bun | crumbs)
        self.assertTrue(lot.quality_hold)
