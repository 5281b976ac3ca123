from odoo.tests import Form

from .common import BakeryDemoCommon


class TestContent(BakeryDemoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods = cls.demo_all("product.product", "product_jdi_") - cls.turned()

    def test_everything_baked_has_its_nutrition(self):
        for product in self.goods:
            with self.subTest(product=product.default_code):
                self.assertTrue(product.nutrition)
                unknown = {x for row in product.nutrition for x in row["unknown"]}
                self.assertFalse(unknown)
                amounts = {x["code"]: x["per_100g"] for x in product.nutrition}
                self.assertTrue(150 < amounts["energy"] < 600, amounts["energy"])
                weighed = ("fat", "protein", "carbohydrate")
                self.assertLess(sum(amounts[x] for x in weighed), 105)

    def test_energy_is_that_of_fat_protein_and_carbohydrate(self):
        for product in self.goods:
            rows = {x["code"]: x["per_100g"] for x in product.nutrition}
            sum_of_parts = rows["fat"] * 9
            sum_of_parts += (rows["protein"] + rows["carbohydrate"]) * 4
            with self.subTest(product=product.default_code):
                self.assertAlmostEqual(
                    rows["energy"], sum_of_parts, delta=rows["energy"] * 0.08
                )

    def test_everything_baked_has_flour_in_it_or_says_what(self):
        gluten = self.env.ref("bakery_mrp.allergen_gluten")
        for product in self.goods:
            with self.subTest(product=product.default_code):
                self.assertTrue(product.contains_allergen_ids)
                known = product.contains_allergen_ids | product.may_contain_allergen_ids
                self.assertIn(gluten, known)

    def test_a_label_of_everything_baked_fits(self):
        Job = self.env["bakery.label.print"]
        for product in self.goods:
            form = Form(Job.with_context(default_product_id=product.id))
            form.size = "100x70"
            with self.subTest(product=product.default_code):
                self.assertFalse(form.problem)
                self.assertNotIn(" g ", form.note or "")
