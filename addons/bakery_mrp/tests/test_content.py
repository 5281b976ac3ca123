from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestContent(BakeryMrpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gluten, cls.eggs, cls.milk, cls.nuts, cls.sesame = (
            cls.env.ref(f"bakery_mrp.allergen_{code}")
            for code in ("gluten", "egg", "milk", "nut", "sesame")
        )
        cls.energy = cls.env.ref("bakery_mrp.nutrient_energy")
        cls.sugar = cls.env.ref("bakery_mrp.nutrient_sugar")
        (cls.strong | cls.soft).allergen_ids = cls.gluten
        cls.egg.allergen_ids = cls.eggs
        cls.box.is_packaging = True
        cls.butter = cls._product("Butter", cls.gram, allergen_ids=cls.milk.ids)
        cls.oven, cls.mixer = cls.env["mrp.workcenter"].create(
            [
                {"name": "Oven", "allergen_ids": cls.sesame.ids},
                {"name": "Mixer", "allergen_ids": (cls.nuts | cls.gluten).ids},
            ]
        )
        # 1580 g of dough from 1780 g; a bun takes 79 g of it, and 6 g of butter.
        cls.bread = cls._bread(operation_ids=[cls._step(cls.mixer)])
        cls.buns = cls._formula(
            cls.bun,
            [(cls.dough, 790, None), (cls.butter, 60, None), (cls.box, 10, None)],
            product_qty=10,
            piece_weight=85,
            bake_loss=0.1,
            operation_ids=[cls._step(cls.oven)],
        )

    @classmethod
    def _step(cls, workcenter):
        return Command.create({"name": "Step", "workcenter_id": workcenter.id})

    @classmethod
    def _set_nutrition(cls, product, **amounts):
        product.nutrient_amount_ids = [
            Command.create({"nutrient_id": getattr(cls, name).id, "amount": amount})
            for name, amount in amounts.items()
        ]

    def _recipe(self, bom):
        recipe = bom._own_recipes()[bom]
        names = self.env["product.product"].browse(recipe.quantities)
        return {x: round(recipe.quantities[x.id], 4) for x in names}

    def _fresh(self):
        self.env.flush_all()
        self.env.invalidate_all()

    # Reading recipes ---------------------------------------------------------------

    def test_a_recipe_is_read_through_all_levels(self):
        self.assertEqual(
            self._recipe(self.buns),
            {
                self.strong: 400,
                self.soft: 0.1,
                self.water: 325,
                self.salt: 0.01,
                self.egg: 1,
                self.butter: 60,
            },
        )

    def test_a_kit_is_read_as_well(self):
        box = self._product("Box of six", self.unit)
        kit = self.env["mrp.bom"].create(
            {
                "product_tmpl_id": box.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": self.bun.id, "product_qty": 6}),
                    Command.create({"product_id": self.box.id, "product_qty": 1}),
                ],
            }
        )
        self.assertEqual(self._recipe(kit)[self.butter], 36)
        self.assertEqual(kit.contains_allergen_ids, self.gluten | self.eggs | self.milk)

    def test_units_of_another_kind_go_by_weight(self):
        bom = self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.box.product_tmpl_id.id,
                "bom_line_ids": [
                    Command.create(
                        {
                            "product_id": self.egg.id,
                            "product_qty": 110,
                            "product_uom_id": self.gram.id,
                        }
                    )
                ],
            }
        )
        self.assertEqual(self._recipe(bom), {self.egg: 2})

    def test_a_circle_does_not_hang(self):
        # No way of Odoo's makes one: written past its checks.
        line = self._line(self.bread, self.salt)
        self.env.cr.execute(
            "UPDATE mrp_bom_line SET product_id = %s WHERE id = %s",
            [self.bun.id, line.id],
        )
        self.env.invalidate_all()
        self.assertIn(self.strong, self._recipe(self.buns))
        self.assertIn(self.gluten, self.buns.contains_allergen_ids)

    def test_byproducts_take_their_share(self):
        crumbs = self._product("Crumbs", self.gram)
        self.bread.byproduct_ids = [
            Command.create(
                {
                    "product_id": crumbs.id,
                    "product_qty": 1580,
                    "product_uom_id": self.gram.id,
                    "cost_share": 10,
                }
            )
        ]
        self.assertEqual(self._recipe(self.buns)[self.strong], 200)
        used_up = self.buns._own_recipes(eaten=False)[self.buns]
        self.assertAlmostEqual(used_up.quantities[self.strong.id], 360)
        self.assertEqual(used_up.quantities[self.box.id], 10)

    def test_queries_grow_with_levels_only(self):
        def count(number):
            buns = self.env["mrp.bom"]
            for n in range(number):
                dough = self._product(f"Dough {number} {n}", self.gram)
                bread = self.bread.copy({"product_tmpl_id": dough.product_tmpl_id.id})
                bun = self._product(f"Bun {number} {n}", self.unit)
                bread.product_tmpl_id = dough.product_tmpl_id
                buns |= self._formula(
                    bun, [(dough, 790, None), (self.strong, 1, None)], product_qty=10
                )
            self._fresh()
            products = buns.product_tmpl_id.product_variant_ids
            products.mapped("name")
            start = self.cr.sql_log_count
            buns.mapped("contains_allergen_ids")
            buns.mapped("nutrition")
            buns.mapped("ingredient_list")
            products.mapped("may_contain_allergen_ids")
            products.mapped("nutrition")
            return self.cr.sql_log_count - start

        count(1)
        # Odoo asks for the one bill of a single product in a way of its own.
        self.assertAlmostEqual(count(2), count(50), delta=1)

    # Allergens ---------------------------------------------------------------------

    def test_allergens_come_up_through_all_levels(self):
        self.assertEqual(
            self.buns.contains_allergen_ids, self.gluten | self.eggs | self.milk
        )
        self.assertEqual(
            self.bun.contains_allergen_ids, self.buns.contains_allergen_ids
        )
        template = self.bun.product_tmpl_id
        self.assertEqual(
            template.contains_allergen_ids, self.buns.contains_allergen_ids
        )

    def test_work_centers_leave_traces(self):
        # The mixer of the dough handles nuts; its gluten is in the bun anyway.
        self.assertEqual(self.buns.may_contain_allergen_ids, self.nuts | self.sesame)
        self.assertEqual(self.bread.may_contain_allergen_ids, self.nuts)
        self.assertEqual(self.bun.may_contain_allergen_ids, self.nuts | self.sesame)

    def test_traces_of_what_is_bought_come_up(self):
        peanut = self.env.ref("bakery_mrp.allergen_peanut")
        self.butter.trace_allergen_ids = peanut | self.eggs
        self._fresh()
        self.assertIn(peanut, self.bun.may_contain_allergen_ids)
        self.assertNotIn(self.eggs, self.bun.may_contain_allergen_ids)

    def test_packaging_is_not_eaten(self):
        self.box.allergen_ids = self.sesame
        self._fresh()
        self.assertNotIn(self.sesame, self.bun.contains_allergen_ids)

    def test_packaging_weighs_nothing_in_the_dough(self):
        self.box.weight = 0.02
        self._fresh()
        self.assertAlmostEqual(self.buns.ingredient_weight, 850)
        self.assertFalse(self.buns.unweighed_names)
        self.box.is_packaging = False
        self.assertAlmostEqual(self.buns.ingredient_weight, 1050)

    def test_what_is_bought_has_its_own(self):
        self.assertEqual(self.butter.contains_allergen_ids, self.milk)

    def test_an_allergen_is_there_once(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.cr.savepoint(),
        ):
            self.gluten.copy()

    # Nutrition ---------------------------------------------------------------------

    def _row(self, record, nutrient):
        return next(x for x in record.nutrition if x["code"] == nutrient.code)

    def _everything_known(self):
        for product, kcal in (
            (self.strong, 350),
            (self.soft, 340),
            (self.water, 0),
            (self.salt, 0),
            (self.egg, 150),
            (self.butter, 720),
        ):
            self._set_nutrition(product, energy=kcal)
        self._fresh()

    def test_nutrition_is_by_the_baked_weight(self):
        self._everything_known()
        kcal = 400 * 3.5 + 100 * 3.4 + 55 * 1.5 + 60 * 7.2
        row = self._row(self.buns, self.energy)
        # 850 g of dough lose a tenth of it.
        self.assertAlmostEqual(row["per_100g"], kcal / 765 * 100, 3)
        self.assertAlmostEqual(row["per_piece"], kcal / 10, 3)
        self.assertAlmostEqual(row["daily_percent"], kcal / 10 / 2150 * 100, 1)
        self.assertEqual(row["unknown"], [])
        self.assertEqual(self._row(self.bun, self.energy), row)

    def test_the_unknown_is_named_and_no_zero(self):
        self._everything_known()
        row = self._row(self.bun, self.sugar)
        self.assertIsNone(row["per_100g"])
        self.assertIsNone(row["daily_percent"])
        self.assertIn("Butter", row["unknown"])
        self.butter.nutrient_amount_ids.unlink()
        self._fresh()
        row = self._row(self.bun, self.energy)
        self.assertIsNone(row["per_100g"])
        self.assertEqual(row["unknown"], ["Butter"])
        self.assertIn("Butter", self.buns.nutrition_html)

    def test_an_ingredient_nobody_can_weigh_is_unknown(self):
        self._everything_known()
        self.egg.unit_grams = 0
        self._fresh()
        self.assertEqual(self._row(self.bun, self.energy)["unknown"], ["Egg"])

    def test_a_measured_amount_goes_first(self):
        self._everything_known()
        self._set_nutrition(self.bun, energy=300, sugar=8)
        self._fresh()
        row = self._row(self.bun, self.energy)
        self.assertEqual((row["per_100g"], row["unknown"]), (300, []))
        self.assertEqual(self._row(self.buns, self.sugar)["per_100g"], 8)

    def test_a_serving(self):
        self._everything_known()
        self.bun.serving_grams = 40
        self._fresh()
        row = self._row(self.bun, self.energy)
        self.assertAlmostEqual(row["per_serving"], row["per_100g"] * 0.4, 2)

    def test_what_nobody_says_anything_about_has_no_table(self):
        self.assertFalse(self.butter.nutrition)
        self.assertFalse(self.butter.product_tmpl_id.nutrition_html)

    def test_impossible_amounts_are_refused(self):
        for amount in (-1, 101):
            with (
                self.subTest(amount),
                self.assertRaisesRegex(ValidationError, "from 0 to 100"),
                self.cr.savepoint(),
            ):
                self._set_nutrition(self.butter, sugar=amount)
        with self.assertRaises(ValidationError):
            self.bun.serving_grams = -1

    # Ingredients -------------------------------------------------------------------

    def test_ingredients_are_listed_in_descending_weight(self):
        self.assertEqual(
            self.buns.ingredient_list,
            "Strong flour, Water, Soft flour, Butter, Egg, Salt",
        )

    def test_ingredients_of_one_name_are_added_up(self):
        (self.strong | self.soft).label_name = "Wheat flour"
        self.butter.composition = "cream, salt"
        self._fresh()
        self.assertEqual(
            self.buns.ingredient_list,
            "Wheat flour, Water, Butter (cream, salt), Egg, Salt",
        )

    # Rights ------------------------------------------------------------------------

    def test_everybody_reads_and_planners_write(self):
        baker = self._user("content-baker", "baker")
        planner = self._user("content-planner", "planner")
        bun = self.bun.with_user(baker)
        self.assertIn(self.milk, bun.contains_allergen_ids)
        self.assertTrue(self.buns.with_user(baker).ingredient_list)
        for record in (self.milk, self.energy):
            with self.assertRaises(AccessError):
                record.with_user(baker).name = "x"
            record.with_user(planner).name = "x"

    def test_a_seller_sees_allergens_but_no_formula(self):
        seller = new_test_user(self.env, "content-seller", "base.group_user")
        self.assertIn(self.milk, self.bun.with_user(seller).contains_allergen_ids)
        with self.assertRaises(AccessError):
            self.buns.with_user(seller).read(["ingredient_list"])
