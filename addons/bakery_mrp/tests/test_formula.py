from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestFormula(BakeryMrpCommon):
    def setUp(self):
        super().setUp()
        self.bread = self._bread()

    def _percent(self, product, bom=None):
        return round(self._line(bom or self.bread, product).baker_percent, 3)

    def _grams(self, product, bom=None):
        return round(self._line(bom or self.bread, product).weight, 2)

    def test_weights_read_as_percentages_of_the_flour(self):
        self.assertAlmostEqual(self.bread.flour_weight, 1000)
        self.assertAlmostEqual(self.bread.ingredient_weight, 1780)
        read = {p: self._percent(p) for p in self.bread.bom_line_ids.product_id}
        self.assertEqual(
            read,
            {
                self.strong: 80,
                self.soft: 20,
                self.water: 65,
                self.salt: 2,
                self.egg: 11,
            },
        )

    def test_a_percentage_sets_the_weight(self):
        self._line(self.bread, self.water).baker_percent = 70
        self.assertEqual(self._grams(self.water), 700)
        self.assertEqual(self._percent(self.salt), 2)

    def test_weights_are_exact_to_a_tenth_of_a_gram_in_a_coarse_unit(self):
        self.env["decimal.precision"].search([("name", "=", "Product Unit")]).digits = 2
        salt = self._line(self.bread, self.salt)
        salt.baker_percent = 2.13
        self.assertEqual(salt.product_uom_id, self.gram)
        self.assertAlmostEqual(salt.weight, 21.3, 4)

    def test_the_other_flours_share_what_is_left(self):
        self._line(self.bread, self.strong).baker_percent = 70
        self.assertEqual(self._grams(self.strong), 700)
        self.assertEqual(self._grams(self.soft), 300)
        self.assertEqual(self._percent(self.water), 65)

    def test_flours_that_do_not_make_100_percent_are_refused(self):
        strong, soft = (self._line(self.bread, x) for x in (self.strong, self.soft))
        commands = [
            Command.update(strong.id, {"baker_percent": 70}),
            Command.update(soft.id, {"baker_percent": 20}),
        ]
        with self.assertRaisesRegex(ValidationError, r"90\.00 %"), self.cr.savepoint():
            self.bread.write({"bom_line_ids": commands})
        self.assertEqual(self._grams(self.strong), 800)
        commands[1][2]["baker_percent"] = 30
        self.bread.write({"bom_line_ids": commands})
        self.assertEqual((self._grams(self.strong), self._grams(self.soft)), (700, 300))

    def test_a_single_flour_is_all_of_it(self):
        bom = self._formula(
            self.bun, [(self.strong, 500, None), (self.water, 300, None)]
        )
        with self.assertRaises(ValidationError):
            self._line(bom, self.strong).baker_percent = 90

    def test_flour_weight_scales_everything(self):
        self.bread.flour_weight = 5000
        self.assertEqual(self._grams(self.water), 3250)
        self.assertAlmostEqual(self._line(self.bread, self.egg).product_qty, 10)
        self.assertEqual(self._percent(self.strong), 80)

    def test_a_formula_written_in_percentages_only(self):
        bom = self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.bun.product_tmpl_id.id,
                "product_uom_id": self.unit.id,
                "is_formula": True,
                "flour_weight": 2000,
                "bom_line_ids": [
                    Command.create({**self._component(part), "baker_percent": percent})
                    for part, percent in (
                        (self.water, 60),
                        (self.strong, 75),
                        (self.soft, 25),
                        (self.salt, 1.8),
                    )
                ],
            }
        )
        weights = [self._grams(x, bom) for x in (self.strong, self.soft, self.water)]
        self.assertEqual(weights, [1500, 500, 1200])
        self.assertAlmostEqual(self._line(bom, self.salt).weight, 36, 2)

    def _component(self, part):
        return {"product_id": part.id, "product_uom_id": part.uom_id.id}

    def test_quantity_wins_over_a_percentage_given_with_it(self):
        water = self._line(self.bread, self.water)
        values = {"product_qty": 600, "baker_percent": 65}
        self.bread.write({"bom_line_ids": [Command.update(water.id, values)]})
        self.assertEqual(self._grams(self.water), 600)

    def test_a_starter_brings_flour_of_its_own(self):
        starter = self._product("Starter", self.gram)
        lines = [(self.strong, 100, None), (self.water, 100, None)]
        self._formula(starter, lines, product_qty=200)
        bom = self._formula(
            self.bun,
            [(self.strong, 900, None), (starter, 200, None), (self.water, 550, None)],
        )
        self.assertAlmostEqual(bom.flour_weight, 1000)
        self.assertEqual(self._percent(starter, bom), 20)
        # More starter: the flour stays what it is, less of it comes from the sack.
        self._line(bom, starter).baker_percent = 40
        self.assertAlmostEqual(bom.flour_weight, 1000)
        self.assertEqual(self._grams(self.strong, bom), 800)
        self.assertEqual(self._grams(starter, bom), 400)

    def test_losses_and_pieces(self):
        self.bread.write({"mix_loss": 0.02, "bake_loss": 0.1, "piece_weight": 60})
        self.assertAlmostEqual(self.bread.dough_weight, 1744.4)
        self.assertEqual(self.bread.piece_count, 29)
        self.assertAlmostEqual(self.bread.baked_weight, 54)

    def test_pieces_do_not_fall_over_a_hair(self):
        lines = [(self.strong, 1000, None), (self.water, 799.98, None)]
        bom = self._formula(self.bun, lines, piece_weight=60)
        self.assertEqual(bom.piece_count, 30)

    def test_the_batch_takes_over_the_theoretical_yield(self):
        self.assertAlmostEqual(self.bread.theoretical_qty, 1780)
        self.bread.action_use_theoretical_yield()
        self.assertEqual(self.bread.product_qty, 1780)
        bun = self._formula(self.bun, [(self.strong, 1000, None)], piece_weight=50)
        bun.action_use_theoretical_yield()
        self.assertEqual(bun.product_qty, 20)

    def test_packaging_has_no_weight_and_is_named(self):
        self.bread.bom_line_ids = [Command.create(self._component(self.box))]
        self.assertAlmostEqual(self.bread.ingredient_weight, 1780)
        self.assertEqual(self.bread.unweighed_names, "Box")

    def test_a_percentage_needs_to_know_the_weight(self):
        self.bread.bom_line_ids = [Command.create(self._component(self.box))]
        with self.assertRaisesRegex(ValidationError, "grams per unit"):
            self._line(self.bread, self.box).baker_percent = 1

    def test_mixes_of_equal_size(self):
        mixer = self.env["mrp.workcenter"].create({"name": "Mixer", "mix_capacity": 20})
        operation = {"name": "Mix", "workcenter_id": mixer.id}
        self.bread.operation_ids = [Command.create(operation)]
        self.assertEqual(self.bread.mix_limit, 20000)
        self.assertEqual(self.bread._mixes(40000), [20000, 20000])
        self.assertEqual(self.bread._mixes(50000), [16666.7, 16666.7, 16666.6])
        self.assertEqual(self.bread._mixes(100), [100])
        self.assertEqual(self.bread._mixes(0), [])

    def test_query_count_does_not_grow_with_formulas(self):
        def count(number):
            boms = self.env["mrp.bom"].create(
                [self.bread.copy_data()[0] for _n in range(number)]
            )
            boms.flush_recordset()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            boms.mapped("dough_weight")
            boms.mapped("flour_weight")
            boms.bom_line_ids.mapped("baker_percent")
            return self.cr.sql_log_count - start

        count(1)
        self.assertEqual(count(1), count(50))

    # Bad input ---------------------------------------------------------------------

    def test_zero_flour_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no flour"), self.cr.savepoint():
            self._formula(self.bun, [(self.water, 100, None)])
        with self.assertRaisesRegex(ValidationError, "more than 0 g"):
            self.bread.flour_weight = 0

    def test_taking_the_flour_away_is_refused(self):
        flours = self.bread.bom_line_ids.filtered("is_flour")
        with self.assertRaisesRegex(ValidationError, "no flour"):
            flours.write({"product_qty": 0})

    def test_a_unit_of_another_kind_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be converted"):
            self._formula(self.bun, [(self.strong, 2, self.unit)])

    def test_a_unit_of_another_kind_on_one_line_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be converted"):
            self._line(self.bread, self.water).product_uom_id = self.gram

    def test_a_cycle_is_refused(self):
        with self.assertRaises(ValidationError):
            self.bread.bom_line_ids = [Command.create(self._component(self.dough))]

    def test_absurd_numbers_are_refused(self):
        for values in (
            {"mix_loss": 1},
            {"mix_loss": -0.1},
            {"bake_loss": 1.5},
            {"piece_weight": -1},
            {"tray_pieces": -1},
        ):
            with (
                self.subTest(values),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self.bread.write(values)
        for percent in (-1, 20000):
            with (
                self.subTest(percent=percent),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._line(self.bread, self.water).baker_percent = percent
        self.assertEqual(self._grams(self.water), 650)

    def test_a_plain_bill_of_material_has_no_percentages(self):
        self.bread.is_formula = False
        self.assertEqual(self._percent(self.water), 0)
        with self.assertRaisesRegex(ValidationError, "no formula"):
            self._line(self.bread, self.water).baker_percent = 65

    # In the form -------------------------------------------------------------------

    def test_the_form_shows_the_weight_at_once(self):
        with Form(self.bread) as form:
            with form.bom_line_ids.edit(2) as line:
                line.baker_percent = 72
                self.assertAlmostEqual(line.product_qty, 720)
            self.assertAlmostEqual(form.ingredient_weight, 1850)
        self.assertEqual(self._grams(self.water), 720)

    def test_the_form_follows_a_changed_flour(self):
        with Form(self.bread) as form:
            with form.bom_line_ids.edit(0) as line:
                line.product_qty = 1050
            self.assertAlmostEqual(form.flour_weight, 1250)
        self.assertEqual(self._percent(self.water), 52)

    def test_the_form_scales_by_flour(self):
        with Form(self.bread) as form:
            form.flour_weight = 2000
        self.assertEqual(self._grams(self.water), 1300)
        self.assertEqual(self._grams(self.strong), 1600)

    def test_a_recipe_that_is_no_formula_is_saved_from_its_form(self):
        form = Form(self.env["mrp.bom"])
        form.product_tmpl_id = self.env["product.template"].create({"name": "Rak"})
        with form.bom_line_ids.new() as line:
            line.product_id = self.salt
            line.product_qty = 3
        recipe = form.save()
        self.assertEqual(recipe.bom_line_ids.product_qty, 3)
        with Form(recipe) as form, form.bom_line_ids.edit(0) as line:
            line.product_qty = 4
        self.assertEqual(recipe.bom_line_ids.product_qty, 4)
