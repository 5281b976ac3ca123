from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..models.dispatch.share import share
from .common_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestShare(TransactionCase):
    def test_enough_for_all(self):
        self.assertEqual(share(20, [8, 8, 4]), [8, 8, 4])

    def test_whole_pieces_in_proportion(self):
        self.assertEqual(share(10, [8, 8, 4]), [4, 4, 2])
        self.assertEqual(share(11, [8, 8, 4]), [5, 4, 2])
        self.assertEqual(share(1, [1, 1, 1]), [1, 0, 0])

    def test_nothing_there(self):
        self.assertEqual(share(0, [3, 2]), [0, 0])
        self.assertEqual(share(-5, [3, 2]), [0, 0])

    def test_never_more_than_there_is_or_is_wanted(self):
        for available in range(0, 40, 3):
            for wanted in ([7, 5, 30], [1, 1, 1, 1], [100], [13, 0, 2]):
                parts = share(available, wanted)
                self.assertLessEqual(sum(parts), max(available, 0))
                self.assertEqual(sum(parts), min(available, sum(wanted)))
                self.assertTrue(
                    all(0 <= p <= w for p, w in zip(parts, wanted, strict=True))
                )

    def test_goods_by_weight_are_not_cut(self):
        self.assertAlmostEqual(sum(share(1.5, [1.2, 0.8])), 1.5)


@tagged("post_install", "-at_install")
class TestDispatchMenus(DispatchCommon):
    """Whoever sends nothing to outlets sees nothing of it."""

    def _menus(self, user):
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        return {menu.get("xmlid", "") for menu in menus.values()}

    def test_menus_follow_the_setting(self):
        for user, name in (
            (self.planner, "bakery_dispatch_menu"),
            (self.planner, "bakery_dispatch_route_menu"),
            (self.planner, "bakery_dispatch_reason_menu"),
            (self.clerk, "bakery_dispatch_load_stock_menu_outlet"),
        ):
            name = f"bakery_mrp.{name}"
            self.company.dispatch_daily = True
            self.assertIn(name, self._menus(user))
            self.company.dispatch_daily = False
            menus = self._menus(user)
            self.assertNotIn(name, menus)
            self.assertIn("mrp.menu_mrp_root", self._menus(self.planner))

    def test_menus_stay_where_one_of_the_companies_uses_them(self):
        self.company.dispatch_daily = False
        other = self.env["res.company"].create(
            {"name": "Other", "dispatch_daily": True}
        )
        name = "bakery_mrp.bakery_dispatch_menu"
        self.assertNotIn(name, self._menus(self.planner))
        self.planner.company_ids |= other
        self.assertIn(name, self._menus(self.planner))

    def test_what_is_hidden_is_refused_too(self):
        run = self._run()
        self.company.dispatch_daily = False
        with self.assertRaises(UserError):
            run.action_propose()


