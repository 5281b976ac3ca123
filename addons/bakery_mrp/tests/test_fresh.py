from datetime import datetime, timedelta

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import BakeryMrpCommon

NOW = datetime(2026, 3, 4, 22, 30)  # 05:30 of the next day in Jakarta


@tagged("post_install", "-at_install")
class TestFresh(BakeryMrpCommon):
    """Buns that are fresh for a day and a half after the oven."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.place = cls.warehouse.lot_stock_id
        cls.bun.write({"tracking": "lot", "shelf_life_hours": 36})
        cls._fill(cls.strong, 1_000_000)
        cls.bom = cls._formula(cls.bun, [(cls.strong, 1000, None)], product_qty=20)
        cls.customer = cls.env.ref("stock.stock_location_customers")
        cls.shelf = cls.env["stock.location"].create(
            {"name": "Shelf", "location_id": cls.place.id}
        )

    @classmethod
    def _fill(cls, product, quantity, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.place, quantity, lot_id=lot
        )

    def _lot(self, name="260305-1", product=None):
        product = product or self.bun
        return self.env["stock.lot"].create({"name": name, "product_id": product.id})

    def _order(self, quantity=20, lot=None):
        order = self.env["mrp.production"].create(
            {"product_id": self.bun.id, "product_qty": quantity, "bom_id": self.bom.id}
        )
        order.action_confirm()
        order.action_assign()
        order.lot_producing_ids = lot or self._lot(f"L{order.id}")
        return order

    def _close(self, order, produced=None, **context):
        order.qty_producing = produced or order.product_qty
        order.move_raw_ids.picked = True
        order.with_context(skip_consumption=True, **context).button_mark_done()
        return order

    def _move(self, lot, destination, product=None, quantity=1):
        product = product or self.bun
        where = {"location_id": self.place.id, "location_dest_id": destination.id}
        line = {
            **where,
            "product_id": product.id,
            "lot_id": lot.id,
            "quantity": quantity,
            "picked": True,
        }
        move = self.env["stock.move"].create(
            {
                **where,
                "product_id": product.id,
                "product_uom_qty": quantity,
                "picked": True,
                "move_line_ids": [Command.create(line)],
            }
        )
        move._action_done()
        return move

    # Dates ---------------------------------------------------------------------------

    def test_the_order_dates_its_lot_by_the_hour_it_is_closed(self):
        with freeze_time(NOW - timedelta(hours=9)):
            order = self._order()
        with freeze_time(NOW):
            self._close(order, skip_backorder=True)
        lot = order.lot_producing_ids
        self.assertEqual(lot.expiration_date, NOW + timedelta(hours=36))
        self.assertEqual(lot.removal_date, lot.expiration_date)
        self.assertEqual(lot.quant_ids[:1].removal_date, lot.removal_date)
        self.assertEqual(order.oven_out, NOW)

    def test_the_time_out_of_the_oven_counts_when_it_is_given(self):
        order = self._order()
        order.oven_out = NOW - timedelta(hours=2)
        with freeze_time(NOW):
            self._close(order, skip_backorder=True)
        self.assertEqual(
            order.lot_producing_ids.expiration_date, NOW + timedelta(hours=34)
        )

    def test_days_before_expiration_count_within_the_shelf_life(self):
        self.bun.write({"removal_time": 1, "use_time": 5, "alert_time": 0})
        order = self._order()
        with freeze_time(NOW):
            self._close(order, skip_backorder=True)
        lot = order.lot_producing_ids
        self.assertEqual(lot.removal_date, NOW + timedelta(hours=12))
        self.assertEqual(lot.use_date, lot.expiration_date)

    def test_a_backorder_is_dated_by_its_own_finish(self):
        order = self._order()
        order.picking_type_id.create_backorder = "always"
        with freeze_time(NOW):
            self._close(order, produced=12)
        later = order.production_group_id.production_ids - order
        self.assertFalse(later.oven_out)
        later.lot_producing_ids = self._lot("second")
        with freeze_time(NOW + timedelta(hours=3)):
            self._close(later)
        first, second = order.lot_producing_ids, later.lot_producing_ids
        self.assertEqual(first.expiration_date, NOW + timedelta(hours=36))
        self.assertEqual(second.expiration_date, NOW + timedelta(hours=39))

    def test_a_lot_of_two_batches_is_as_old_as_the_first(self):
        lot = self._lot()
        for hours in (0, 5):
            order = self._order(lot=lot)
            with freeze_time(NOW + timedelta(hours=hours)):
                self._close(order, skip_backorder=True)
        self.assertEqual(lot.expiration_date, NOW + timedelta(hours=36))

    def test_without_hours_the_days_of_odoo_count(self):
        self.bun.write({"shelf_life_hours": 0, "expiration_time": 4})
        order = self._order()
        with freeze_time(NOW):
            self._close(order, skip_backorder=True)
        expires = order.lot_producing_ids.expiration_date
        self.assertNotEqual(expires, NOW + timedelta(hours=36))
        self.assertFalse(order.oven_out)

    def test_goods_without_lots_are_not_dated(self):
        plain = self._product("Plain", self.unit, shelf_life_hours=24)
        self.assertFalse(plain.use_expiration_date)
        self._formula(plain, [(self.strong, 10, None)])
        order = self.env["mrp.production"].create(
            {"product_id": plain.id, "product_qty": 1}
        )
        order.action_confirm()
        self._close(order, skip_backorder=True)
        self.assertEqual(order.state, "done")

    def test_a_shelf_life_makes_lots_expire(self):
        self.assertTrue(self.bun.use_expiration_date)

    def test_bad_hours_are_refused(self):
        for hours in (-1, 1e9):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.bun.shelf_life_hours = hours

    def test_the_oven_is_not_in_the_future(self):
        order = self._order()
        order.oven_out = fields.Datetime.now() + timedelta(hours=1)
        with self.assertRaisesRegex(UserError, "out of the oven"), self.cr.savepoint():
            self._close(order, skip_backorder=True)

    def test_a_closed_order_keeps_its_hour(self):
        order = self._close(self._order(), skip_backorder=True)
        baker = new_test_user(self.env, "fresh.baker", "mrp.group_mrp_user")
        with self.assertRaises(UserError):
            order.with_user(baker).write({"oven_out": NOW})

    def test_a_baker_closes_and_dates(self):
        baker = self._user("fresh.baker", "baker")
        order = self._order()
        self._close(order.with_user(baker), skip_backorder=True)
        self.assertEqual(order.state, "done")
        left = order.lot_producing_ids.expiration_date - fields.Datetime.now()
        self.assertAlmostEqual(left.total_seconds() / 3600, 36, delta=0.1)

    def test_dating_many_costs_as_much_as_dating_one(self):
        def queries(count, name):
            lots = [self._lot(f"{name}{n}") for n in range(count)]
            orders = self.env["mrp.production"].create(
                [
                    {"product_id": self.bun.id, "product_qty": 1, "bom_id": self.bom.id}
                    for _lot in lots
                ]
            )
            orders.action_confirm()
            for order, lot in zip(orders, lots, strict=True):
                order.lot_producing_ids = lot
                self._close(order, skip_backorder=True)
            moves = self.env["stock.move"].browse(orders.move_finished_ids.ids)
            orders.write({"oven_out": False})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            orders._date_lots(moves, NOW)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(1, "warm")
        self.assertLessEqual(queries(50, "many"), queries(1, "one") + 2)

    # Expired -------------------------------------------------------------------------

    def _expired(self):
        lot = self._lot()
        self._fill(self.bun, 10, lot)
        lot.expiration_date = fields.Datetime.now() - timedelta(minutes=1)
        return lot

    def test_without_the_setting_expired_goods_go_out(self):
        self.assertEqual(self._move(self._expired(), self.customer).state, "done")

    def test_expired_goods_are_not_sold(self):
        self.company.block_expired = True
        lot = self._expired()
        with self.assertRaisesRegex(UserError, "Expired goods"), self.cr.savepoint():
            self._move(lot, self.customer)
        self.assertEqual(lot.product_qty, 10)

    def test_expired_ingredients_are_not_used(self):
        self.company.block_expired = True
        self.egg.write({"tracking": "lot", "use_expiration_date": True})
        lot = self._lot("eggs", self.egg)
        self._fill(self.egg, 10, lot)
        lot.expiration_date = fields.Datetime.now() - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "eggs"), self.cr.savepoint():
            self._move(lot, self.bun.property_stock_production, self.egg)

    def test_expired_goods_move_inside_and_go_back_to_vendors(self):
        self.company.block_expired = True
        lot = self._expired()
        for place in (self.shelf, self.env.ref("stock.stock_location_suppliers")):
            self.assertEqual(self._move(lot, place).state, "done")

    def test_fresh_goods_are_sold(self):
        self.company.block_expired = True
        lot = self._lot()
        self._fill(self.bun, 10, lot)
        self.assertEqual(self._move(lot, self.customer).state, "done")
