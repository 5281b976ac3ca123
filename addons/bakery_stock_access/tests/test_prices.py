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

    def test_fields_that_exempt_services_do_not_exempt_goods(self):
        discount = {"computation_key": "global_discount,uji"}
        for field, value in (("is_downpayment", True), ("extra_tax_data", discount)):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self._order(self.staff, price_unit=1, **{field: value})
            order = self._order(self.staff)
            with self.subTest(field=field), self.assertRaises(AccessError):
                order.order_line.write({"price_unit": 1, field: value})
            with self.subTest(field=field), self.assertRaises(AccessError):
                order.order_line.write({field: value})
                order.order_line.price_unit = 1

    def test_down_payment_takes_nothing_off(self):
        service = self.env["product.product"].create(
            {"name": "Uang Muka", "type": "service", "taxes_id": False}
        )
        line = {"product_id": service.id, "is_downpayment": True}
        with self.assertRaises(AccessError):
            self._order(self.staff, **line, price_unit=-50000, product_uom_qty=1)
        self._order(self.staff, **line, price_unit=50000, product_uom_qty=0)

    def test_line_of_nothing_or_less_by_hand(self):
        service = self.env["product.product"].create(
            {"name": "Jasa", "type": "service", "list_price": 0, "taxes_id": False}
        )
        for product, price in ((self.product, 0), (self.product, -1), (service, -1)):
            with self.assertRaises(AccessError):
                self._order(self.staff, product_id=product.id, price_unit=price)

    def test_combo_costs_what_the_combo_costs(self):
        combo = self.env["product.combo"].create(
            {
                "name": "Uji",
                "combo_item_ids": [Command.create({"product_id": self.product.id})],
            }
        )
        parcel = self.env["product.product"].create(
            {
                "name": "Parsel",
                "type": "combo",
                "list_price": 20000,
                "taxes_id": False,
                "combo_ids": [Command.set(combo.ids)],
            }
        )
        order = self._order(self.staff, product_id=parcel.id)
        item = {
            "order_id": order.id,
            "product_id": self.product.id,
            "combo_item_id": combo.combo_item_ids.id,
            "linked_line_id": order.order_line.id,
            "product_uom_qty": 2,
        }
        Line = self.env["sale.order.line"].with_user(self.staff)
        line = Line.create(item)
        self.assertEqual(order.amount_untaxed, 40000)
        with self.assertRaises(AccessError):
            line.price_unit = 1
        with self.assertRaises(AccessError):
            Line.create({**item, "price_unit": 1})

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

    def test_forms_open_without_costs(self):
        """The web client stumbles over a field that the server does not describe."""
        for user, shown in ((self.clerk, False), (self.admin, True)):
            for record in (self.product, self.product.product_tmpl_id):
                for kind in ("form", "list"):
                    view = record.with_user(user).get_view(view_type=kind)
                    named = 'name="standard_price"' in view["arch"]
                    self.assertEqual(named, shown, (record._name, kind))
                    self.assertNotIn('for="standard_price"', view["arch"] * (not shown))

    def test_users_without_role_sell_as_in_stock_odoo(self):
        user = self.user_of(None, login="uji-bebas")
        user.group_ids += self.env.ref("sales_team.group_sale_salesman")
        self.assertEqual(self._order(user, price_unit=1).amount_untaxed, 2)
