from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AccessCommon


@tagged("post_install", "-at_install")
class TestPrices(AccessCommon):
    """What the lines of an order may cost, by the roles of who writes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.list_price = 25000
        cls.product.taxes_id = False
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Uji"})
        cls.cheap = cls.env["product.pricelist"].create(
            {
                "name": "Murah",
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 1000})
                ],
            }
        )
        cls.customer.property_product_pricelist = cls.pricelist

    def _order(self, user, **line):
        values = {"product_id": self.product.id, "product_uom_qty": 2, **line}
        return (
            self.env["sale.order"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.own.id,
                    "order_line": [Command.create(values)],
                }
            )
        )

    def test_list_price_needs_no_right(self):
        order = self._order(self.staff)
        order.action_confirm()
        self.assertEqual(order.amount_untaxed, 50000)

    def test_discount_within_the_limit(self):
        order = self._order(self.staff, discount=10)
        self.assertEqual(order.amount_untaxed, 45000)

    def test_discount_beyond_the_limit_names_the_lowest_price(self):
        with self.assertRaisesRegex(AccessError, "22,500|22.500"):
            self._order(self.staff, discount=10.5)
        self.assertEqual(self.refused_rights(), ["sale_price"])

    def test_other_price_takes_the_right(self):
        for price in (24000, 26000):
            with self.assertRaises(AccessError):
                self._order(self.staff, price_unit=price)
        self.assertEqual(self._order(self.admin, price_unit=100).amount_untaxed, 200)

    def test_technical_price_does_not_fool_the_check(self):
        with self.assertRaises(AccessError):
            self._order(self.staff, price_unit=5, technical_price_unit=5)

    def test_price_written_later(self):
        order = self._order(self.staff)
        with self.assertRaises(AccessError):
            order.order_line.write({"price_unit": 1})
        with self.assertRaises(AccessError):
            order.write(
                {"order_line": [Command.update(order.order_line.id, {"discount": 50})]}
            )

    def test_right_to_prices_stays_within_the_limit(self):
        role = self.role_with(
            "sale_price", "shipment_edit", "crm_own", discount_limit=20
        )
        user = self.user_of(role)
        self.assertEqual(self._order(user, price_unit=20000).amount_untaxed, 40000)
        with self.assertRaises(AccessError):
            self._order(user, price_unit=20000, discount=1)

    def test_price_list_of_another_customer(self):
        order = self._order(self.staff)
        with self.assertRaises(AccessError):
            order.pricelist_id = self.cheap
        with self.assertRaises(AccessError):
            self.customer.with_user(self.staff).property_product_pricelist = self.cheap
        order.with_user(self.admin).pricelist_id = self.cheap

    def test_discount_on_the_whole_order(self):
        order = self._order(self.staff)
        wizard = self.env["sale.order.discount"].with_user(self.staff)
        values = {"sale_order_id": order.id, "discount_type": "so_discount"}
        self.env.company.sale_discount_product_id = self.env["product.product"].create(
            {"name": "Diskon", "type": "service", "list_price": 0}
        )
        wizard.create({**values, "discount_percentage": 0.1}).action_apply_discount()
        self.assertEqual(order.amount_untaxed, 45000)
        order.order_line[1:].unlink()
        with self.assertRaises(AccessError):
            wizard.create(
                {**values, "discount_percentage": 0.2}
            ).action_apply_discount()

    def test_catalogue_and_price_lists(self):
        product = self.product.with_user(self.clerk)
        for values in ({"list_price": 1}, {"name": "Lain"}, {"standard_price": 1}):
            with self.assertRaises(AccessError):
                product.write(values)
        with self.assertRaises(AccessError):
            self.cheap.with_user(self.clerk).item_ids.write({"fixed_price": 1})
        self.product.with_user(self.admin).write({"list_price": 1, "name": "Lain"})

    def test_catalogue_without_prices(self):
        user = self.user_of(self.role_with("product_edit"))
        product = self.product.with_user(user)
        product.name = "Lain"
        with self.assertRaises(AccessError):
            product.list_price = 1

    def test_cost_is_hidden(self):
        product = self.product.with_user(self.clerk)
        with self.assertRaises(AccessError):
            product.read(["standard_price"])
        self.assertNotIn("standard_price", product.fields_get())
        with self.assertRaises(AccessError):
            product.search([("standard_price", ">", 5)])
        with self.assertRaises(AccessError):
            product.formatted_read_group([], ["standard_price"], ["__count"])
        self.assertEqual(
            self.product.with_user(self.admin).read(["standard_price"])[0][
                "standard_price"
            ],
            10000,
        )

    def test_users_without_role_sell_as_in_stock_odoo(self):
        user = self.user_of(None, login="uji-bebas")
        user.group_ids += self.env.ref("sales_team.group_sale_salesman")
        self.assertEqual(self._order(user, price_unit=1).amount_untaxed, 2)
