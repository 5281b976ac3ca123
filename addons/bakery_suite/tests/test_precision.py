from odoo.tests import Form, tagged

from .common import BakerySuiteCommon


@tagged("post_install", "-at_install")
class TestPrecision(BakerySuiteCommon):
    """Odoo's two decimals lose a gram of yeast and a third of a rupiah."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bakery = cls.new_bakery("PT Timbangan")
        cls.env.user.company_id = cls.bakery
        cls.env = cls.env(context={"allowed_company_ids": cls.bakery.ids})
        category = cls.env.ref("bakery_suite.product_category_ingredient")
        cls.yeast = cls.env["product.product"].create(
            {
                "name": "Ragi",
                "is_storable": True,
                "uom_id": cls.env.ref("uom.product_uom_kgm").id,
                "categ_id": category.id,
                "standard_price": 20000,
            }
        )
        cls.bread = cls.env["product.product"].create(
            {"name": "Roti", "is_storable": True, "categ_id": category.id}
        )
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.bread.product_tmpl_id.id,
                "company_id": cls.bakery.id,
                "bom_line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": cls.yeast.id,
                            "product_qty": 2,
                            "product_uom_id": cls.env.ref("uom.product_uom_gram").id,
                        },
                    )
                ],
            }
        )
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.bakery.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.yeast, warehouse.lot_stock_id, 1
        )

    def test_two_grams_of_a_kilogram_product_leave_stock(self):
        form = Form(self.env["mrp.production"])
        form.product_id = self.bread
        production = form.save()
        production.action_confirm()
        production.qty_producing = 1
        production._set_qty_producing()
        production.button_mark_done()
        self.assertEqual(production.state, "done")
        self.assertAlmostEqual(self.yeast.qty_available, 0.998, 5)

    def test_price_of_a_gram_keeps_its_fraction(self):
        gram = self.env.ref("uom.product_uom_gram")
        salt = self.env["product.product"].create({"name": "Garam", "uom_id": gram.id})
        salt.standard_price = 12.345678
        salt.invalidate_recordset()
        self.assertAlmostEqual(salt.standard_price, 12.345678, 6)
