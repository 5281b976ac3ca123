from contextlib import ExitStack
from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import BakeryMrpCommon


class BakePlanCommon(BakeryMrpCommon):
    """A bakehouse with an outlet, buns from a mixed dough, and a filled bun."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._user("plan-planner", "planner")
        cls.baker = cls._user("plan-baker", "baker")
        Warehouse = cls.env["stock.warehouse"]
        cls.house = Warehouse.create({"name": "Bakehouse", "code": "BKH"})
        cls.outlet = Warehouse.create(
            {
                "name": "Outlet",
                "code": "BKO",
                "manufacture_to_resupply": False,
                "resupply_wh_ids": [Command.set(cls.house.ids)],
            }
        )
        cls.mixer = cls.env["mrp.workcenter"].create(
            {"name": "Mixer", "mix_capacity": 3, "resource_calendar_id": False}
        )
        lines = [
            (cls.strong, 1000, None),
            (cls.water, 600, None),
            (cls.salt, 0.02, None),
        ]
        cls.dough_bom = cls._formula(cls.dough, lines, product_qty=1620, type="phantom")
        cls.dough_bom.operation_ids = [
            Command.create(
                {
                    "name": "Mix",
                    "workcenter_id": cls.mixer.id,
                    "time_cycle_manual": 15,
                }
            )
        ]
        cls.cream = cls._product("Cream", cls.gram)
        cls.cream_bom = cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.cream.product_tmpl_id.id,
                "product_qty": 1000,
                "product_uom_id": cls.gram.id,
                "bom_line_ids": [
                    Command.create(
                        {
                            "product_id": cls.water.id,
                            "product_qty": 1100,
                            "product_uom_id": cls.ml.id,
                        }
                    )
                ],
            }
        )
        cls.bun_bom = cls._formula(
            cls.bun,
            [(cls.dough, 1620, None)],
            product_qty=27,
            piece_weight=60,
            tray_pieces=12,
            oven_temperature=200,
            oven_minutes=15,
        )
        cls.filled = cls._product("Filled Bun", cls.unit)
        cls.filled_bom = cls._formula(
            cls.filled,
            [(cls.dough, 600, None), (cls.cream, 200, None)],
            product_qty=10,
            piece_weight=80,
            oven_temperature=220,
        )
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.shift = cls.env["bakery.bake.shift"].create(
            {"name": "Night", "start_hour": 22, "end_hour": 4, "cover_hours": 12}
        )

    @classmethod
    def _plan(cls, **values):
        day = fields.Date.context_today(cls.env.user) + timedelta(days=1)
        return cls.env["bakery.bake.plan"].create(
            {
                "warehouse_id": cls.house.id,
                "shift_id": cls.shift.id,
                "date": day,
                **values,
            }
        )

    @classmethod
    def _order(cls, product, quantity, when=None):
        """Let ``quantity`` leave the bakehouse for a customer."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.house.id,
                "commitment_date": when or fields.Datetime.now() + timedelta(days=1),
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                ],
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _stock(cls, product, quantity, warehouse=None, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, (warehouse or cls.house).lot_stock_id, quantity, lot_id=lot
        )

    def _of(self, plan, product):
        return plan.line_ids.filtered(lambda line: line.product_id == product)


