from unittest.mock import patch

from psycopg2 import IntegrityError
from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_stock import StockOfSalesCommon


@tagged("post_install", "-at_install")
class TestStockOutbox(StockOfSalesCommon):
    """Goods leave the books moments after the sale, once, whatever happens between."""

    # Selling -------------------------------------------------------------------------

    def test_sale_is_answered_before_stock_moves(self):
        order = self.sync(self.line(self.bread, 3))
        self.assertEqual(order.state, "paid")
        self.assertFalse(order.picking_ids)
        self.assertEqual(self.row(order).state, "waiting")
        self.assertEqual(self.here(self.bread), (100, 97))

    def test_forecast_knows_what_is_sold(self):
        self.sync(self.line(self.bread, 3))
        bread = self.bread.with_context(location=self.place.id)
        self.assertEqual((bread.outgoing_qty, bread.virtual_available), (3, 97))

    def test_other_places_are_not_touched(self):
        self.sync(self.line(self.bread, 3))
        other = self.env["stock.warehouse"].create(
            {"name": "Gudang Lain", "code": "GLN", "company_id": self.company.id}
        )
        bread = self.bread.with_context(warehouse_id=other.id)
        self.assertEqual(bread.free_qty, 0)

    def test_kit_counts_as_its_parts(self):
        self.sync(self.line(self.latte, 2))
        self.assertEqual(self.here(self.coffee), (10000, 9964))
        self.assertEqual(self.here(self.milk), (10000, 9700))

    def test_off_as_stock_odoo(self):
        self.till.stock_outbox = False
        order = self.sync(self.line(self.bread, 3))
        self.assertEqual(order.picking_ids.state, "done")
        self.assertFalse(self.row(order))
        self.assertEqual(self.here(self.bread), (97, 97))

    def test_services_owe_nothing(self):
        order = self.sync(self.line(self.tip, price=5000))
        self.assertFalse(self.row(order))

    def test_draft_owes_nothing(self):
        order = self.sync(self.line(self.bread, 3), state="draft")
        self.assertFalse(self.row(order))
        self.assertEqual(self.here(self.bread), (100, 100))

    # Posting -------------------------------------------------------------------------

    def test_job_posts(self):
        order = self.sync(self.line(self.bread, 3), self.line(self.latte, 2))
        with self.enter_registry_test_mode():
            self.env.ref(
                "bakery_pos_restaurant.ir_cron_post_stock"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.row(order).state, "done")
        self.assertEqual(order.picking_ids.state, "done")
        self.assertEqual(order.picking_ids.origin, order.name)
        self.assertEqual(order.picking_ids.pos_session_id, self.session)
        self.assertEqual(self.here(self.bread), (97, 97))
        self.assertEqual(self.here(self.coffee), (9964, 9964))

    def test_sale_wakes_the_job(self):
        cron = self.env.ref("bakery_pos_restaurant.ir_cron_post_stock")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self.sync(self.line(self.bread))
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before + 1)

    def test_each_order_has_its_own_transfer(self):
        orders = [self.sync(self.line(self.bread, n)) for n in (1, 2, 3)]
        self.post()
        for order, quantity in zip(orders, (1, 2, 3), strict=True):
            self.assertEqual(order.picking_ids.state, "done")
            self.assertEqual(order.picking_ids.move_ids.quantity, quantity)
        self.assertEqual(self.here(self.bread), (94, 94))

    def test_cost_is_known_after_posting(self):
        order = self.sync(self.line(self.bread, 3))
        self.assertFalse(order.is_total_cost_computed)
        self.post()
        self.assertTrue(order.is_total_cost_computed)
        self.assertEqual(order.lines.total_cost, 12000)

    def test_refund_comes_back(self):
        order = self.sync(self.line(self.bread, 3))
        refund = self.sync(
            self.line(self.bread, -2, refunded=order.lines), is_refund=True
        )
        # What comes back is not here before it is booked.
        self.assertEqual(self.here(self.bread), (100, 97))
        self.post()
        self.assertEqual(self.here(self.bread), (99, 99))
        self.assertEqual(refund.picking_ids.state, "done")

    def test_sale_and_exchange_in_one_order(self):
        order = self.sync(self.line(self.bread, 3), self.line(self.cake, -1))
        self.post()
        self.assertEqual(order.picking_ids.mapped("state"), ["done", "done"])
        self.assertEqual(self.here(self.bread), (97, 97))
        self.assertEqual(self.here(self.cake), (101, 101))

    def test_posted_only_once(self):
        order = self.sync(self.line(self.bread, 3))
        row = self.row(order)
        self.post()
        row._post()
        self.outbox._drain([("order_id", "=", order.id)])
        self.assertEqual(len(order.picking_ids), 1)
        self.assertEqual(self.here(self.bread), (97, 97))

    def test_one_row_per_order(self):
        order = self.sync(self.line(self.bread))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.outbox._put(order)

    def test_killed_between(self):
        order = self.sync(self.line(self.bread, 3))

        class Killed(Exception):
            pass

        with self.assertRaises(Killed), self.env.cr.savepoint():
            self.post()
            raise Killed
        self.env.invalidate_all()
        self.assertEqual(self.row(order).state, "waiting")
        self.assertFalse(order.picking_ids)
        self.post()
        self.assertEqual(self.here(self.bread), (97, 97))

    def test_conflict_is_no_problem_of_the_order(self):
        order = self.sync(self.line(self.bread, 3))
        picking = self.registry["stock.picking"]
        with (
            patch.object(picking, "create", side_effect=SerializationFailure),
            self.assertRaises(SerializationFailure),
        ):
            self.post()
        self.assertEqual(self.row(order).state, "waiting")

    # Problems ------------------------------------------------------------------------

    def refuse(self, product):
        """Let goods of ``product`` not leave, as a locked or wrong product does."""
        done = self.registry["stock.move"]._action_done

        def refused(moves, *args, **kwargs):
            if product in moves.product_id:
                # pylint: disable=translation-required
                raise UserError("Barang ini terkunci")
            return done(moves, *args, **kwargs)

        return patch.object(self.registry["stock.move"], "_action_done", refused)

    def test_bad_order_holds_up_no_other(self):
        good = self.sync(self.line(self.bread, 3))
        bad = self.sync(self.line(self.cake, 1))
        last = self.sync(self.line(self.bread, 1))
        with self.refuse(self.cake):
            self.post()
        self.assertEqual(self.row(good).state, "done")
        self.assertEqual(self.row(last).state, "done")
        self.assertEqual(self.row(bad).state, "problem")
        self.assertIn("terkunci", self.row(bad).error)
        self.assertEqual(self.row(bad).attempts, 1)
        self.assertEqual(self.here(self.bread), (96, 96))

    def test_problem_is_tried_again(self):
        order = self.sync(self.line(self.cake, 1))
        with self.refuse(self.cake):
            self.post()
        # Not before its time.
        self.assertFalse(self.post())
        manager = self.new_manager()
        self.row(order).with_user(manager).action_retry()
        self.assertEqual(self.row(order).state, "done")
        self.assertFalse(self.row(order).error)
        self.assertEqual(len(order.picking_ids), 1)
        self.assertEqual(self.here(self.cake), (99, 99))

    def test_problem_before_any_transfer(self):
        order = self.sync(self.line(self.cake, 1))
        with patch.object(
            self.registry["stock.picking"],
            "_prepare_picking_vals",
            side_effect=ValueError("kosong"),
        ):
            self.post()
        self.assertEqual(self.row(order).error, "ValueError: kosong")
        self.assertFalse(order.picking_ids)
        self.row(order).next_try = False
        self.post()
        self.assertEqual(self.here(self.cake), (99, 99))

    # What counts on it ---------------------------------------------------------------

    def close(self):
        self.session.post_closing_cash_details(
            sum(self.session.order_ids.mapped("amount_total"))
        )
        self.session.close_session_from_ui()
        self.assertEqual(self.session.state, "closed")

    def test_closing_posts_first(self):
        order = self.sync(self.line(self.bread, 3))
        self.close()
        self.assertEqual(self.row(order).state, "done")
        self.assertEqual(order.picking_ids.state, "done")

    def test_problem_does_not_keep_the_till_open(self):
        order = self.sync(self.line(self.cake, 1))
        with self.refuse(self.cake):
            self.close()
        self.assertEqual(self.row(order).state, "problem")

    def test_invoice_with_the_sale_waits_for_nothing(self):
        partner = self.env["res.partner"].create({"name": "Pelanggan Uji"})
        order = self.sync(
            self.line(self.bread, 3), partner_id=partner.id, to_invoice=True
        )
        self.assertEqual(order.picking_ids.state, "done")
        self.assertFalse(self.row(order))

    def test_invoice_later_posts_first(self):
        partner = self.env["res.partner"].create({"name": "Pelanggan Uji"})
        order = self.sync(self.line(self.bread, 3), partner_id=partner.id)
        order.action_pos_order_invoice()
        self.assertEqual(order.picking_ids.state, "done")
        self.assertEqual(len(order.picking_ids), 1)

    def test_reorder_rule_fires_without_closing(self):
        vendor = self.env["res.partner"].create({"name": "Pemasok Uji"})
        self.bread.seller_ids = [(0, 0, {"partner_id": vendor.id, "price": 4000})]
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.bread.id,
                "location_id": self.place.id,
                "product_min_qty": 98,
                "product_max_qty": 120,
            }
        )
        with patch.object(
            self.registry["stock.warehouse.orderpoint"],
            "_procure_orderpoint_confirm",
            autospec=True,
        ) as procured:
            self.sync(self.line(self.bread, 3))
            self.post()
        self.assertIn(rule, procured.call_args.args[0])

    # Rights --------------------------------------------------------------------------

    def new_manager(self):
        return new_test_user(
            self.env,
            "manajer-uji",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def test_cashier_has_no_way_in(self):
        row = self.row(self.sync(self.line(self.bread)))
        for attempt in (
            lambda: row.with_user(self.seller).action_retry(),
            lambda: row.with_user(self.seller).read(["state"]),
            lambda: row.with_user(self.seller).write({"state": "done"}),
            lambda: row.with_user(self.seller).unlink(),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_manager_writes_no_row(self):
        row = self.row(self.sync(self.line(self.bread)))
        manager = self.new_manager()
        self.assertEqual(row.with_user(manager).state, "waiting")
        with self.assertRaises(AccessError):
            row.with_user(manager).write({"state": "done"})

    def test_words_in_the_context_change_nothing(self):
        self.till.stock_outbox = False
        seller = self.seller
        self.seller = seller.with_context(transfers={"pickings": {}})
        order = self.sync(self.line(self.bread, 2))
        self.assertEqual(order.picking_ids.state, "done")
