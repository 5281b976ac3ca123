from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_margin import MarginCommon


@tagged("post_install", "-at_install")
class TestMargin(MarginCommon):
    def test_each_lot_has_its_row_and_batch_cost(self):
        order = self.sale(12)
        self.ship(order.picking_ids, (self.cheap, 8), (self.dear, 4))
        self.bill(order)
        rows = self.rows()
        first = rows.filtered(lambda row: row.lot_id == self.cheap)
        second = rows - first
        self.assertEqual(second.lot_id, self.dear)
        self.assertEqual((first.quantity, second.quantity), (8, 4))
        self.assertAlmostEqual(first.revenue, 80_000)
        self.assertAlmostEqual(first.cost, 24_000)
        self.assertAlmostEqual(first.batch_cost, 16_000)
        self.assertAlmostEqual(second.batch_cost, 16_000)
        self.assertAlmostEqual(first.batch_difference, -8_000)
        self.assertAlmostEqual(first.margin, 56_000)
        self.assertAlmostEqual(first.margin_rate, 70)
        self.assertEqual(first.production_id, self.batch)
        self.assertEqual(first.partner_id, self.cafe)
        self.assertEqual(first.warehouse_id, self.warehouse)
        self.assertEqual((first.source, first.order_id), ("sale", order))
        self.assert_books(order)

    def test_what_has_not_left_is_in_no_row(self):
        order = self.sale(12)
        self.assertFalse(self.rows())
        self.ship(order.picking_ids, (self.cheap, 5))
        self.bill(order)
        self.assertEqual(self.total("quantity"), 5)
        self.assert_books(order)
        self.ship(
            order.picking_ids.filtered(lambda p: p.state != "done"), (self.dear, 7)
        )
        self.bill(order)
        self.assertEqual(self.total("quantity"), 12)
        self.assert_books(order)

    def test_returns_take_back_revenue_and_cost(self):
        order = self.sale(12)
        self.ship(order.picking_ids, (self.cheap, 8), (self.dear, 4))
        self.bill(order)
        self.take_back(order.picking_ids, self.dear, 3)
        self.bill(order)
        back = self.rows([("quantity", "<", 0)])
        self.assertEqual((back.lot_id, back.quantity), (self.dear, -3))
        self.assertAlmostEqual(back.revenue, -30_000)
        self.assertAlmostEqual(back.cost, -9_000)
        self.assertEqual(back.warehouse_id, self.warehouse)
        self.assert_books(order)

    def test_an_exchange_costs_and_earns_nothing(self):
        order = self.sale(4)
        picking = order.picking_ids
        self.ship(picking, (self.cheap, 4))
        self.take_back(picking, self.cheap, 2, refund=False)
        self.bill(order)
        self.assertAlmostEqual(self.total("revenue"), 40_000)
        self.assertAlmostEqual(self.total("cost"), 6_000)
        self.assert_books(order)

    def test_discounts_of_lines_and_of_the_order(self):
        order = self.sale(6, line={"discount": 25})
        self.ship(order.picking_ids, (self.cheap, 6))
        self.bill(order)
        self.assertAlmostEqual(self.total("revenue"), 45_000)
        self.assert_books(order)
        voucher = self.env["product.product"].create(
            {"name": "Potongan Uji", "type": "service", "invoice_policy": "order"}
        )
        line = {"product_id": voucher.id, "price_unit": -9_000, "tax_ids": False}
        second = self.sale(
            6,
            order_line=[
                Command.create({"product_id": self.bread.id, "product_uom_qty": 6}),
                Command.create(line),
            ],
        )
        self.ship(second.picking_ids, (self.dear, 6))
        self.bill(second)
        self.assertAlmostEqual(self.total("revenue"), 45_000 + 51_000)
        self.assert_books(order | second)

    def test_tax_in_the_price_is_no_revenue(self):
        self.tax.price_include_override = "tax_included"
        order = self.sale(12)
        self.ship(order.picking_ids, (self.cheap, 8), (self.dear, 4))
        self.bill(order)
        self.assertAlmostEqual(self.total("revenue"), 120_000 / 1.11, 1)
        self.assert_books(order)

    def test_other_currencies_are_counted_in_that_of_the_company(self):
        other = self.env["res.currency"].create({"name": "XUJ", "symbol": "U"})
        self.env["res.currency.rate"].create(
            {
                "currency_id": other.id,
                "company_id": self.company.id,
                "name": fields.Date.today(),
                "rate": 0.25,
            }
        )
        prices = self.env["product.pricelist"].create(
            {"name": "Ekspor Uji", "currency_id": other.id}
        )
        order = self.sale(12, pricelist_id=prices.id, line={"price_unit": 2_500})
        self.assertEqual(order.currency_id, other)
        self.ship(order.picking_ids, (self.cheap, 8), (self.dear, 4))
        self.bill(order)
        self.assertAlmostEqual(self.total("revenue"), 120_000)
        self.assert_books(order)

    def test_units_of_the_order_become_those_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.sale(1, line={"product_uom_id": dozen.id, "price_unit": 90_000})
        self.ship(order.picking_ids, (self.cheap, 8), (self.dear, 4))
        self.bill(order)
        self.assertEqual(self.total("quantity"), 12)
        self.assertAlmostEqual(self.total("revenue"), 90_000)
        self.assert_books(order)

    def test_goods_without_an_order_cost_and_earn_nothing(self):
        self.deliver(self.cheap, 2, self.shop)
        row = self.rows()
        self.assertEqual((row.source, row.revenue), ("other", 0))
        self.assertAlmostEqual(row.cost, 6_000)
        self.assertEqual(row.partner_id, self.shop)
        self.assertFalse(row.margin_rate)

    def test_lots_that_nobody_made_cost_what_the_books_say(self):
        bought = self.lot(self.bread, "BELI-1")
        self.move(self.bread, 5, self.vendors, self.stock, bought)
        order = self.sale(5)
        self.ship(order.picking_ids, (bought, 5))
        row = self.rows()
        self.assertFalse(row.production_id)
        self.assertAlmostEqual(row.batch_cost, row.cost)

    # Kits ---------------------------------------------------------------------------

    def _kit(self):
        """Return a gift box of 2 breads and a jam that cost 1,000."""
        self.jam = self.product("Selai Uji", self.piece, tracking="none")
        self.jam.write({"categ_id": self.category.id, "standard_price": 1_000})
        self.move(self.jam, 50, self.vendors, self.stock)
        box = self.product("Bingkisan Uji", self.piece, tracking="none")
        box.write(
            {
                "list_price": 30_000,
                "taxes_id": self.tax.ids,
                "invoice_policy": "delivery",
            }
        )
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": box.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": self.bread.id, "product_qty": 2}),
                    Command.create({"product_id": self.jam.id, "product_qty": 1}),
                ],
            }
        )
        return box

    def test_components_count_for_their_kit(self):
        box = self._kit()
        order = self.sale(4, box)
        self.ship(order.picking_ids, (self.cheap, 6), (self.dear, 2), (self.jam, 4))
        self.bill(order)
        rows = self.rows()
        self.assertEqual(rows.product_id, box)
        self.assertEqual(rows.goods_id, self.bread | self.jam)
        self.assertEqual(rows.lot_id, self.cheap | self.dear)
        self.assertAlmostEqual(self.total("quantity"), 4)
        self.assertAlmostEqual(self.total("revenue"), 120_000)
        self.assert_books(order)
        jam = rows.filtered(lambda row: row.goods_id == self.jam)
        # Its part in the cost: 4,000 of 28,000.
        self.assertAlmostEqual(jam.revenue, 120_000 / 7, 2)

    def test_kits_in_parts_and_back(self):
        order = self.sale(4, self._kit())
        first = order.picking_ids
        self.ship(first, (self.cheap, 4), (self.jam, 2))
        self.bill(order)
        self.assertAlmostEqual(self.total("quantity"), 2)
        self.assert_books(order)
        rest = order.picking_ids - first
        self.ship(rest, (self.dear, 4), (self.jam, 2))
        self.bill(order)
        self.assertAlmostEqual(self.total("quantity"), 4)
        self.assert_books(order)
        wizard = self.env["stock.return.picking"].create({"picking_id": rest.id})
        for line in wizard.product_return_moves:
            line.quantity = line.move_quantity
        back = wizard.action_create_returns()["res_id"]
        self.ship(self.env["stock.picking"].browse(back), (self.dear, 4), (self.jam, 2))
        self.bill(order)
        self.assertAlmostEqual(self.total("quantity"), 2)
        self.assert_books(order)

    # Totals -------------------------------------------------------------------------

    def test_the_rate_of_a_group_is_that_of_its_sums(self):
        for quantity, price in ((9, 10_000), (1, 3_000)):
            order = self.sale(quantity, line={"price_unit": price})
            self.ship(order.picking_ids, (self.cheap, quantity))
        rows = self.rows()
        self.assertEqual(sorted(rows.mapped("margin_rate")), [0, 70])
        groups = self.env["bakery.margin"]._read_group(
            [("company_id", "=", self.company.id)],
            ["product_id"],
            ["margin:sum", "revenue:sum", "margin_rate:avg"],
        )
        self.assertEqual(len(groups), 1)
        product, margin, revenue, rate = groups[0]
        self.assertEqual(product, self.bread)
        self.assertAlmostEqual(rate, margin * 100 / revenue)
        self.assertAlmostEqual(rate, 63_000 * 100 / 93_000, 4)

    def test_buttons_open_the_rows_of_their_record(self):
        order = self.sale(12)
        self.ship(order.picking_ids, (self.cheap, 8), (self.dear, 4))
        for record, rows in (
            (self.bread, 2),
            (self.bread.product_tmpl_id, 2),
            (self.cheap, 1),
        ):
            action = record.action_view_margin()
            self.assertEqual(action["res_model"], "bakery.margin")
            self.assertIn(record.display_name, action["display_name"])
            self.assertEqual(len(self.rows(action["domain"])), rows)
        row = self.rows([("lot_id", "=", self.cheap.id)])
        self.assertEqual(row.action_open_transfer()["res_id"], order.picking_ids.id)

    # Rights -------------------------------------------------------------------------

    def test_only_those_who_see_costs_see_margins(self):
        order = self.sale(2)
        self.ship(order.picking_ids, (self.cheap, 2))
        self.env.flush_all()
        rows = self.env["bakery.margin"]
        self.assertEqual(len(rows.with_user(self.viewer).search([])), 1)
        groups = "bakery_mrp.bakery_mrp_group_planner,stock.group_stock_manager"
        for login, rights in (("baker-uji", groups), ("kantor-uji", "")):
            user = self.user(login, rights)
            for call in (
                lambda own: own.search([]),
                lambda own: own.formatted_read_group([], [], ["cost:sum"]),
                lambda own: own.search_read([], ["margin"]),
                lambda own: own.browse(self.rows().ids).read(["cost"]),
            ):
                with self.assertRaises(AccessError):
                    call(rows.with_user(user))
        planner = self.env["res.users"].search([("login", "=", "baker-uji")])
        for record in (self.bread, self.bread.product_tmpl_id, self.cheap):
            with self.assertRaises(AccessError):
                record.with_user(planner).action_view_margin()

    def test_nobody_writes_rows(self):
        order = self.sale(2)
        self.ship(order.picking_ids, (self.cheap, 2))
        row = self.rows().with_user(self.viewer)
        for deed in (
            lambda: row.write({"cost": 0}),
            lambda: row.unlink(),
            lambda: row.create({"cost": 1}),
        ):
            with self.assertRaises(AccessError):
                deed()

    def test_rows_of_other_companies_are_hidden(self):
        order = self.sale(2)
        self.ship(order.picking_ids, (self.cheap, 2))
        self.env.flush_all()
        other = self.env["res.company"].create({"name": "Toko Lain"})
        self.viewer.write({"company_ids": [Command.link(other.id)]})
        rows = self.env["bakery.margin"].with_user(self.viewer)
        self.assertTrue(rows.search([]))
        self.assertFalse(rows.with_context(allowed_company_ids=other.ids).search([]))

    def test_queries_do_not_grow_with_rows(self):
        rows = self.env["bakery.margin"].with_user(self.viewer)
        counts = []
        for number in (1, 49):
            for _index in range(number):
                self.deliver(self.cheap, 0.1, self.cafe)
            # The first time reads what is kept of views and rights.
            for _time in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                found = rows.web_search_read(
                    [], {"margin": {}, "lot_id": {"fields": {"display_name": {}}}}
                )
                count = self.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(found["length"], 50)
        self.assertEqual(counts[0], counts[1])
