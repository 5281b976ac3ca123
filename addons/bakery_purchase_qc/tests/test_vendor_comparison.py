from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bakery_purchase_qc.wizards.bakery_vendor_comparison import PAST_VENDORS

from .common import BakeryPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestVendorComparison(BakeryPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offer(cls.mill, cls.flour, 300000, product_uom_id=cls.sack.id, delay=2)
        cls.offer(
            cls.farm,
            cls.flour,
            11000,
            product_uom_id=cls.kilo.id,
            min_qty=50,
            delay=1,
        )
        cls.offer(cls.farm, cls.egg, 1900)
        cls.purchase = cls.order(
            (cls.flour, 1, cls.sack, 310000),
            (cls.egg, 100, cls.piece, 2100),
            confirm=False,
        )

    def compare(self, order=None, user=None):
        order = (order or self.purchase).with_user(user or self.buyer)
        action = order.action_compare_vendors()
        return (
            self.env[action["res_model"]]
            .with_user(user or self.buyer)
            .browse(action["res_id"])
        )

    def row(self, comparison, vendor, product):
        return comparison.row_ids.filtered(
            lambda row: row.partner_id == vendor and row.product_id == product
        )

    def test_prices_are_per_base_unit_with_the_minimum(self):
        comparison = self.compare()
        mill = self.row(comparison, self.mill, self.flour)
        farm = self.row(comparison, self.farm, self.flour)
        self.assertAlmostEqual(mill.price, 12)
        self.assertAlmostEqual(farm.price, 11)
        self.assertEqual((mill.quantity, farm.quantity), (25000, 50000))
        self.assertEqual((mill.amount, farm.amount), (300000, 550000))
        self.assertFalse(self.row(comparison, self.mill, self.egg))

    def test_delivery_fee_is_shared_and_free_from_an_amount(self):
        self.farm.purchase_delivery_fee = 50000
        comparison = self.compare()
        flour = self.row(comparison, self.farm, self.flour)
        egg = self.row(comparison, self.farm, self.egg)
        self.assertAlmostEqual(flour.landed + egg.landed, 550000 + 190000 + 50000)
        # Currencies round the share, some to whole rupiah.
        self.assertAlmostEqual(flour.landed, 550000 + 50000 * 55 / 74, delta=1)
        column = {v["id"]: v for v in comparison.matrix["vendors"]}[self.farm.id]
        self.assertEqual(column["landed"], 790000)
        self.farm.purchase_free_delivery_from = 700000
        self.assertEqual(self.row(self.compare(), self.farm, self.egg).landed, 190000)

    def test_a_vendor_without_price_list_shows_the_last_price(self):
        baker = self.env["res.partner"].create({"name": "Grosir Uji"})
        self.order((self.egg, 30, self.piece, 1800), vendor=baker, days_ago=4)
        self.egg.seller_ids.filtered(lambda s: s.partner_id == baker).unlink()
        row = self.row(self.compare(), baker, self.egg)
        self.assertAlmostEqual(row.price, 1800)
        self.assertFalse(row.seller_id)
        self.assertTrue(row.last_order_date)

    def test_punctuality_is_that_of_the_scorecard(self):
        self.assertEqual(self.row(self.compare(), self.farm, self.egg).on_time_rate, -1)
        now = fields.Datetime.now()
        for days in (-1, 0, 2):
            order = self.order((self.egg, 10, self.piece, 1900), vendor=self.farm)
            order.order_line.date_planned = now
            self.receive(order).move_ids.date = now + timedelta(days)
        row = self.row(self.compare(), self.farm, self.egg)
        self.assertAlmostEqual(row.on_time_rate, 200 / 3)
        self.env.flush_all()
        totals = self.env["bakery.vendor.score"].with_user(self.buyer)
        months = totals.search([("vendor_id", "=", self.farm.id)])
        self.assertEqual(sum(months.mapped("receipts")), 3)
        self.assertEqual(sum(months.mapped("receipts_on_time")), 2)

    def sold_before(self, number):
        """Let so many vendors without a price list have sold eggs, dearer each time."""
        vendors = self.env["res.partner"].create(
            [{"name": f"Grosir {n}"} for n in range(number)]
        )
        for n, vendor in enumerate(vendors):
            self.order((self.egg, 1, self.piece, 1000 + n), vendor=vendor, days_ago=3)
        self.egg.seller_ids.filtered(lambda s: s.partner_id in vendors).unlink()
        return vendors

    def test_of_many_vendors_the_cheapest_are_shown(self):
        vendors = self.sold_before(PAST_VENDORS + 2)
        shown = self.compare().row_ids.partner_id
        self.assertEqual(shown & vendors, vendors[:PAST_VENDORS])
        self.assertIn(self.farm, shown, "a price list is always shown")

    def test_queries_do_not_grow_with_vendors(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.compare().read(["matrix"])
            return self.env.cr.sql_log_count - before

        counts = []
        for number in (1, 10):
            self.sold_before(number)
            # The first time fills caches that outlive a request.
            count()
            counts.append(count())
        self.assertEqual(counts[0], counts[1])

    def test_the_own_vendors_price_goes_into_the_order(self):
        comparison = self.compare()
        action = comparison.action_take(self.row(comparison, self.mill, self.flour).id)
        self.assertEqual(action["res_id"], self.purchase.id)
        line = self.purchase.order_line[0]
        self.assertAlmostEqual(line.price_unit, 300000)
        self.assertEqual(line.product_qty, 1)

    def test_another_vendors_price_becomes_an_alternative_request(self):
        comparison = self.compare()
        action = comparison.action_request(self.farm.id)
        other = self.env["purchase.order"].browse(action["res_id"])
        self.assertEqual(other.partner_id, self.farm)
        self.assertIn(other, self.purchase.alternative_po_ids)
        flour, egg = other.order_line
        self.assertEqual((flour.product_qty, flour.product_uom_id), (50, self.kilo))
        self.assertAlmostEqual(flour.price_unit, 11000)
        self.assertAlmostEqual(egg.price_unit, 1900)
        self.assertEqual(self.purchase.order_line[0].price_unit, 310000)

    def test_a_confirmed_order_is_agreed(self):
        comparison = self.compare()
        row = self.row(comparison, self.mill, self.flour)
        self.purchase.button_confirm()
        with self.assertRaisesRegex(UserError, "confirmed"):
            comparison.action_take(row.id)

    def test_bad_input(self):
        comparison = self.compare()
        foreign = self.compare(
            self.order((self.egg, 1, self.piece, 1), confirm=False)
        ).row_ids[:1]
        with self.assertRaises(UserError):
            comparison.action_take(foreign.id)
        with self.assertRaises(UserError):
            comparison.action_request(self.env.company.partner_id.id)
        empty = self.order(confirm=False)
        with self.assertRaisesRegex(UserError, "no products"):
            empty.action_compare_vendors()

    def test_a_comparison_shows_no_order_its_user_may_not_see(self):
        clerk = self.user("gudang-uji", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.compare(user=clerk)
        with self.assertRaises(AccessError):
            self.env["bakery.vendor.comparison"].with_user(clerk).create(
                {"order_id": self.purchase.id}
            )
