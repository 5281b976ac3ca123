from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.base.models.ir_cron import IrCron

from ..models.trace.lot_walk import DOWN, UP, LotWalk
from .common_dayold import NOW, BakeryDayoldCommon


@tagged("post_install", "-at_install")
class TestDayold(BakeryDayoldCommon):
    # Goods with lots ------------------------------------------------------------------

    def test_a_lot_turns_with_its_quantity_and_place(self):
        lot = self._lot("A", hours=13)
        row = self._turn()
        self.assertEqual(self._there(self.bun), 0)
        self.assertEqual(self._there(self.old_bun), 10)
        self.assertEqual(row.dayold_lot_id.name, "A")
        self.assertEqual(row.dayold_lot_id.fresh_lot_id, lot)
        self.assertEqual(row.location_id, self.place)
        self.assertEqual(row.quantity, 10)

    def test_fresh_lots_stay(self):
        self._lot("A", hours=11)
        self.assertFalse(self._turn())
        self.assertEqual(self._there(self.bun), 10)

    def test_turning_twice_turns_once(self):
        self._lot("A", hours=13)
        self._turn()
        self.assertFalse(self._turn())
        self.assertEqual(self._there(self.old_bun), 10)

    def test_a_lot_that_comes_later_joins_the_same_day_old_lot(self):
        lot = self._lot("A", hours=13)
        first = self._turn()
        self._fill(self.bun, 4, lot)
        second = self._turn()
        self.assertEqual(second.dayold_lot_id, first.dayold_lot_id)
        self.assertEqual(self._there(self.old_bun, first.dayold_lot_id), 14)

    def test_lots_of_one_name_do_not_mix(self):
        self.box.write({"tracking": "lot", "shelf_life_hours": 36})
        self.rule.product_ids |= self.box
        self._lot("A", hours=13)
        self._lot("A", hours=13, product=self.box)
        rows = self._turn()
        self.assertEqual(len(rows.dayold_lot_id), 2)
        self.assertEqual(len(set(rows.dayold_lot_id.mapped("name"))), 2)

    def test_expired_goods_and_goods_on_hold_stay(self):
        self._lot("old", hours=37)
        held = self._lot("held", hours=13)
        held._hold("glass")
        self.assertFalse(self._turn())
        self.assertEqual(self._there(self.bun), 20)

    def test_reserved_goods_stay(self):
        self._lot("A", hours=13)
        move = self.env["stock.move"].create(
            {
                "product_id": self.bun.id,
                "product_uom_qty": 4,
                "location_id": self.place.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(self._turn().quantity, 6)
        self.assertEqual(move.quantity, 4)

    def test_goods_of_others_stay(self):
        lot = self._lot("A", hours=13, quantity=2)
        owner = self.env["res.partner"].create({"name": "Consignor"})
        self.env["stock.quant"]._update_available_quantity(
            self.bun, self.place, 5, lot_id=lot, owner_id=owner
        )
        self.assertEqual(self._turn().quantity, 2)

    def test_day_old_goods_are_sold_no_longer_than_the_fresh_ones(self):
        self._lot("A", hours=13)
        late = self._lot("B", hours=30)
        rows = self._turn()
        ends = {row.lot_id: row.until for row in rows}
        self.assertEqual(ends[late], NOW + timedelta(hours=6))
        dates = rows.dayold_lot_id.mapped("expiration_date")
        self.assertEqual(set(dates), {NOW + timedelta(hours=h) for h in (6, 10)})

    def test_the_hour_of_the_oven_is_that_of_the_order(self):
        lot = self.env["stock.lot"].create({"name": "A", "product_id": self.bun.id})
        bom = self._formula(self.bun, [(self.strong, 10, None)], product_qty=10)
        order = self.env["mrp.production"].create(
            {
                "product_id": self.bun.id,
                "product_qty": 10,
                "bom_id": bom.id,
                "location_dest_id": self.place.id,
            }
        )
        order.action_confirm()
        order.write({"lot_producing_ids": lot.ids, "qty_producing": 10})
        order.oven_out = NOW - timedelta(hours=12)
        order.move_raw_ids.picked = True
        order.with_context(skip_consumption=True).button_mark_done()
        self.assertEqual(self._turn().lot_id, lot)
        done = self.env["mrp.production"].search([("product_id", "=", self.bun.id)])
        self.assertEqual(done, order, "Turning bakes nothing")

    # Goods without lots ---------------------------------------------------------------

    def test_goods_without_lots_turn_when_the_outlet_has_closed(self):
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        self.assertFalse(self._turn(datetime(2026, 3, 4, 13, 59)))
        self.assertEqual(self._turn(datetime(2026, 3, 4, 14, 0)).quantity, 10)
        self.assertFalse(self._turn(datetime(2026, 3, 4, 14, 0)))

    def test_each_outlet_closes_in_its_own_zone(self):
        for zone, hour in (
            ("Asia/Jakarta", 14),
            ("Asia/Makassar", 13),
            ("Asia/Jayapura", 12),
        ):
            self.outlet.partner_id.tz = zone
            with self.subTest(zone=zone):
                closing = self.outlet._last_closing(datetime(2026, 3, 4, hour, 0))
                self.assertEqual(closing, datetime(2026, 3, 4, hour, 0))
                before = self.outlet._last_closing(datetime(2026, 3, 4, hour - 1, 59))
                self.assertEqual(before, datetime(2026, 3, 3, hour, 0))

    def test_what_came_in_since_is_fresh(self):
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        self._bring(self.roll, 6, datetime(2026, 3, 4, 22))
        self.assertEqual(self._turn(datetime(2026, 3, 4, 23)).quantity, 10)
        self.assertEqual(self._there(self.roll), 6)

    def test_what_was_sold_since_was_of_the_day_before(self):
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        self._bring(self.roll, 6, datetime(2026, 3, 4, 22))
        self._fill(self.roll, -3)
        self.assertEqual(self._turn(datetime(2026, 3, 4, 23)).quantity, 7)

    def test_hours_after_closing(self):
        self.roll_rule.hours = 10
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        self._bring(self.roll, 6, datetime(2026, 3, 4, 22))
        self.assertFalse(self._turn(datetime(2026, 3, 4, 23, 59)))
        self.assertEqual(self._turn(datetime(2026, 3, 5, 0, 0)).quantity, 10)

    def test_too_old_is_what_was_not_sold_in_time(self):
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        self._turn()
        self.assertFalse(self._entry().line_ids)
        self.env["bakery.dayold"].search([]).write({"until": NOW})
        self._fill(self.old_roll, -4)
        line = self._entry().line_ids
        self.assertEqual((line.kind, line.quantity), ("waste", 6))
        action = line.entry_id.action_waste()
        waste = self.env["bakery.waste"].search(action["domain"])
        self.assertEqual(waste.state, "done")
        self.assertEqual(self._there(self.old_roll), 0)

    # Which rule -----------------------------------------------------------------------

    def test_a_category_leaves_out_the_day_old_goods_themselves(self):
        self.roll_rule.write(
            {"product_ids": [Command.clear()], "categ_id": self.category.id}
        )
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        self._turn()
        self.assertFalse(self._turn(NOW + timedelta(days=2)))
        self.assertEqual(self._there(self.old_roll), 10)

    def test_a_product_comes_before_a_category_and_outlets_count(self):
        other = self._product("Other", self.unit)
        by_kind = self._rule(self.box, other, sequence=1, hours=0)
        by_kind.write({"product_ids": [Command.clear()], "categ_id": self.category.id})
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        elsewhere = self.env["stock.warehouse"].create({"name": "B", "code": "BBB"})
        self.roll_rule.warehouse_ids = elsewhere
        with self.cr.savepoint() as point:
            self.assertEqual(self._turn().dayold_product_id, other)
            point.rollback()
        self.env.invalidate_all()
        self.roll_rule.warehouse_ids = self.outlet
        self.assertEqual(self._turn().dayold_product_id, self.old_roll)

    def test_what_cannot_turn_says_why(self):
        self.rule.write(
            {"product_ids": [Command.clear()], "categ_id": self.category.id}
        )
        self.rule.write({"sequence": 1, "hours": 0})
        self.roll_rule.active = False
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        line = self._entry().line_ids
        self.assertIn("lots", line.problem)
        with self.assertRaisesRegex(UserError, "Nothing"):
            line.entry_id.action_turn()

    def test_switched_off_nothing_turns(self):
        self.company.dayold_goods = False
        self._lot("A", hours=13)
        self.assertFalse(self._turn())
        entry = self._entry()
        self.assertTrue(entry.is_off)
        self.assertFalse(entry.line_ids)

    def test_bad_rules(self):
        serial = self._product("Serial", self.unit, tracking="serial")
        dough = self._product("Kneaded", self.gram)
        for values in (
            {"dayold_product_id": self.roll.id},
            {"dayold_product_id": False},
            {"dayold_product_id": serial.id},
            {"dayold_product_id": dough.id},
            {"dayold_product_id": self.old_bun.id},
            {"product_ids": [Command.clear()]},
            {"hours": -1},
            {"hours": 1e9},
            {"keep_hours": 0},
            {"keep_hours": -3},
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self.roll_rule.write(values)

    def test_no_chain_and_no_circle(self):
        third = self._product("Third", self.unit)
        for goods, target in (
            (self.old_roll, third),
            (third, self.roll),
            (self.old_roll, self.roll),
        ):
            with (
                self.subTest(goods=goods.name),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._rule(goods, target)
        chain = self._rule(self.old_roll, third, active=False)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            chain.active = True

    def test_bad_closing_hours(self):
        for hour in (-1, 24):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.outlet.closing_hour = hour

    # Who ------------------------------------------------------------------------------

    def test_a_clerk_turns_without_rights_to_baking_or_books(self):
        self._lot("A", hours=13)
        entry = self._entry()
        self.assertEqual(entry.line_ids.quantity, 10)
        self.assertEqual(entry.line_ids.age, 13)
        entry.line_ids.quantity = 7
        action = entry.action_turn()
        row = self.Dayold.with_user(self.clerk).search(action["domain"])
        self.assertEqual((row.quantity, row.user_id), (7, self.clerk))
        self.assertEqual(self._there(self.bun), 3)

    def test_more_than_is_due_is_refused_and_nothing_stays(self):
        self._lot("A", hours=13)
        self._lot("B", hours=13)
        entry = self._entry()
        for quantity in (11, -1):
            entry.line_ids[0].quantity = quantity
            with self.assertRaises(UserError), self.cr.savepoint():
                entry.action_turn()
        entry.line_ids.quantity = 10
        self._fill(self.bun, -5, self.env["stock.lot"].search([("name", "=", "A")]))
        with self.assertRaisesRegex(UserError, "Only 5"), self.cr.savepoint():
            entry.action_turn()
        self.assertFalse(self.Dayold.search([("warehouse_id", "=", self.outlet.id)]))

    def test_goods_that_are_not_due_cannot_be_asked_for(self):
        lot = self._lot("A", hours=1)
        entry = self._entry()
        self.assertFalse(entry.line_ids)
        self.env["bakery.dayold.entry.line"].with_user(self.clerk).create(
            {
                "entry_id": entry.id,
                "kind": "product",
                "rule_id": self.rule.id,
                "product_id": self.bun.id,
                "lot_id": lot.id,
                "location_id": self.place.id,
                "due": 10,
                "quantity": 10,
            }
        )
        with self.assertRaisesRegex(UserError, "Only 0"):
            entry.action_turn()

    def test_the_log_is_nobody_s_to_write(self):
        self._lot("A", hours=13)
        row = self._turn()
        for user in (self.clerk, self._user("dayold.planner", "planner")):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"quantity": 1})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                row.with_user(user).copy()

    def test_strangers_and_rules(self):
        stranger = new_test_user(self.env, "dayold.nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self._entry(stranger)
        with self.assertRaises(AccessError):
            self.rule.with_user(self.clerk).hours = 1
        planner = self._user("dayold.planner", "planner")
        self.rule.with_user(planner).hours = 1
        self.assertEqual(self.rule.hours, 1)

    def test_the_value_is_for_those_who_see_costs(self):
        self._lot("A", hours=13)
        row = self._turn()
        self.assertEqual(row.value, 25_000)
        with self.assertRaises(AccessError):
            row.with_user(self.clerk).read(["value"])
        with self.assertRaises(AccessError):
            self._entry().line_ids.read(["value"])

    def test_labels_name_the_day_old_goods(self):
        self._lot("A", hours=13)
        row = self._turn()
        action = row.with_user(self.clerk).action_labels()
        job = (
            self.env["bakery.label.print"]
            .with_user(self.clerk)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(job.product_id, self.old_bun)
        self.assertEqual(job.made_of_id, self.bun)
        self.assertEqual(job.quantity, 10)

    # Ways of goods --------------------------------------------------------------------

    def test_the_trace_leads_over_the_day_old_goods(self):
        lot = self._lot("A", hours=13)
        old = self._turn().dayold_lot_id
        self.assertEqual(
            LotWalk(self.env, lot.ids, DOWN).levels, {lot.id: 0, old.id: 1}
        )
        self.assertEqual(LotWalk(self.env, old.ids, UP).levels, {old.id: 0, lot.id: 1})

    def test_the_trace_goes_from_flour_to_the_day_old_lot(self):
        self.strong.tracking = "lot"
        flour = self.env["stock.lot"].create(
            {"name": "F", "product_id": self.strong.id}
        )
        self._fill(self.strong, 1000, flour)
        lot = self.env["stock.lot"].create({"name": "A", "product_id": self.bun.id})
        order = self.env["mrp.production"].create(
            {
                "product_id": self.bun.id,
                "product_qty": 10,
                "bom_id": False,
                "picking_type_id": self.outlet.manu_type_id.id,
                "move_raw_ids": [
                    Command.create(
                        {"product_id": self.strong.id, "product_uom_qty": 100}
                    )
                ],
            }
        )
        order.action_confirm()
        order.action_assign()
        order.write({"lot_producing_ids": lot.ids, "qty_producing": 10})
        order.move_raw_ids.picked = True
        order.button_mark_done()
        old = self._turn(NOW + timedelta(hours=13)).dayold_lot_id
        walk = LotWalk(self.env, flour.ids, DOWN)
        self.assertEqual(walk.levels, {flour.id: 0, lot.id: 1, old.id: 2})

    def test_goods_without_lots_are_followed_by_name(self):
        self.strong.tracking = "lot"
        flour = self.env["stock.lot"].create(
            {"name": "F", "product_id": self.strong.id}
        )
        self._fill(self.strong, 1000, flour)
        order = self.env["mrp.production"].create(
            {
                "product_id": self.roll.id,
                "product_qty": 10,
                "bom_id": False,
                "picking_type_id": self.outlet.manu_type_id.id,
                "move_raw_ids": [
                    Command.create(
                        {"product_id": self.strong.id, "product_uom_qty": 100}
                    )
                ],
            }
        )
        order.action_confirm()
        order.action_assign()
        order.qty_producing = 10
        order.move_raw_ids.picked = True
        order.button_mark_done()
        self._turn(NOW + timedelta(days=1))
        walk = LotWalk(self.env, flour.ids, DOWN)
        self.assertIn(self.roll.id, walk.unnamed)
        self.assertIn(self.old_roll.id, walk.unnamed)

    def test_stock_is_worth_what_it_was(self):
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))
        priced = self._product(
            "Loaf",
            self.unit,
            tracking="lot",
            shelf_life_hours=36,
            categ_id=self.category.id,
            standard_price=2500,
        )
        self.rule.product_ids |= priced
        lot = self._lot("A", hours=13, product=priced, quantity=0)
        self._bring(priced, 7, NOW - timedelta(hours=1), lot)
        goods = priced | self.roll | self.old_bun | self.old_roll

        def worth():
            goods.invalidate_recordset()
            return sum(goods.mapped("total_value"))

        before = worth()
        rows = self._turn()
        self.assertEqual(len(rows), 2)
        self.assertAlmostEqual(worth(), before)
        self.assertAlmostEqual(self.old_bun.standard_price, 2500)
        for row in rows:
            self.assertEqual(len(row.move_ids), 2)
            values = row.move_ids.mapped("value")
            self.assertAlmostEqual(values[0], values[1])

    def test_books_balance_where_production_has_an_account(self):
        account = self.env["account.account"].create(
            {"name": "In process", "code": "998877", "account_type": "asset_current"}
        )
        stock = account.copy({"code": "998878"})
        self.bun.property_stock_production.valuation_account_id = account
        self.category.write(
            {
                "property_valuation": "real_time",
                "property_stock_valuation_account_id": stock.id,
            }
        )
        if not self.company.account_stock_journal_id:
            self.company.account_stock_journal_id = self.env["account.journal"].search(
                [("type", "=", "general"), ("company_id", "=", self.company.id)],
                limit=1,
            ) or self.env["account.journal"].create(
                {"name": "Stock", "code": "STJT", "type": "general"}
            )
        self._lot("A", hours=13, quantity=7)
        self._turn()
        lines = self.env["account.move.line"].search(
            [("account_id", "in", (account | stock).ids)]
        )
        self.assertEqual(len(lines), 4)
        self.assertAlmostEqual(sum(lines.mapped("debit")), 35_000)
        for each in (account, stock):
            own = lines.filtered(lambda line, each=each: line.account_id == each)
            self.assertAlmostEqual(sum(own.mapped("balance")), 0)

    # By the hour ----------------------------------------------------------------------

    def test_the_cron_turns_every_outlet(self):
        self._lot("A", hours=13)
        with patch.object(IrCron, "_commit_progress"):
            self.env["stock.warehouse"]._cron_turn_dayold()
        self.assertEqual(self._there(self.old_bun), 10)

    # Speed ----------------------------------------------------------------------------

    def test_the_list_costs_the_same_at_any_length(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._entry()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        self._lot("warm", hours=13)
        queries()
        one = queries()
        for number in range(49):
            self._lot(f"L{number}", hours=13)
        self.assertLessEqual(queries(), one + 2)

    def test_turning_many_costs_what_moving_them_costs(self):
        def queries(names):
            for name in names:
                self._lot(name, hours=13)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = self._turn()
            self.env.flush_all()
            self.assertEqual(len(rows), len(names))
            return self.cr.sql_log_count - before

        queries(["warm"])
        one = queries(["one"])
        many = queries([f"L{number}" for number in range(50)])
        # Odoo's own moves grow with their number; nothing else does.
        self.assertLess((many - one) / 49, 15)
