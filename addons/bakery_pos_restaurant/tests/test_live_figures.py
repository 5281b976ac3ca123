from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_stock import StockOfSalesCommon


@tagged("post_install", "-at_install")
class TestLiveFigures(StockOfSalesCommon):
    """What happens at a till is in its figures at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "manajer-angka",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def figures(self, tills=None):
        self.env.flush_all()
        configs = self.env["pos.config"].with_user(self.manager)
        return configs.live_figures((tills or self.till).ids)

    def row(self):
        [row] = self.figures()
        return row

    def test_nothing_yet(self):
        row = self.row()
        self.assertEqual(row["name"], "Kasir Uji")
        self.assertEqual(row["currency"], self.till.currency_id.name)
        self.assertEqual((row["sales"], row["orders"], row["average"]), (0, 0, 0))
        self.assertEqual(row["missing"], [])

    def test_sales_guests_and_averages(self):
        self.sync(self.line(self.bread, 2), customer_count=3)
        self.sync(self.line(self.cake), customer_count=1)
        row = self.row()
        self.assertEqual((row["sales"], row["net"]), (44000, 40000))
        self.assertEqual((row["orders"], row["guests"]), (2, 4))
        self.assertEqual((row["average"], row["average_guest"]), (22000, 11000))

    def test_what_is_brought_back_is_taken_off(self):
        order = self.sync(self.line(self.bread, 2))
        self.sync(self.line(self.bread, -1, refunded=order.lines), is_refund=True)
        row = self.row()
        self.assertEqual((row["sales"], row["orders"]), (11000, 1))
        self.assertEqual((row["refunds"], row["refunded"]), (1, -11000))

    def test_discounts(self):
        self.sync(self.line(self.bread, 2, discount=10))
        self.assertEqual(self.row()["discounts"], 2200)

    def test_open_and_void_orders(self):
        self.sync(self.line(self.bread), state="draft", customer_count=2)
        void = self.sync(self.line(self.cake), state="draft")
        void.state = "cancel"
        row = self.row()
        self.assertEqual((row["open_orders"], row["open_amount"]), (1, 11000))
        self.assertEqual((row["voids"], row["voided"]), (1, 22000))
        self.assertEqual((row["sales"], row["open_tables"]), (0, 0))

    def test_tables(self):
        floor = self.env["restaurant.floor"].create(
            {"name": "Lantai Uji", "pos_config_ids": [(6, 0, self.till.ids)]}
        )
        table = self.env["restaurant.table"].create(
            {"table_number": 7, "floor_id": floor.id, "seats": 4}
        )
        order = self.sync(self.line(self.bread), state="draft", customer_count=3)
        order.table_id = table
        row = self.row()
        self.assertEqual((row["open_tables"], row["seats"]), (1, 3))

    def test_yesterday_is_over(self):
        order = self.sync(self.line(self.bread))
        order.date_order = fields.Datetime.now() - timedelta(days=1, hours=1)
        self.assertEqual(self.row()["sales"], 0)

    def test_the_day_is_the_outlet_s_own(self):
        # Tarakan and Jayapura are an hour apart, and midnight comes to one before.
        self.till.picking_type_id.warehouse_id.partner_id.tz = "Asia/Jayapura"
        start = self.till._day_start("Asia/Jayapura")
        order = self.sync(self.line(self.bread))
        order.date_order = start
        self.assertEqual(self.row()["sales"], 11000)
        order.date_order = start - timedelta(seconds=1)
        self.assertEqual(self.row()["sales"], 0)

    def test_missing_is_what_was_sold_and_is_gone(self):
        self.sync(self.line(self.bread, 100))
        self.sync(self.line(self.cake))
        row = self.row()
        self.assertEqual(
            row["missing"], ["Roti Uji"], "sold, though still in the books"
        )
        self.assertEqual((row["stock_waiting"], row["stock_problems"]), (2, 0))
        self.post()
        row = self.row()
        self.assertEqual((row["missing"], row["stock_waiting"]), (["Roti Uji"], 0))

    def test_goods_that_cannot_leave_are_taken_off_once(self):
        self.sync(self.line(self.bread, 60))
        refusal = patch.object(
            self.registry["stock.move"], "_action_done", side_effect=UserError("Macet")
        )
        with refusal:
            self.post()
        row = self.row()
        self.assertEqual((row["stock_problems"], row["missing"]), (1, []))
        self.assertEqual(self.here(self.bread), (100, 40))

    def test_only_who_manages_tills(self):
        with self.assertRaises(AccessError):
            self.env["pos.config"].with_user(self.seller).live_figures()

    def test_tills_of_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Kafe Lain"})
        self.env["account.chart.template"].try_loading(
            "generic_coa", other, install_demo=False
        )
        foreign = self.env["pos.config"].with_company(other).create({"name": "Asing"})
        self.assertEqual(self.figures(foreign), [])

    def test_queries_do_not_grow_with_tills(self):
        self.sync(self.line(self.bread))
        more = self.till
        for number in range(9):
            more |= self.till.copy({"name": f"Kasir {number}"})

        def queries(tills):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.figures(tills)
            return self.cr.sql_log_count - before

        queries(self.till)  # making tills has emptied the caches of rights
        self.assertLessEqual(queries(more), queries(self.till) + 2)
