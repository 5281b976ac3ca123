from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import BakeryPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestPriceHistory(BakeryPurchaseQcCommon):
    def line(self, price=250000.0, quantity=1, unit=None, product=None):
        """Return the line of a draft order for a sack of flour."""
        return self.order(
            (product or self.flour, quantity, unit or self.sack, price), confirm=False
        ).order_line

    def test_prices_compare_in_the_unit_of_the_line(self):
        # 10 a gram, 12 a gram and 9 a gram, in three units.
        self.order((self.flour, 1000, self.gram, 10), days_ago=200, vendor=self.farm)
        self.order((self.flour, 2, self.kilo, 12000), days_ago=30)
        self.order((self.flour, 2, self.sack, 225000), days_ago=300)
        line = self.line()
        self.assertAlmostEqual(line.last_price, 12 * 25000)
        self.assertAlmostEqual(line.min_price_12m, 9 * 25000)
        self.assertAlmostEqual(line.avg_price_90d, 12 * 25000)
        self.assertAlmostEqual(line.price_deviation, 250 / 300 - 1)
        self.assertEqual(line.price_alert, "low")

    def test_average_is_weighted_by_quantity(self):
        self.order((self.flour, 3, self.kilo, 10000), days_ago=20)
        self.order((self.flour, 1, self.kilo, 14000), days_ago=10)
        line = self.line(unit=self.kilo, price=11000)
        self.assertAlmostEqual(line.avg_price_90d, 11000)
        self.assertAlmostEqual(line.price_deviation, 0)
        self.assertFalse(line.price_alert)

    def test_the_first_price_compares_with_nothing(self):
        line = self.line()
        self.assertEqual(line.last_price, 0)
        self.assertEqual(line.price_deviation, 0)
        self.assertFalse(line.price_alert)

    def test_an_order_is_compared_with_what_came_before_it(self):
        first = self.order((self.flour, 1, self.kilo, 10000), days_ago=40)
        second = self.order((self.flour, 1, self.kilo, 12000), days_ago=20)
        self.order((self.flour, 1, self.kilo, 13000), days_ago=5)
        self.assertEqual(first.order_line.last_price, 0)
        self.assertAlmostEqual(second.order_line.last_price, 10000)

    def test_a_billed_price_takes_the_place_of_the_ordered(self):
        order = self.order((self.egg, 10, self.piece, 2000), days_ago=3)
        self.receive(order)
        order.action_create_invoice()
        bill = order.invoice_ids
        bill.invoice_date = fields.Date.today()
        bill.invoice_line_ids.price_unit = 2500
        bill.action_post()
        points = self.env["bakery.price.point"].search(
            [("product_id", "=", self.egg.id)]
        )
        self.assertEqual(
            {(p.kind, p.price, p.counts) for p in points},
            {("ordered", 2000, False), ("billed", 2500, True)},
        )
        line = self.line(product=self.egg, unit=self.piece, price=2500)
        self.assertAlmostEqual(line.last_price, 2500)

    def test_foreign_currency_is_converted(self):
        dollar = self.dollar()
        self.order((self.egg, 10, self.piece, 2000), days_ago=5)
        line = self.order(
            (self.egg, 10, self.piece, 0.25), confirm=False, currency_id=dollar.id
        ).order_line
        self.assertAlmostEqual(line.last_price, 2000 / 16000)
        self.assertAlmostEqual(line.price_deviation, 1)
        self.assertEqual(line.price_alert, "high")

    def test_a_form_shows_prices_while_typing(self):
        self.order((self.flour, 1, self.kilo, 10000), days_ago=10)
        form = Form(self.env["purchase.order"].with_user(self.buyer))
        form.partner_id = self.mill
        with form.order_line.new() as line:
            line.product_id = self.flour
            line.product_uom_id = self.kilo
            line.price_unit = 12000
            self.assertAlmostEqual(line.price_deviation, 0.2)

    def test_lead_time_runs_from_approval_to_the_first_receipt(self):
        self.offer(self.mill, self.flour, 10, delay=3)
        order = self.order((self.flour, 1000, self.gram, 10), days_ago=5)
        self.receive(order)
        line = self.line()
        self.assertEqual(line.lead_days_promised, 3)
        self.assertAlmostEqual(line.lead_days_actual, 5, places=1)

    def test_queries_do_not_grow_with_lines(self):
        products = [self.product(f"Bahan {n}", self.gram) for n in range(50)]
        for product in products:
            self.offer(self.mill, product, 10)
        self.order(*((p, 100, self.gram, 10) for p in products), days_ago=4)
        names = ["last_price", "price_alert", "lead_days_promised", "lead_days_actual"]
        counts = []
        for number in (1, 50):
            order = self.order(
                *((p, 100, self.gram, 10) for p in products[:number]), confirm=False
            )
            self.env.flush_all()
            self.env.invalidate_all()
            order.order_line.read(["price_unit", "product_id", "product_uom_id"])
            before = self.env.cr.sql_log_count
            order.order_line.read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3, counts)

    def test_units_of_another_kind_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "counted in g"):
            self.line(unit=self.piece)
        with self.assertRaises(ValidationError):
            self.line().product_uom_id = self.piece
        self.company.purchase_control = False
        self.assertTrue(self.line(unit=self.piece))

    def test_negative_quantity_and_price_are_refused(self):
        for values in ({"quantity": -1}, {"price": -5.0}):
            with self.assertRaises(ValidationError):
                self.line(**values)

    def test_other_companies_prices_stay_theirs(self):
        other = self.env["res.company"].create({"name": "Toko Sebelah"})
        self.env.user.company_ids |= other
        order = (
            self.env["purchase.order"]
            .with_company(other)
            .create(
                {
                    "partner_id": self.mill.id,
                    "company_id": other.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self.flour.id,
                                "product_qty": 1,
                                "price_unit": 5,
                            }
                        )
                    ],
                }
            )
        )
        order.button_confirm()
        self.assertEqual(self.line().last_price, 0)
        points = self.env["bakery.price.point"].with_user(self.buyer)
        self.assertFalse(points.search([("product_id", "=", self.flour.id)]))

    def test_prices_are_for_buyers_and_accountants(self):
        clerk = self.user("gudang-uji", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.env["bakery.price.point"].with_user(clerk).search([])
        accountant = self.user("akuntan-uji", "account.group_account_invoice")
        self.env["bakery.price.point"].with_user(accountant).search([])
