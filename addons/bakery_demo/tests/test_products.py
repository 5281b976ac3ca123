from odoo.tools.barcode import check_barcode_encoding

from .common import BakeryDemoCommon


class TestProducts(BakeryDemoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bought = cls.stocked("ingredient", "packaging")
        cls.sold = cls.stocked("finished")

    def test_there_are_enough_of_everything(self):
        self.assertGreaterEqual(len(self.bought), 30)
        self.assertGreaterEqual(len(self.sold), 24)
        vendors = self.demo_all("res.partner", "partner_vendor_")
        self.assertGreaterEqual(len(vendors), 8)
        self.assertGreaterEqual(len(self.demo_all("res.partner", "partner_cust")), 8)

    def test_ingredients_are_stocked_in_the_unit_of_the_recipe(self):
        units = [
            self.env.ref(f"uom.product_uom_{unit}").id
            for unit in ("gram", "milliliter", "unit")
        ]
        for product in self.bought | self.stocked("semifinished"):
            with self.subTest(product=product.default_code):
                self.assertIn(product.uom_id.id, units)
        for line in self.demo_all("mrp.bom.line"):
            with self.subTest(bom=line.bom_id.code, line=line.product_id.default_code):
                self.assertEqual(line.product_uom_id, line.product_id.uom_id)

    def test_what_is_bought_has_a_vendor_price(self):
        for product in self.bought | self.stocked("merchandise"):
            with self.subTest(product=product.default_code):
                seller = product.seller_ids[:1]
                self.assertTrue(seller, "no vendor sells it")
                self.assertTrue(
                    seller.product_uom_id._has_common_reference(product.uom_id)
                )
                price = seller.product_uom_id._compute_price(
                    seller.price, product.uom_id
                )
                self.assertAlmostEqual(
                    price, product.standard_price, delta=product.standard_price / 50
                )

    def test_barcodes_are_valid_and_for_use_in_the_store(self):
        barcodes = (self.sold | self.stocked("merchandise")).mapped("barcode")
        self.assertEqual(len(barcodes), len(set(barcodes)))
        for barcode in barcodes:
            with self.subTest(barcode=barcode):
                self.assertTrue(barcode.startswith("2"))
                self.assertTrue(check_barcode_encoding(barcode, "ean13"))

    def test_what_is_sold_can_be_shown(self):
        for product in self.sold | self.stocked("merchandise"):
            with self.subTest(product=product.default_code):
                self.assertTrue(product.image_128)
                self.assertTrue(product.available_in_pos)
                self.assertTrue(product.pos_categ_ids)
                self.assertEqual(product.is_published, bool(product.public_categ_ids))

    def test_what_is_sold_is_baked_bundled_or_bought(self):
        for product in self.sold | self.stocked("merchandise"):
            with self.subTest(product=product.default_code):
                self.assertTrue(
                    product.bom_ids
                    or product.combo_ids
                    or product.seller_ids
                    or product in self.turned()
                )

    def test_wholesale_is_cheaper_than_retail_and_dearer_than_cost(self):
        pricelist = self.demo("pricelist_wholesale")
        for item in pricelist.item_ids:
            product = item.product_tmpl_id.product_variant_id
            with self.subTest(product=product.default_code):
                self.assertLess(item.fixed_price, product.list_price)
                self.assertGreater(item.fixed_price, product.standard_price)
