import json

from odoo.fields import Command
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestWebTaxes(HttpCase):
    """What a visitor of the web shop is charged follows the tax profile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("base.main_company")
        cls.website = cls.env["website"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.chart = cls.env["account.chart.template"].with_company(cls.company)
        cls.cake = cls.env["product.product"].create(
            {
                "name": "Kue Web Uji",
                "list_price": 100000,
                "is_published": True,
                "website_published": True,
                "taxes_id": [Command.set(cls.chart.ref("tax_ST4").ids)],
            }
        )

    def set_profile(self, **values):
        profile = self.env["bakery.tax.profile"].create({"cash_rounding": 0, **values})
        profile.action_apply()
        self.env.invalidate_all()

    def cart(self):
        """Put a cake into the cart of a visitor; return the order."""
        self.authenticate(None, None)
        before = self.env["sale.order"].search([]).ids
        answer = self.url_open(
            "/shop/cart/add",
            data=json.dumps(
                {
                    "params": {
                        "product_template_id": self.cake.product_tmpl_id.id,
                        "product_id": self.cake.id,
                        "quantity": 1,
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        )
        self.assertNotIn("error", answer.json())
        return self.env["sale.order"].search(
            [("id", "not in", before), ("website_id", "!=", False)]
        )

    def test_a_taxable_firm_charges_ppn(self):
        self.set_profile(is_pkp=True, document_regime="ppn")
        order = self.cart()
        self.assertEqual(order.fiscal_position_id, self.chart.ref("bakery_fp_ppn"))
        self.assertEqual((order.amount_tax, order.amount_total), (11000, 111000))

    def test_the_price_may_include_it(self):
        self.set_profile(is_pkp=True, document_regime="ppn", document_included=True)
        order = self.cart()
        self.assertEqual(order.amount_total, 100000)
        self.assertEqual(order.order_line.tax_ids.amount, 11)

    def test_a_small_firm_charges_nothing(self):
        self.set_profile(document_regime="none")
        order = self.cart()
        self.assertEqual(order.amount_total, 100000)
        self.assertFalse(order.order_line.tax_ids)

    def test_catering_of_a_restaurant_owes_pbjt(self):
        self.set_profile(document_regime="pbjt")
        self.assertEqual(self.cart().amount_total, 110000)