@tagged("post_install", "-at_install")
class TestBakePlan(BakePlanCommon):
    def test_orders_less_stock_rounded_up_to_trays(self):
        self._order(self.bun, 30)
        self._stock(self.bun, 5)
        plan = self._plan()
        plan.with_user(self.planner).action_compute()
        line = self._of(plan, self.bun)
        self.assertEqual((line.order_qty, line.fresh_qty), (30, 5))
        self.assertEqual((line.suggested_qty, line.qty, line.tray_count), (36, 36, 3))

    def test_what_leaves_after_the_plan_is_not_baked_yet(self):
        self._order(self.bun, 30, fields.Datetime.now() + timedelta(days=9))
        plan = self._plan()
        plan.action_compute()
        self.assertFalse(self._of(plan, self.bun))

    def test_stock_that_expires_before_counts_no_more(self):
        self.bun.write({"tracking": "lot", "use_expiration_date": True})
        now = fields.Datetime.now()
        for name, hours in (("old", 1), ("new", 99)):
            lot = self.env["stock.lot"].create(
                {"name": name, "product_id": self.bun.id}
            )
            moment = now + timedelta(hours=hours)
            lot.write({"expiration_date": moment, "removal_date": moment})
            self._stock(self.bun, 10, lot=lot)
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        line = self._of(plan, self.bun)
        self.assertEqual(line.fresh_qty, 10)
        self.assertEqual(line.qty, 12)

    def test_outlets_are_filled_up_to_their_par(self):
        self._par(self.outlet, 10, 40)
        self._stock(self.bun, 4, self.outlet)
        plan = self._plan()
        plan.action_compute()
        self.assertEqual(self._of(plan, self.bun).par_qty, 36)
        self.assertEqual(self._of(plan, self.bun).qty, 36)

    def test_an_outlet_above_its_minimum_wants_nothing(self):
        self._par(self.outlet, 10, 40)
        self._stock(self.bun, 10, self.outlet)
        plan = self._plan()
        plan.action_compute()
        self.assertFalse(self._of(plan, self.bun))

    def _par(self, warehouse, least, full):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.bun.id,
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": least,
                "product_max_qty": full,
                "trigger": "manual",
            }
        )

    def test_the_bakehouse_keeps_its_own_par_after_the_orders(self):
        self._par(self.house, 5, 20)
        self._stock(self.bun, 12)
        self._order(self.bun, 10)
        plan = self._plan()
        plan.action_compute()
        # 2 would be left, less than 5: full again means 20 beyond the orders.
        self.assertEqual(self._of(plan, self.bun).par_qty, 18)
        self.assertEqual(self._of(plan, self.bun).suggested_qty, 24)

    def test_what_goes_into_others_is_baked_first(self):
        self._order(self.filled, 25)
        plan = self._plan()
        plan.action_compute()
        self.assertEqual(self._of(plan, self.filled).qty, 25)
        cream = self._of(plan, self.cream)
        self.assertEqual((cream.level, cream.inner_qty, cream.qty), (1, 500, 500))
        plan.action_confirm()
        orders = plan.production_ids.sorted("id")
        self.assertEqual(orders.product_id[:1], self.cream)

    def test_hot_ovens_come_first(self):
        self._order(self.bun, 10)
        self._order(self.filled, 10)
        plan = self._plan()
        plan.action_compute()
        plan.action_confirm()
        baked = plan.production_ids.sorted("id").product_id - self.cream
        self.assertEqual(baked, self.filled + self.bun)

    def test_doughs_are_gathered_and_cut_into_mixes(self):
        self._order(self.bun, 60)
        self._order(self.filled, 10)
        plan = self._plan()
        plan.action_compute()
        dough = plan.dough_ids.filtered(lambda x: x.bom_id == self.dough_bom)
        self.assertAlmostEqual(dough.grams, 60 * 60 + 600)
        self.assertEqual((dough.mix_count, dough.mix_grams), (2, 2100))
        self.assertEqual(dough.product_names, "Bun, Filled Bun")

    def test_a_typed_quantity_stays_and_reaches_down(self):
        self._order(self.filled, 10)
        plan = self._plan()
        plan.action_compute()
        self._of(plan, self.filled).qty = 20
        plan.action_compute()
        self.assertEqual(self._of(plan, self.filled).qty, 20)
        self.assertEqual(self._of(plan, self.cream).qty, 400)

    def test_buffer(self):
        self._order(self.filled, 10)
        plan = self._plan(buffer=0.1)
        plan.action_compute()
        self.assertEqual(self._of(plan, self.filled).qty, 11)

    def test_confirming_makes_each_order_once(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        plan.with_user(self.planner).action_confirm()
        self.assertEqual(plan.state, "confirmed")
        order = plan.production_ids
        self.assertEqual((order.product_qty, order.state), (12, "confirmed"))
        self.assertEqual(order.date_start, plan.date_start)
        plan.with_user(self.planner).action_confirm()
        self.assertEqual(plan.production_ids, order)

    def test_computing_again_leaves_orders_alone_and_adds_what_is_new(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        plan.action_confirm()
        order = plan.production_ids
        self._order(self.bun, 8)
        plan.action_compute()
        lines = self._of(plan, self.bun)
        self.assertEqual(lines.mapped("qty"), [12, 12])
        plan.action_confirm()
        self.assertEqual(len(plan.production_ids), 2)
        self.assertEqual(order.product_qty, 12)

    def test_a_copy_bakes_for_its_own_day(self):
        plan = self._plan()
        later = plan.copy({"date": plan.date + timedelta(days=1)})
        self.assertEqual(later.cover_end, plan.cover_end + timedelta(days=1))

    def test_computing_again_without_changes_writes_nothing(self):
        self.bun_bom.operation_ids = [
            Command.create({"name": "Shape", "workcenter_id": self.mixer.id})
        ]
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        rows = [plan.line_ids, plan.dough_ids, plan.load_ids, plan.need_ids]
        self.assertTrue(all(rows))
        before = [row.ids for row in rows]
        with ExitStack() as stack:
            writes = [
                stack.enter_context(patch.object(type(row), "write")) for row in rows
            ]
            plan.action_compute()
        for write in writes:
            write.assert_not_called()
        rows = [plan.line_ids, plan.dough_ids, plan.load_ids, plan.need_ids]
        self.assertEqual([row.ids for row in rows], before)

    def test_a_cancelled_demand_leaves_the_plan(self):
        order = self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        order._action_cancel()
        plan.action_compute()
        self.assertFalse(plan.line_ids)

    def test_backorders_stay_in_the_plan(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        plan.action_confirm()
        order = plan.production_ids
        order.with_user(self.planner)._split_productions({order: [5, 7]})
        self.assertEqual(plan.production_ids.mapped("product_qty"), [5, 7])

    def test_doughs_mixed_within_an_order_load_their_mixer(self):
        self.dough_bom.operation_ids.time_cycle_manual = 15
        self._order(self.bun, 60)
        plan = self._plan()
        plan.action_compute()
        self.assertEqual(plan.load_ids.workcenter_id, self.mixer)
        minutes = plan.load_ids.minutes
        self.assertGreater(minutes, 0)
        for product in self.strong | self.water | self.salt:
            self._stock(product, 1_000_000)
        plan.action_confirm()
        work = plan.production_ids.workorder_ids
        self.assertEqual(work.workcenter_id, self.mixer)
        self.assertEqual(minutes, round(sum(work.mapped("duration_expected"))))

    def test_load_against_the_hours_of_the_shift(self):
        oven = self.env["mrp.workcenter"].create(
            {"name": "Oven", "resource_calendar_id": False}
        )
        self.bun_bom.operation_ids = [
            Command.create(
                {"name": "Bake", "workcenter_id": oven.id, "time_cycle_manual": 20}
            )
        ]
        self._order(self.bun, 60)
        plan = self._plan()
        plan.action_compute()
        load = plan.load_ids.filtered(lambda x: x.workcenter_id == oven)
        # Three batches of 27; six hours of work.
        self.assertEqual((load.minutes, load.available), (60, 360))
        self.assertFalse(load.is_over)

    def test_a_work_center_nobody_works_at_stops_the_plan(self):
        calendar = self.env["resource.calendar"].create(
            {"name": "Never", "attendance_ids": [Command.clear()]}
        )
        oven = self.env["mrp.workcenter"].create(
            {"name": "Cold Oven", "resource_calendar_id": calendar.id}
        )
        self.bun_bom.operation_ids = [
            Command.create(
                {"name": "Bake", "workcenter_id": oven.id, "time_cycle_manual": 20}
            )
        ]
        self._order(self.bun, 60)
        plan = self._plan()
        plan.action_compute()
        with self.assertRaisesRegex(UserError, "Cold Oven has no working hours"):
            plan.action_confirm()
        self.assertFalse(plan.production_ids)

    # Ingredients -------------------------------------------------------------------

    def _sold_by(self, product, price=10, delay=2):
        vendor = self.env["res.partner"].create({"name": f"Vendor of {product.name}"})
        product.write(
            {
                "route_ids": [
                    Command.link(self.env.ref("purchase_stock.route_warehouse0_buy").id)
                ],
                "seller_ids": [
                    Command.create(
                        {"partner_id": vendor.id, "price": price, "delay": delay}
                    )
                ],
            }
        )
        return vendor

    def _need(self, plan, product):
        return plan.need_ids.filtered(lambda need: need.product_id == product)

    def test_missing_ingredients_with_vendor_and_last_moment(self):
        vendor = self._sold_by(self.strong)
        self._stock(self.strong, 300)
        self._order(self.bun, 27)
        plan = self._plan()
        plan.action_compute()
        line = self._of(plan, self.bun)
        need = self._need(plan, self.strong)
        self.assertAlmostEqual(need.need_qty, line.qty * 1000 / 27, 1)
        self.assertAlmostEqual(need.short_qty, need.need_qty - 300, 1)
        self.assertEqual(need.partner_id, vendor)
        self.assertEqual(need.order_before, plan.date_start - timedelta(days=2))
        self.assertTrue(plan.shortage_count)

    def test_one_click_requests_it_once(self):
        vendor = self._sold_by(self.strong)
        self._order(self.bun, 27)
        plan = self._plan()
        plan.action_compute()
        short = self._need(plan, self.strong).short_qty
        for _click in range(2):
            plan.with_user(self.planner).action_request_shortages()
        lines = self.env["purchase.order.line"].search(
            [("product_id", "=", self.strong.id)]
        )
        self.assertEqual(len(lines), 1)
        self.assertAlmostEqual(lines.product_qty, short, 1)
        self.assertEqual(lines.order_id.partner_id, vendor)
        self.assertAlmostEqual(self._need(plan, self.strong).requested_qty, short, 1)

    def test_after_confirming_the_same_is_missing(self):
        self._sold_by(self.strong)
        self._order(self.bun, 27)
        plan = self._plan()
        plan.action_compute()
        before = self._need(plan, self.strong).short_qty
        plan.action_confirm()
        self.assertAlmostEqual(self._need(plan, self.strong).short_qty, before, 1)

    def test_requests_by_themselves_when_set(self):
        self.company.bake_plan_requests = True
        self._sold_by(self.strong)
        self._order(self.bun, 27)
        plan = self._plan()
        plan.with_user(self.planner).action_confirm()
        self.assertTrue(
            self.env["purchase.order.line"].search(
                [("product_id", "=", self.strong.id)]
            )
        )

    def test_an_ingredient_without_vendor_is_said(self):
        self._order(self.bun, 27)
        plan = self._plan()
        plan.action_compute()
        answer = plan.action_request_shortages()
        self.assertIn("no vendor", answer["params"]["message"])

    # Sheets ------------------------------------------------------------------------

    def test_the_sheets_print(self):
        self._order(self.bun, 60)
        plan = self._plan()
        plan.action_compute()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bakery_mrp.report_bake_plan", plan.ids
        )
        text = html.decode()
        for word in ("Strong flour", "Bun", "Customer", "200"):
            self.assertIn(word, text)

    # Rights and bad input ----------------------------------------------------------

    def test_bakers_read_and_planners_plan(self):
        self._order(self.bun, 12)
        plan = self._plan()
        baker = plan.with_user(self.baker)
        self.assertTrue(baker.read(["name"]))
        for method in (
            "action_compute",
            "action_confirm",
            "action_cancel",
            "action_done",
            "action_request_shortages",
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(baker, method)()
        with self.assertRaises(AccessError):
            baker.write({"buffer": 0.5})

    def test_nobody_writes_the_state_or_the_link(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        plan.action_confirm()
        with self.assertRaisesRegex(UserError, "own buttons"):
            plan.with_user(self.planner).write({"state": "done"})
        with self.assertRaisesRegex(UserError, "Only the bake plan"):
            plan.production_ids.with_user(self.planner).write({"bake_plan_id": False})

    def test_a_line_with_its_order_stays(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        plan.action_confirm()
        line = self._of(plan, self.bun)
        for change in (lambda: line.write({"qty": 1}), line.unlink):
            with self.assertRaisesRegex(UserError, "its order already"):
                change()

    def test_a_plan_in_the_past_is_refused(self):
        day = fields.Date.context_today(self.env.user) - timedelta(days=2)
        plan = self._plan(date=day)
        for method in (plan.action_compute, plan.action_confirm):
            with self.assertRaisesRegex(UserError, "is over"):
                method()

    def test_nothing_to_bake_is_said(self):
        plan = self._plan()
        with self.assertRaisesRegex(UserError, "nothing to bake"):
            plan.action_confirm()

    def test_negative_and_absurd_quantities(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        for qty in (-1, 1e9):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._of(plan, self.bun).qty = qty
        for buffer in (-0.1, 2):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                plan.buffer = buffer

    def test_one_plan_per_shift(self):
        self._plan()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self._plan()

    def test_a_product_without_formula_is_refused(self):
        plan = self._plan()
        with self.assertRaisesRegex(ValidationError, "no formula"):
            plan.line_ids.create({"plan_id": plan.id, "product_id": self.box.id})

    def test_cancelling_takes_the_orders_along(self):
        self._order(self.bun, 12)
        plan = self._plan()
        plan.action_compute()
        plan.action_confirm()
        plan.action_cancel()
        self.assertEqual(plan.production_ids.state, "cancel")
        self.assertTrue(self._plan())

    def test_the_form(self):
        form = Form(self.env["bakery.bake.plan"].with_user(self.planner))
        form.warehouse_id = self.house
        form.shift_id = self.shift
        plan = form.save()
        self.assertEqual(plan.date_end - plan.date_start, timedelta(hours=6))

    def test_hours_are_those_of_the_bakehouse(self):
        self.company.partner_id.tz = "Asia/Jayapura"
        plan = self._plan(date="2031-03-01")
        self.assertEqual(str(plan.date_start), "2031-03-01 13:00:00")
        self.assertEqual(str(plan.date_end), "2031-03-01 19:00:00")

    def test_query_count_does_not_grow_with_products(self):
        def count(number):
            plan = self._plan(
                date=fields.Date.context_today(self.env.user)
                + timedelta(days=number + 1)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            plan.action_compute()
            self.env.flush_all()
            return self.cr.sql_log_count - start

        self._order(self.bun, 12)
        count(1)
        few = count(2)
        for number in range(50):
            product = self._product(f"Bread {number}", self.unit)
            self._formula(product, [(self.dough, 60, None)], product_qty=1)
            self._order(product, number + 1)
        self.assertLessEqual(count(3), few + 12)
