from .common import BakeryDemoCommon

FLOURS = ("BHN-TEPUNG-PRO", "BHN-TEPUNG-SED", "BHN-TEPUNG-REN", "BHN-TEPUNG-GANDUM")
DOUGHS = (
    "SET-ADONAN-MANIS",
    "SET-ADONAN-DONAT",
    "SET-ADONAN-CROISSANT",
    "JDI-TAWAR-PUTIH",
    "JDI-TAWAR-GANDUM",
)
# Share of water in what wets a dough; an egg without its shell weighs 50 g.
WATER = {"BHN-AIR": 1, "BHN-SUSU-SEGAR": 0.88, "BHN-TELUR": 50 * 0.75}
GRAMS_PER_UNIT = {"BHN-TELUR": 50}


class TestRecipes(BakeryDemoCommon):
    def quantities(self, code):
        """Return {internal reference: quantity} of a recipe and its yield."""
        bom = self.env["mrp.bom"].search([("code", "=", code)])
        lines = {
            line.product_id.default_code: line.product_qty for line in bom.bom_line_ids
        }
        return lines, bom.product_qty

    def test_doughs_have_the_proportions_of_bread(self):
        for code in DOUGHS:
            lines, _yield = self.quantities(code)
            flour = sum(lines.get(name, 0) for name in FLOURS)
            water = sum(lines.get(name, 0) * share for name, share in WATER.items())
            with self.subTest(dough=code):
                self.assertTrue(0.5 <= water / flour <= 0.7, water / flour)
                self.assertTrue(0.01 <= lines["BHN-GARAM"] / flour <= 0.022)
                self.assertTrue(0.01 <= lines["BHN-RAGI"] / flour <= 0.025)

    def test_doughs_weigh_what_goes_into_them(self):
        for code in DOUGHS[:3]:
            lines, weight = self.quantities(code)
            total = sum(
                quantity * GRAMS_PER_UNIT.get(name, 1)
                for name, quantity in lines.items()
            )
            with self.subTest(dough=code):
                self.assertTrue(0.95 <= weight / total <= 1, weight / total)

    def test_prices_are_above_the_cost_of_the_recipe(self):
        for bom in self.demo_all("mrp.bom", "bom_"):
            product = bom.product_tmpl_id.product_variant_id
            if not product.sale_ok:
                continue
            cost = product._compute_bom_price(bom)
            with self.subTest(product=product.default_code):
                self.assertGreater(cost, 0)
                self.assertGreater(product.list_price, cost)
                self.assertAlmostEqual(product.standard_price, cost, delta=cost / 20)

    def test_what_is_baked_has_operations(self):
        for bom in self.demo_all("mrp.bom", "bom_jdi"):
            with self.subTest(bom=bom.code):
                self.assertEqual(bom.type, "normal")
                self.assertTrue(bom.operation_ids)
                self.assertTrue(all(bom.operation_ids.mapped("time_cycle")))
        for workcenter in self.demo_all("mrp.workcenter"):
            self.assertGreater(workcenter.costs_hour, 0)

    def test_drinks_are_kits_of_untracked_ingredients(self):
        """The till cannot choose lots for the ingredients of a kit."""
        kits = self.demo_all("mrp.bom").filtered(
            lambda bom: bom.type == "phantom" and bom.product_tmpl_id.sale_ok
        )
        self.assertTrue(kits)
        self.assertEqual(set(kits.bom_line_ids.product_id.mapped("tracking")), {"none"})

    def test_a_batch_can_be_baked(self):
        bom = self.demo("bom_jdi_manis_keju")
        order = self.env["mrp.production"].create(
            {
                "product_id": bom.product_tmpl_id.product_variant_id.id,
                "bom_id": bom.id,
                "product_qty": bom.product_qty,
            }
        )
        order.action_confirm()
        self.assertEqual(order.reservation_state, "assigned")
        flour = order.move_raw_ids.filtered(
            lambda move: move.product_id == self.demo("product_bhn_tepung_pro")
        )
        self.assertAlmostEqual(flour.product_uom_qty, 1000)
