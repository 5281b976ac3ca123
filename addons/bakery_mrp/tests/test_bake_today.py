from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import BakeryMrpCommon


class BakeTodayCommon(BakeryMrpCommon):
    """Twenty buns of flour (lots) and salt, mixed and baked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stock = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.strong.write({"tracking": "lot", "use_expiration_date": True})
        cls.bun.tracking = "lot"
        now = fields.Datetime.now()
        cls.late = cls._lot("LATE", now + timedelta(days=60), 5000)
        cls.soon = cls._lot("SOON", now + timedelta(days=5), 600)
        cls.old = cls._lot("OLD", now - timedelta(days=1), 5000)
        cls.env["stock.quant"]._update_available_quantity(
            cls.salt, cls.stock.lot_stock_id, 100
        )
        cls.centers = cls.env["mrp.workcenter"].create(
            [
                {"name": "Mixer", "resource_calendar_id": False},
                {"name": "Oven", "resource_calendar_id": False},
            ]
        )
        cls.bom = cls._formula(
            cls.bun,
            [(cls.strong, 1000, None), (cls.salt, 0.02, None)],
            product_qty=20,
            piece_weight=51,
            tray_pieces=8,
            oven_temperature=190,
        )
        cls.bom.operation_ids = [
            Command.create({"name": name, "workcenter_id": center.id})
            for name, center in zip(("Mix", "Bake"), cls.centers, strict=True)
        ]
        cls.baker = cls._user("baker-uji", "baker")

    @classmethod
    def _lot(cls, name, expiry, quantity):
        lot = cls.env["stock.lot"].create(
            {
                "name": name,
                "product_id": cls.strong.id,
                "expiration_date": expiry,
                "removal_date": expiry,
            }
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.strong, cls.stock.lot_stock_id, quantity, lot_id=lot
        )
        return lot

    @classmethod
    def _order(cls, quantity=20):
        order = cls.env["mrp.production"].create(
            {
                "product_id": cls.bun.id,
                "product_qty": quantity,
                "bom_id": cls.bom.id,
                "picking_type_id": cls.stock.manu_type_id.id,
            }
        )
        order.action_confirm()
        return order.with_user(cls.baker)

    def _move(self, order, product):
        return order.move_raw_ids.filtered(lambda move: move.product_id == product)

    def _weigh_flour(self, order, grams, lot):
        return order.bake_weigh(self._move(order, self.strong).id, grams, lot.id)

    def _weigh_all(self, order):
        self._weigh_flour(order, 600, self.soon)
        self._weigh_flour(order, 400, self.late)
        order.bake_weigh(self._move(order, self.salt).id, 20)


@tagged("post_install", "-at_install")
class TestBakeToday(BakeTodayCommon):
    def test_the_list_has_what_is_due_and_no_more(self):
        order = self._order()
        later = self._order()
        later.sudo().date_start = fields.Datetime.now() + timedelta(days=3)
        cards = self.env["mrp.production"].with_user(self.baker).bake_list()
        mine = {card["id"]: card for card in cards}
        self.assertNotIn(later.id, mine)
        card = mine[order.id]
        self.assertEqual(card["state"], "waiting")
        self.assertEqual(card["trays"], 3)
        self.assertEqual(card["oven_temperature"], 190)
        self.assertEqual((card["steps"], card["ingredients"]), (2, 2))

    def test_as_many_queries_for_fifty_orders_as_for_one(self):
        productions = self.env["mrp.production"].with_user(self.baker)
        self._order()
        counts = []
        for _number in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            productions.bake_list()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            productions.bake_list()
            counts.append(self.env.cr.sql_log_count - before)
            for _order in range(49 if not _number else 0):
                self._order(1)
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_the_sheet_offers_lots_by_expiry_and_no_costs(self):
        sheet = self._order().bake_sheet()
        flour, salt = sheet["ingredient_rows"]
        self.assertEqual(
            [lot["name"] for lot in flour["lots"]], ["OLD", "SOON", "LATE"]
        )
        self.assertTrue(flour["lots"][0]["problem"])
        self.assertEqual(flour["lot_id"], self.soon.id)
        self.assertEqual((flour["planned"], flour["unit"]), (1000, "g"))
        self.assertEqual((salt["planned"], salt["unit"]), (20, "g"))
        self.assertAlmostEqual(sheet["theory"], 20)
        self.assertFalse([key for key in sheet if "cost" in key or "price" in key])

    def test_times_are_recorded_once(self):
        order = self._order()
        sheet = order.bake_start()
        self.assertEqual(sheet["state"], "running")
        order.bake_start()
        mix = order.workorder_ids[0]
        self.assertEqual(len(mix.time_ids), 1)
        self.assertEqual(mix.time_ids.user_id, self.baker)
        other = self._user("baker-dua", "baker")
        self.assertEqual(order.with_user(other).bake_pause()["state"], "paused")
        self.assertTrue(mix.time_ids.date_end)
        sheet = order.bake_step_done(mix.id)
        self.assertEqual(sheet["steps_done"], 1)
        with self.assertRaisesRegex(UserError, "done already"):
            order.bake_start(mix.id)
        order.bake_start()
        self.assertEqual(len(order.workorder_ids[1].time_ids), 1)

    def test_weighed_lots_are_consumed(self):
        order = self._order()
        order.bake_start()
        self._weigh_flour(order, 580, self.soon)
        self._weigh_flour(order, 600, self.soon)
        sheet = self._weigh_flour(order, 450, self.late)
        self.assertEqual(sheet["weighed"], 1)
        self.assertEqual(sheet["ingredient_rows"][0]["actual"], 1050)
        sheet = order.bake_finish(18, 1, 1, {"grams": 47.5})
        self.assertEqual(sheet["state"], "done")
        lines = self._move(order, self.strong).move_line_ids
        self.assertEqual(
            {line.lot_id.name: line.quantity for line in lines},
            {"SOON": 600, "LATE": 450},
        )
        self.assertEqual(self._move(order, self.salt).quantity, 0.02)
        self.assertEqual(set(order.move_raw_ids.mapped("state")), {"done"})
        self.assertEqual(order.qty_produced, 18)
        self.assertEqual((order.qty_rejected, order.qty_wasted), (1, 1))
        self.assertEqual(self.bun.qty_available, 18)
        self.assertEqual(order.piece_grams, 47.5)
        self.assertAlmostEqual(order.yield_rate, 18 * 100 / 20 / (1070 / 1020), 1)
        self.assertTrue(order.lot_producing_ids.name[:6].isdigit())

    def test_weighing_can_be_undone(self):
        order = self._order()
        self._weigh_flour(order, 500, self.late)
        sheet = order.bake_weigh_again(self._move(order, self.strong).id)
        self.assertEqual(sheet["weighed"], 0)

    def test_nothing_good_makes_no_stock(self):
        order = self._order()
        self._weigh_all(order)
        order.bake_finish(0, 0, 20)
        self.assertEqual(order.state, "done")
        self.assertEqual(order.qty_wasted, 20)
        self.assertEqual(self.bun.qty_available, 0)
        self.assertEqual(self._move(order, self.strong).state, "done")

    def test_more_than_planned(self):
        order = self._order()
        self._weigh_all(order)
        order.bake_finish(23)
        self.assertEqual(order.qty_produced, 23)
        self.assertEqual(self._move(order, self.strong).quantity, 1000)

    def test_the_rest_comes_later_with_its_share_of_the_dough(self):
        order = self._order()
        order.bake_start()
        self._weigh_all(order)
        order.bake_finish(7, 1, 0, {}, True)
        self.assertEqual(order.state, "done")
        rest = order.production_group_id.production_ids - order
        self.assertEqual(rest.product_qty, 12)
        self.assertEqual(rest.bake_sheet()["weighed"], 2)
        flour = self._move(order, self.strong)
        self.assertEqual(
            {line.lot_id.name: line.quantity for line in flour.move_line_ids},
            {"SOON": 240, "LATE": 160},
        )
        rest.bake_finish(12)
        self.assertEqual(rest.state, "done")
        flour = self._move(rest, self.strong)
        self.assertEqual(
            {line.lot_id.name: line.quantity for line in flour.move_line_ids},
            {"SOON": 360, "LATE": 240},
        )
        self.assertEqual(self.bun.qty_available, 19)
        share = self.kg.round(0.012)
        self.assertEqual(self._move(rest, self.salt).quantity, share)

    def test_a_cold_core_needs_a_reason(self):
        self.bom.core_temperature = 94
        order = self._order()
        self._weigh_all(order)
        self.assertIn("94", order.bake_finish(20)["why"])
        self.assertIn("90", order.bake_finish(20, 0, 0, {"temperature": 90})["why"])
        self.assertNotEqual(order.state, "done")
        checks = {"temperature": 90, "reason": "Custard"}
        order.bake_finish(20, 0, 0, checks)
        self.assertEqual(order.core_temperature, 90)
        self.assertEqual(order.core_temperature_reason, "Custard")

    def test_a_second_tablet_finishes_nothing_twice(self):
        order = self._order()
        self._weigh_all(order)
        order.bake_finish(20)
        for call in (
            lambda: order.bake_finish(20),
            lambda: order.bake_start(),
            lambda: self._weigh_flour(order, 10, self.late),
        ):
            with self.assertRaisesRegex(UserError, "finished already"):
                call()
        self.assertEqual(self.bun.qty_available, 20)


@tagged("post_install", "-at_install")
class TestBakeTodayBadInput(BakeTodayCommon):
    def test_bad_weights(self):
        order = self._order()
        flour = self._move(order, self.strong)
        salt = self._move(order, self.salt)
        cases = [
            ((flour.id, -5, self.late.id), "less than nothing"),
            ((flour.id, 0, self.late.id), "on the scale"),
            ((flour.id, float("nan"), self.late.id), "type a number"),
            ((flour.id, "12", self.late.id), "type a number"),
            ((flour.id, 100, False), "Choose the lot"),
            ((flour.id, 100, "LATE"), "Choose the lot"),
            ((flour.id, 100, self.old.id), "expired"),
            ((flour.id, 700, self.soon.id), "Only 600 g"),
            (
                (
                    salt.id,
                    0.0001,
                ),
                "So little",
            ),
            ((0, 10), "does not take"),
        ]
        for arguments, sentence in cases:
            with self.subTest(sentence), self.assertRaisesRegex(UserError, sentence):
                order.bake_weigh(*arguments)
        other = self.env["stock.lot"].create({"name": "X", "product_id": self.bun.id})
        with self.assertRaisesRegex(UserError, "not Strong flour"):
            order.bake_weigh(flour.id, 10, other.id)
        self.assertFalse(flour._bake_weighed_lines())

    def test_a_lot_on_hold_is_not_weighed(self):
        order = self._order()
        self.late.sudo().action_hold("Glass")
        flour = self._move(order, self.strong)
        with self.assertRaisesRegex(UserError, "on hold"):
            order.bake_weigh(flour.id, 100, self.late.id)

    def test_ten_times_the_plan_asks_again(self):
        order = self._order()
        salt = self._move(order, self.salt)
        self.assertIn("ten times", order.bake_weigh(salt.id, 2000)["ask"])
        self.assertFalse(salt._bake_weighed_lines())
        order.bake_weigh(salt.id, 2000, False, True)
        self.assertEqual(salt.quantity, 2)

    def test_a_lot_is_not_weighed_twice(self):
        self._weigh_flour(self._order(), 500, self.soon)
        with self.assertRaisesRegex(UserError, "Only 100 g"):
            self._weigh_flour(self._order(), 200, self.soon)

    def test_bad_output(self):
        order = self._order()
        self._weigh_all(order)
        for arguments, sentence in (
            ((-1,), "less than nothing"),
            ((5, -1), "less than nothing"),
            ((5, 0, "x"), "type a number"),
            ((float("inf"),), "type a number"),
            ((0, 0, 0), "nothing is no batch"),
            ((20, 0, 0, {}, True), "nothing is left"),
            ((20, 0, 0, {"temperature": 900}), "measure again"),
        ):
            with self.subTest(sentence), self.assertRaisesRegex(UserError, sentence):
                order.bake_finish(*arguments)
        self.assertIn("ten times", order.bake_finish(300)["ask"])
        self.assertNotEqual(order.state, "done")
        self.assertFalse(order.lot_producing_ids)

    def test_flour_without_a_usable_lot_is_weighed_first(self):
        self.env["stock.quant"]._update_available_quantity(
            self.strong, self.stock.lot_stock_id, -5000, lot_id=self.late
        )
        order = self._order()
        with self.assertRaisesRegex(UserError, "Weigh Strong flour|expired"):
            order.bake_finish(20)
        order.sudo().action_cancel()
        with self.assertRaisesRegex(UserError, "cancelled"):
            order.bake_finish(20)

    def test_rights(self):
        order = self._order()
        user = new_test_user(self.env, login="bukan-baker", groups="base.group_user")
        mine = order.with_user(user)
        for call in (
            mine.bake_list,
            mine.bake_sheet,
            mine.bake_start,
            mine.bake_pause,
            lambda: mine.bake_weigh(1, 1),
            lambda: mine.bake_weigh_again(1),
            lambda: mine.bake_step_done(1),
            lambda: mine.bake_finish(1),
        ):
            with self.assertRaises(AccessError):
                call()


@tagged("post_install", "-at_install")
class TestBakeTodayTour(BakeTodayCommon, HttpCase):
    """What the baker does on a tablet."""

    browser_size = "820x1180"
    touch_enabled = True

    def test_a_baker_bakes(self):
        self.bom.core_temperature = 94
        order = self._order()
        self.start_tour("/odoo/bake", "bakery_mrp_bake_today", login=self.baker.login)
        self.assertEqual(order.state, "done")
        self.assertEqual((order.qty_produced, order.qty_wasted), (18, 2))
        self.assertEqual(order.core_temperature_reason, "Custard inside")
        self.assertEqual(self._move(order, self.strong).quantity, 1050)
        self.assertTrue(order.workorder_ids[0].time_ids)