@tagged("post_install", "-at_install")
class TestDispatch(DispatchCommon):
    def test_load_list_tells_the_clock_of_the_kitchen(self):
        self.kitchen.partner_id = self.env["res.partner"].create(
            {"name": "Kitchen", "tz": "Asia/Jakarta"}
        )
        self.planner.tz = "Asia/Tokyo"
        self._fill(self.bun, 50)
        self._ask(self.cafe, {self.bun: 20})
        run = self._run()
        run.action_propose()
        report = self.env["ir.actions.report"].with_user(self.planner)
        html, _kind = report._render_qweb_html("bakery_mrp.report_dispatch", run.ids)
        self.assertRegex(html.decode(), r"23[:.]30|11:30")

    def test_par_fills_what_outlets_lack(self):
        self._fill(self.bun, 100)
        self._fill(self.bun, 3, self.cafe)
        self._par(self.cafe, self.bun, 5, 20)
        self._par(self.shop, self.bun, 5, 10)
        run = self._run()
        run.action_propose()
        line = self._line(run, self.bun, self.cafe)
        self.assertEqual((line.par_qty, line.requested_qty, line.qty), (17, 0, 17))
        self.assertEqual(self._line(run, self.bun, self.shop).qty, 10)

    def test_above_the_minimum_nothing_is_sent(self):
        self._fill(self.bun, 100)
        self._fill(self.bun, 6, self.cafe)
        self._par(self.cafe, self.bun, 5, 20)
        run = self._run()
        run.action_propose()
        self.assertFalse(run.line_ids)

    def test_a_request_goes_before_par(self):
        self._fill(self.bun, 100)
        self._fill(self.box, 100)
        self._par(self.cafe, self.bun, 5, 20)
        self._par(self.cafe, self.box, 5, 20)
        request = self._ask(self.cafe, {self.bun: 7})
        run = self._run()
        run.action_propose()
        line = self._line(run, self.bun)
        self.assertEqual((line.par_qty, line.requested_qty, line.qty), (20, 7, 7))
        self.assertFalse(self._line(run, self.box))
        run.action_load()
        self.assertEqual((request.state, request.line_ids.loaded_qty), ("loaded", 7))

    def test_what_the_kitchen_lacks_is_shared(self):
        self._fill(self.bun, 10)
        self._ask(self.cafe, {self.bun: 15})
        self._ask(self.shop, {self.bun: 5})
        run = self._run()
        run.action_propose()
        self.assertEqual(self._line(run, self.bun, self.cafe).qty, 8)
        self.assertEqual(self._line(run, self.bun, self.shop).qty, 2)
        self.assertEqual(self._line(run, self.bun, self.cafe).short_qty, 7)
        self.assertEqual(run.short_count, 2)

    def test_what_customers_have_reserved_is_not_sent(self):
        self._fill(self.bun, 10)
        self.env["stock.quant"]._update_reserved_quantity(
            self.bun, self.kitchen.lot_stock_id, 6
        )
        self._ask(self.cafe, {self.bun: 15})
        run = self._run()
        run.action_propose()
        self.assertEqual(self._line(run, self.bun).qty, 4)

    def test_typed_quantities_stay(self):
        self._fill(self.bun, 30)
        self._ask(self.cafe, {self.bun: 15})
        self._ask(self.shop, {self.bun: 5})
        run = self._run()
        run.action_propose()
        self._line(run, self.bun, self.cafe).qty = 28
        self.assertEqual(run.load_ids.mapped("state"), ["draft", "draft"])
        run.action_propose()
        self.assertEqual(self._line(run, self.bun, self.cafe).qty, 28)
        self.assertEqual(self._line(run, self.bun, self.shop).qty, 2)

    def test_proposing_again_writes_nothing_new(self):
        self._fill(self.bun, 30)
        self._ask(self.cafe, {self.bun: 15})
        run = self._run()
        run.action_propose()
        lines = run.line_ids
        run.action_propose()
        self.assertEqual(run.line_ids, lines)

    def test_load_reserves_and_unload_gives_back(self):
        self._fill(self.bun, 10)
        request = self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        run.action_load()
        self.assertEqual(run.state, "loaded")
        quant = self.bun.stock_quant_ids.filtered(
            lambda q: q.location_id == self.kitchen.lot_stock_id
        )
        self.assertEqual(quant.reserved_quantity, 6)
        self.assertEqual(self._line(run, self.bun).loaded_qty, 6)
        run.action_unload()
        self.assertEqual((run.state, quant.reserved_quantity), ("draft", 0))
        self.assertEqual(request.state, "sent")
        run.action_load()
        run.action_cancel()
        self.assertEqual((run.state, request.state), ("cancel", "sent"))
        self.assertFalse(request.load_id)
        self.assertEqual(quant.reserved_quantity, 0)

    def test_loading_again_takes_what_came_since(self):
        self._fill(self.bun, 4)
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        run.action_propose()
        self._line(run, self.bun).qty = 6
        run.action_load()
        self.assertEqual(self._line(run, self.bun).loaded_qty, 4)
        self._fill(self.bun, 4)
        run.action_load()
        self.assertEqual(self._line(run, self.bun).loaded_qty, 6)

    def test_nothing_to_load(self):
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        with self.assertRaisesRegex(UserError, "nothing"), self.cr.savepoint():
            run.action_load()
        self.assertEqual(run.state, "draft")
        self.assertFalse(run.load_ids.picking_ids)

    def test_depart_and_receive(self):
        self._fill(self.bun, 50)
        run = self._sent(cafe=20, shop=10)
        self.assertEqual(run.state, "transit")
        self.assertEqual(self._everywhere(self.bun), [20, 0, 0, 30])
        self._load(run, self.cafe).with_user(self.clerk).receive([])
        self.assertEqual(run.state, "transit")
        self.assertEqual(self._everywhere(self.bun), [20, 20, 0, 10])
        self._load(run, self.shop).with_user(self.clerk).action_receive_all()
        self.assertEqual(self._everywhere(self.bun), [20, 20, 10, 0])
        self.assertEqual((run.state, run.progress), ("done", 100))

    def test_goods_keep_their_value_on_the_way(self):
        self._fill(self.bun, 50)
        before = self.bun.with_company(self.company).total_value
        run = self._sent(cafe=20)
        self.bun.invalidate_recordset()
        self.assertEqual(self.bun.with_company(self.company).total_value, before)
        self.assertFalse(self._load(run, self.shop).line_ids)

    def test_first_expired_first_sent(self):
        self.bun.write({"tracking": "lot", "use_expiration_date": True})
        now = fields.Datetime.now()
        lots = self.env["stock.lot"].create(
            [
                {
                    "name": name,
                    "product_id": self.bun.id,
                    "expiration_date": now + timedelta(days=days),
                    "removal_date": now + timedelta(days=days),
                }
                for name, days in (("LATE", 5), ("SOON", 3), ("OLD", -1))
            ]
        )
        self.category.removal_strategy_id = self.env.ref("product_expiry.removal_fefo")
        for lot in lots:
            self._fill(self.bun, 10, lot=lot)
        run = self._sent(cafe=25)
        taken = {
            line.lot_id.name: line.quantity
            for line in run.load_ids.in_picking_id.move_line_ids
        }
        self.assertEqual(taken, {"SOON": 10, "LATE": 10})
        self.assertEqual(self._line(run, self.bun).loaded_qty, 20)
        load = self._load(run, self.cafe)
        load.with_user(self.clerk).receive([self._row(load, 13, "short")])
        self.assertEqual(self._everywhere(self.bun), [17, 13, 0, 0])
        at_cafe = {
            quant.lot_id.name: quant.quantity
            for quant in self.bun.stock_quant_ids
            if quant.location_id == self.cafe.lot_stock_id
        }
        self.assertEqual(at_cafe, {"SOON": 10, "LATE": 3})

    def test_lots_expired_since_loading_stay(self):
        self.company.block_expired = True
        self.bun.write({"tracking": "lot", "use_expiration_date": True})
        lot = self.env["stock.lot"].create(
            {
                "name": "L",
                "product_id": self.bun.id,
                "expiration_date": fields.Datetime.now() + timedelta(days=3),
            }
        )
        lot.removal_date = lot.expiration_date
        self._fill(self.bun, 10, lot=lot)
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        run.action_load()
        lot.expiration_date = fields.Datetime.now() - timedelta(minutes=1)
        with self.assertRaisesRegex(UserError, "expired"), self.cr.savepoint():
            run.action_depart()
        self.assertEqual(run.state, "loaded")

    def test_lots_that_expire_at_the_ramp_stay(self):
        self.company.block_expired = True
        self.route.departure_hour = 0
        self.bun.write({"tracking": "lot", "use_expiration_date": True})
        soon = fields.Datetime.now() + timedelta(minutes=1)
        lot = self.env["stock.lot"].create(
            {"name": "L", "product_id": self.bun.id, "expiration_date": soon}
        )
        lot.removal_date = soon
        self._fill(self.bun, 10, lot=lot)
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        with self.assertRaisesRegex(UserError, "nothing"), self.cr.savepoint():
            run.action_load()

    def test_held_lots_stay(self):
        self.bun.tracking = "lot"
        lot = self.env["stock.lot"].create({"name": "H", "product_id": self.bun.id})
        self._fill(self.bun, 10, lot=lot)
        lot._hold("Metal found")
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        with self.assertRaisesRegex(UserError, "nothing"), self.cr.savepoint():
            run.action_load()

    def test_the_load_list_has_totals_and_the_last_stop_first(self):
        self._fill(self.bun, 100)
        self._ask(self.cafe, {self.bun: 21})
        self._ask(self.shop, {self.bun: 13})
        run = self._run()
        run.action_propose()
        self.assertEqual(run._totals(), [(self.bun, 34)])
        self.assertEqual(run._loading_order().warehouse_id[:1], self.shop)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "bakery_mrp.report_dispatch", run.ids
        )[0]
        text = html.decode()
        self.assertIn(">34<", text)
        self.assertLess(text.index("Shop"), text.index("Café"))

    # Beside Odoo's own resupply -------------------------------------------------------

    def test_goods_on_the_load_count_for_reordering(self):
        self._fill(self.bun, 50)
        rule = self._par(self.cafe, self.bun, 5, 20)
        run = self._run()
        run.action_load()
        rule.invalidate_recordset()
        self.assertEqual(rule.qty_to_order, 0)
        run.action_depart()
        rule.invalidate_recordset()
        self.assertEqual(rule.qty_to_order, 0)

    def test_the_load_takes_the_place_of_what_odoo_ordered(self):
        self._fill(self.bun, 50)
        rule = self._par(self.cafe, self.bun, 5, 20, trigger="auto")
        rule.action_replenish()
        move = self.env["stock.move"].search(
            [
                ("product_id", "=", self.bun.id),
                ("location_dest_id", "=", self.cafe.lot_stock_id.id),
            ]
        )
        self.assertEqual(move.product_qty, 20)
        run = self._run()
        run.action_propose()
        self.assertEqual(self._line(run, self.bun).qty, 20)
        run.action_load()
        self.assertEqual(set((move | move.move_orig_ids).mapped("state")), {"cancel"})
        rule.invalidate_recordset()
        self.assertEqual((rule.qty_to_order, rule.qty_forecast), (0, 20))
        run.action_depart()
        run.load_ids.filtered("in_picking_id").with_user(self.clerk).receive([])
        self.assertEqual(self._everywhere(self.bun), [30, 20, 0, 0])

    def test_transfers_of_a_dispatch_are_done_there_only(self):
        self._fill(self.bun, 50)
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        run.action_load()
        pickings = run.load_ids.picking_ids
        self.assertEqual(len(pickings), 2)
        for name in ("button_validate", "action_cancel", "_action_done"):
            with (
                self.subTest(method=name),
                self.assertRaisesRegex(UserError, "dispatch"),
                self.cr.savepoint(),
            ):
                getattr(pickings[0].with_context(dispatch_step="yes"), name)()
        run.action_depart()
        arrival = run.load_ids.in_picking_id
        arrival.move_line_ids.quantity = 2
        self._load(run, self.cafe).with_user(self.clerk).receive([])
        self.assertEqual(self._everywhere(self.bun), [44, 6, 0, 0])

    # Rights ---------------------------------------------------------------------------

    def test_only_planners_send(self):
        self._fill(self.bun, 10)
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        steps = ("propose", "load", "unload", "depart", "cancel")
        for user in (self.clerk, self.baker):
            for step in steps:
                with (
                    self.subTest(user=user.login, step=step),
                    self.assertRaises(AccessError),
                    self.cr.savepoint(),
                ):
                    getattr(run.with_user(user), f"action_{step}")()
            self.assertEqual(run.with_user(user).read(["name"])[0]["name"], run.name)

    def test_a_stranger_sees_nothing(self):
        stranger = new_test_user(self.env, "dispatch-nobody", "base.group_user")
        self._fill(self.bun, 10)
        run = self._sent(cafe=6)
        load = self._load(run, self.cafe)
        for call in (
            lambda: run.with_user(stranger).read(["name"]),
            lambda: load.with_user(stranger).receive([]),
            lambda: load.with_user(stranger).outlet_page(),
            lambda: load.with_user(stranger).outlet_products("bun"),
            lambda: load.with_user(stranger).send_back(self.cafe.id, []),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                call()

    def test_bakers_and_planners_receive_for_no_outlet(self):
        self._fill(self.bun, 10)
        run = self._sent(cafe=6)
        load = self._load(run, self.cafe)
        baker = new_test_user(
            self.env, "dispatch-mrp", "base.group_user,mrp.group_mrp_user"
        )
        if baker.has_group("stock.group_stock_user"):
            self.skipTest("who bakes handles the stock here")
        with self.assertRaises(AccessError), self.cr.savepoint():
            load.with_user(baker).receive([])

    def test_the_state_is_nobodys_to_write(self):
        self._fill(self.bun, 10)
        run = self._sent(cafe=6)
        load = self._load(run, self.cafe)
        for record, values in (
            (run, {"state": "done"}),
            (load, {"state": "done"}),
            (load, {"in_picking_id": False}),
            (load.line_ids, {"received_qty": 5}),
            (load.line_ids, {"qty": 5}),
            (load.line_ids, {"loaded_qty": 5}),
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                record.with_user(self.planner).write(values)
        with self.assertRaises(UserError), self.cr.savepoint():
            run.unlink()
        with self.assertRaises(UserError), self.cr.savepoint():
            load.in_picking_id.with_user(self.clerk).dispatch_load_id = False

    def test_another_company_stays_apart(self):
        company = self.env["res.company"].create({"name": "Other bakery"})
        self._fill(self.bun, 10)
        run = self._sent(cafe=6)
        other = new_test_user(
            self.env,
            "dispatch-other",
            "base.group_user,bakery_mrp.bakery_mrp_group_planner,"
            "stock.group_stock_user",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for model in (
            "bakery.dispatch",
            "bakery.dispatch.load",
            "bakery.dispatch.line",
        ):
            self.assertFalse(self.env[model].with_user(other).search([]))
        with self.assertRaises(AccessError):
            self._load(run, self.cafe).with_user(other).receive([])

    # What cannot be -------------------------------------------------------------------

    def test_routes(self):
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.route.departure_hour = 24
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.route.stop_ids = [Command.create({"warehouse_id": self.kitchen.id})]
        empty = self.route.create({"name": "None", "warehouse_id": self.kitchen.id})
        run = self._run(route_id=empty.id)
        with self.assertRaisesRegex(UserError, "stops"), self.cr.savepoint():
            run.action_propose()

    def test_several_runs_a_day_are_numbered(self):
        first, second = self._run(), self._run()
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertIn("#2", second.name)

    def test_two_runs_of_a_day_do_not_send_the_same(self):
        self._fill(self.bun, 100)
        self._par(self.cafe, self.bun, 5, 20)
        first, second = self._run(), self._run()
        first.action_load()
        second.action_propose()
        self.assertFalse(second.line_ids.filtered("qty"))

    def test_bad_quantities(self):
        self._fill(self.bun, 10)
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        run.action_propose()
        for quantity in (-1, 1e12):
            with (
                self.subTest(quantity=quantity),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                run.line_ids.qty = quantity
