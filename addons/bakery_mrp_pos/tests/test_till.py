from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bakery_mrp.tests.common_trace import BakeryTraceCommon

from .common_till import TillMixin

WHY = "kaca di dalam tepung"


@tagged("post_install", "-at_install")
class TestTill(TillMixin, BakeryTraceCommon):
    """A till that sells the bread of a flour, with and without a customer's name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.first, cls.middle, cls.last = cls.chain()
        cls.bread.write(
            {"list_price": 25000, "taxes_id": False, "available_in_pos": True}
        )
        cls.open_till()
        # Odoo's till reads lots by the rights of who sells.
        cls.cashier = cls.user(
            "kasir-uji", "point_of_sale.group_pos_user,stock.group_stock_user"
        )

    def sell(self, session, quantity=2, lot="ROTI-1", **values):
        row = {"product": self.bread, "qty": quantity, "price": 25000, "lot": lot}
        return self.receipt(session, [row], **values)

    def hold(self):
        self.last.with_user(self.recaller).action_hold(WHY)

    def offered(self):
        lines = self.env["pos.order.line"].with_user(self.cashier)
        lots = lines.get_existing_lots(self.company.id, self.till.id, self.bread.id)
        return [lot["name"] for lot in lots]

    # Selling --------------------------------------------------------------------------

    def test_till_is_not_offered_lots_on_hold(self):
        self.assertEqual(self.offered(), ["ROTI-1"])
        self.hold()
        self.assertEqual(self.offered(), [])

    def test_held_lot_is_not_sold_and_nothing_stays(self):
        session = self.session()
        self.hold()
        with (
            self.assertRaisesRegex(UserError, f"ROTI-1.*{WHY}"),
            self.env.cr.savepoint(),
        ):
            self.sell(session)
        self.assertFalse(session.order_ids)
        self.assertEqual(self.last.product_qty, 7)

    def test_held_lot_is_not_put_on_an_open_order(self):
        session = self.session()
        self.hold()
        with self.assertRaisesRegex(UserError, "ROTI-1"), self.env.cr.savepoint():
            self.sell(session, state="draft", payment_ids=[], amount_paid=0)

    def test_sale_before_the_hold_is_booked_when_it_arrives_late(self):
        for at_closing in (False, True):
            self.company.point_of_sale_update_stock_quantities = (
                "closing" if at_closing else "real"
            )
            session = self.session()
            self.hold()
            before = fields.Datetime.now() - timedelta(minutes=10)
            order = self.sell(session, date_order=fields.Datetime.to_string(before))
            session.with_user(self.cashier).action_pos_session_closing_control()
            with self.subTest(at_closing=at_closing):
                self.assertEqual(session.state, "closed")
                pickings = order.picking_ids | session.picking_ids
                self.assertEqual(pickings.mapped("state"), ["done"])
                self.assertEqual(pickings.move_line_ids.lot_id, self.last)
            self.last.with_user(self.recaller).action_release("uji")

    def expire(self, minutes=5):
        """Let the bread have expired some minutes ago."""
        self.company.block_expired = True
        self.bread.use_expiration_date = True
        self.last.expiration_date = fields.Datetime.now() - timedelta(minutes=minutes)

    def test_till_is_not_offered_expired_lots(self):
        self.expire()
        self.assertEqual(self.offered(), [])
        self.company.block_expired = False
        self.assertEqual(self.offered(), ["ROTI-1"])

    def test_expired_lot_is_not_sold_and_nothing_stays(self):
        session = self.session()
        self.expire()
        with (
            self.assertRaisesRegex(UserError, "ROTI-1.*expired"),
            self.env.cr.savepoint(),
        ):
            self.sell(session)
        self.assertFalse(session.order_ids)
        self.assertEqual(self.last.product_qty, 7)

    def test_sale_before_expiry_is_booked_when_the_session_closes_later(self):
        for at_closing in (False, True):
            self.company.point_of_sale_update_stock_quantities = (
                "closing" if at_closing else "real"
            )
            session = self.session()
            self.expire(minutes=5)
            before = fields.Datetime.now() - timedelta(minutes=10)
            order = self.sell(session, date_order=fields.Datetime.to_string(before))
            session.with_user(self.cashier).action_pos_session_closing_control()
            with self.subTest(at_closing=at_closing):
                self.assertEqual(session.state, "closed")
                pickings = order.picking_ids | session.picking_ids
                self.assertEqual(pickings.mapped("state"), ["done"])
                self.assertEqual(pickings.move_line_ids.lot_id, self.last)

    def test_context_from_outside_opens_nothing(self):
        self.hold()
        lines = self.env["stock.move.line"].with_context(sold_at_till=[1, 2, 3])
        move = self.env["stock.move"].create(
            {
                "product_id": self.bread.id,
                "product_uom_qty": 1,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )
        with self.assertRaisesRegex(UserError, "ROTI-1"):
            lines.create(
                {
                    "move_id": move.id,
                    "product_id": self.bread.id,
                    "lot_id": self.last.id,
                    "quantity": 1,
                    "location_id": self.stock.id,
                    "location_dest_id": self.customers.id,
                    "company_id": self.company.id,
                }
            )

    def test_customer_brings_a_held_lot_back(self):
        session = self.session()
        self.sell(session)
        self.hold()
        self.sell(session, -1)
        self.assertEqual(self.last.product_qty, 6)

    # Tracing --------------------------------------------------------------------------

    def ends(self, user=None):
        page = self.first.with_user(user or self.recaller).get_trace("down")
        return {
            (box["title"], box["model"], len(box["ids"]))
            for box in page["columns"][-1]["boxes"]
        }

    def test_trace_leads_to_customers_tills_and_tables(self):
        session = self.session()
        self.sell(session, 1)
        self.sell(session, 2, partner_id=self.cafe.id)
        wanted = {
            ("Kafe Uji", "stock.picking", 1),
            ("Kafe Uji", "pos.order", 1),
            ("Warung Uji", "stock.picking", 1),
            ("Kasir Uji", "pos.order", 1),
        }
        table = None
        if "table_id" in self.env["pos.order"]._fields:
            floor = self.env["restaurant.floor"].create(
                {"name": "Lantai Uji", "pos_config_ids": [Command.set(self.till.ids)]}
            )
            table = self.env["restaurant.table"].create(
                {"floor_id": floor.id, "table_number": 5}
            )
            order = self.sell(session, 1)
            order.table_id = table
            wanted.add(("Kasir Uji, table 5", "pos.order", 1))
        self.assertEqual(self.ends(), wanted)
        page = self.first.with_user(self.recaller).get_trace("down")
        counts = {count["label"]: count["number"] for count in page["counts"]}
        self.assertEqual(counts["Till Sales"], 3 if table else 2)
        self.assertEqual(counts.get("Tables", 0), 1 if table else 0)

    def test_sale_without_a_named_lot_is_traced_by_its_transfer(self):
        session = self.session()
        self.sell(session, 1)
        order = self.sell(session, 2, lot=None)
        # The till named none; somebody, or a rule, chose it afterwards.
        picking = order.picking_ids
        picking.move_ids.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            Command.create(
                {
                    **picking.move_ids._prepare_move_line_vals(2),
                    "lot_id": self.last.id,
                    "picked": True,
                }
            )
        ]
        picking._action_done()
        self.assertEqual(picking.state, "done")
        ends = self.ends()
        self.assertIn(("Kasir Uji", "pos.order", 2), ends)
        self.assertEqual(len(ends), 3, "and not once more as a transfer")
        quantities = [row[2] for row in self.last._tilled()]
        self.assertEqual(sorted(quantities), [1, 2])

    def test_sales_of_a_session_booked_at_its_end_are_traced_one_by_one(self):
        self.company.point_of_sale_update_stock_quantities = "closing"
        session = self.session()
        self.sell(session, 1)
        self.sell(session, 2)
        session.with_user(self.cashier).action_pos_session_closing_control()
        ends = self.ends()
        self.assertIn(("Kasir Uji", "pos.order", 2), ends)
        self.assertEqual(len(ends), 3)

    def test_whoever_sees_no_orders_sees_their_transfers(self):
        self.sell(self.session(), 1)
        self.assertIn(("Nobody by name", "stock.picking", 1), self.ends(self.clerk))

    def test_recall_lists_guests_and_counts_those_without_a_name(self):
        session = self.session()
        guest = self.env["res.partner"].create(
            {"name": "Tamu Uji", "email": "tamu@uji.example"}
        )
        self.sell(session, 1)
        order = self.sell(session, 2, partner_id=guest.id)
        recall = (
            self.env["bakery.recall"]
            .with_user(self.recaller)
            .create({"lot_ids": [Command.set(self.first.ids)], "reason": WHY})
        )
        recall.action_start()
        row = recall.customer_ids.filtered(lambda row: row.partner_id == guest)
        self.assertEqual(row.pos_order_ids, order)
        self.assertIn("ROTI-1: 2", row.goods)
        self.assertEqual(recall.nameless_count, 1)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bakery_mrp.report_recall", recall.ids
        )
        self.assertIn(order.name, html.decode())

    def test_queries_do_not_grow_with_sales(self):
        session = self.session()
        self.move(
            self.bread,
            100,
            self.env.ref("stock.stock_location_suppliers"),
            self.stock,
            self.last,
        )
        counts = []
        for number in (2, 30):
            for _index in range(number):
                self.sell(session, 1)
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.first.with_user(self.recaller).get_trace("down")
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(counts[0], counts[1])
