from datetime import timedelta
from uuid import uuid4

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestPriceControl(SaleCommon):
    """What a till hides from its cashiers, the server refuses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.write(
            {
                "stock_outbox": False,
                "restrict_price_control": True,
                "manual_discount": False,
                "advanced_employee_ids": [(4, cls.agus.id)],
            }
        )
        cls.no_tax = cls.env["account.tax"].create(
            {
                "name": "Tanpa Pajak",
                "amount": 0,
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "original_tax_ids": [(4, cls.tax.id)],
            }
        )
        # Prices are older than the session.
        cls.session.start_at += timedelta(hours=1)

    def refused(self, *lines, **values):
        before = self.env["pos.order"].search_count([])
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.sync(*lines, **values)
        self.assertEqual(self.env["pos.order"].search_count([]), before)

    def test_a_cashier_sells_at_the_price_of_the_till(self):
        self.assertEqual(self.sync(self.line(self.bread, 2)).amount_total, 22000)
        self.refused(self.line(self.bread, price=5000))
        self.refused(self.line(self.bread, price=5000), state="draft")
        self.refused(self.line(self.bread, price=5000) | {"price_type": "original"})

    def test_the_price_list_of_a_preset_is_the_till_s_too(self):
        cheap = self.env["product.pricelist"].create(
            {
                "name": "Antar Uji",
                "currency_id": self.company.currency_id.id,
                "item_ids": [
                    (0, 0, {"compute_price": "percentage", "percent_price": 50})
                ],
            }
        )
        preset = self.env["pos.preset"].create(
            {"name": "Antar Uji", "pricelist_id": cheap.id}
        )
        sale = {"preset_id": preset.id, "pricelist_id": cheap.id}
        self.refused(self.line(self.bread, price=5500), **sale)
        self.till.available_preset_ids = preset
        self.refused(self.line(self.bread, price=5000), **sale)
        self.refused(self.line(self.bread, price=5500), pricelist_id=cheap.id)
        order = self.sync(self.line(self.bread, price=5500), **sale)
        self.assertEqual(order.amount_total, 5500)

    def test_a_discount_is_a_manager_s(self):
        self.refused(self.line(self.bread, discount=50))
        self.till.manual_discount = True
        self.assertEqual(self.sync(self.line(self.bread, discount=50)).state, "paid")

    def test_a_manager_may(self):
        order = self.sync(
            self.line(self.bread, price=5000),
            self.line(self.cake, discount=50),
            employee=self.agus,
        )
        self.assertEqual(order.amount_total, 16000)

    def test_the_price_of_the_list_is_a_price(self):
        prices = self.env["product.pricelist"].create(
            {
                "name": "Harga Reseller",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 8000})],
            }
        )
        self.refused(self.line(self.bread, price=8000), pricelist_id=prices.id)
        self.session.state = "closed"
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [(4, prices.id)],
                "pricelist_id": prices.id,
            }
        )
        self.session.state = "opened"
        sold = self.sync(self.line(self.bread, price=8000), pricelist_id=prices.id)
        self.assertEqual(sold.amount_total, 8000)
        self.refused(self.line(self.bread, price=7000), pricelist_id=prices.id)

    def test_a_fiscal_position_lowers_the_price_by_its_taxes_only(self):
        untaxed, foreign = self.env["account.fiscal.position"].create(
            [
                {"name": name, "company_id": self.company.id, "tax_ids": tax.ids}
                for name, tax in (("Tanpa Pajak", self.no_tax), ("Lain", self.no_tax))
            ]
        )
        self.session.state = "closed"
        self.till.write(
            {"tax_regime_selection": True, "fiscal_position_ids": [(4, untaxed.id)]}
        )
        self.session.state = "opened"
        net = self.line(self.bread, price=10000) | {"tax_ids": [(5,)]}
        net["price_subtotal"] = 10000
        sold = self.sync(net, fiscal_position_id=untaxed.id)
        self.assertEqual(sold.amount_total, 10000)
        self.refused(
            net | {"price_unit": 9000, "uuid": str(uuid4())},
            fiscal_position_id=untaxed.id,
        )
        self.refused(net | {"uuid": str(uuid4())}, fiscal_position_id=foreign.id)

    def test_a_price_that_rose_while_the_till_was_open(self):
        self.session.start_at -= timedelta(hours=2)
        order = self.sync(self.line(self.bread, price=10000))
        self.assertEqual(order.state, "paid")

    def test_no_more_is_given_back_than_was_paid(self):
        order = self.sync(self.line(self.bread))
        self.refused(self.line(self.bread, -1, price=50000, refunded=order.lines))
        back = self.sync(self.line(self.bread, -1, refunded=order.lines))
        self.assertEqual(back.amount_total, -11000)

    def test_tips_have_no_price(self):
        self.assertEqual(
            self.sync(self.line(self.bread), self.line(self.tip, price=0)).state, "paid"
        )

    def test_without_the_setting_as_before(self):
        self.till.restrict_price_control = False
        order = self.sync(self.line(self.bread, price=5000, discount=10))
        self.assertEqual(order.amount_total, 4500)
