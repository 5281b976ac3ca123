from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from .common import BakeryMrpCommon

FIELDS = (
    "cost_batch",
    "cost_currency_id",
    "cost_html",
    "cost_kg",
    "cost_margin",
    "cost_margin_rate",
    "cost_material",
    "cost_piece",
    "cost_rate",
    "cost_sale_price",
    "cost_unknown",
    "cost_work",
)


class CostCommon(BakeryMrpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for product, cost in (
            (cls.strong, 12),
            (cls.soft, 10_000),
            (cls.water, 1),
            (cls.salt, 8000),
            (cls.egg, 2000),
            (cls.box, 100),
        ):
            product.standard_price = cost
        cls.bun.write({"list_price": 5000, "taxes_id": False})
        mixer, oven = cls.env["mrp.workcenter"].create(
            [
                {"name": "Mixer", "costs_hour": 60_000},
                {"name": "Oven", "costs_hour": 90_000},
            ]
        )
        # 800 * 12 + 0.2 * 10,000 + 650 + 0.02 * 8,000 + 2 * 2,000, and 10 minutes.
        cls.dough_material, cls.dough_work = 16_410, 10_000
        cls.bread = cls._bread(operation_ids=[cls._step(mixer, 10)])
        # Half the dough, ten boxes and 20 minutes of the oven.
        cls.buns = cls._formula(
            cls.bun,
            [(cls.dough, 790, None), (cls.box, 10, None), (cls.strong, 1, None)],
            product_qty=10,
            piece_weight=79,
            bake_loss=0.1,
            operation_ids=[cls._step(oven, 20)],
        )
        cls.bun_material = cls.dough_material / 2 + 1000 + 12
        cls.bun_work = cls.dough_work / 2 + 30_000

    @classmethod
    def _step(cls, workcenter, minutes):
        return Command.create(
            {
                "name": "Step",
                "workcenter_id": workcenter.id,
                "time_cycle_manual": minutes,
            }
        )

    def _fresh(self):
        self.env.flush_all()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestCost(CostCommon):
    def test_a_batch_costs_its_ingredients_and_its_time(self):
        self.assertAlmostEqual(self.bread.cost_material, self.dough_material)
        self.assertAlmostEqual(self.bread.cost_work, self.dough_work)

    def test_costs_come_up_through_all_levels(self):
        self.dough.standard_price = 999_999
        self._fresh()
        self.assertAlmostEqual(self.buns.cost_material, self.bun_material, 0)
        self.assertAlmostEqual(self.buns.cost_work, self.bun_work)
        total = self.bun_material + self.bun_work
        self.assertAlmostEqual(self.buns.cost_piece, total / 10, 2)
        baked = self.buns.dough_weight * 0.9
        self.assertAlmostEqual(self.buns.cost_kg, total / baked * 1000, 0)

    def test_margin(self):
        cost = (self.bun_material + self.bun_work) / 10
        self.assertAlmostEqual(self.buns.cost_rate, cost / 5000, 4)
        self.assertAlmostEqual(self.buns.cost_margin, 5000 - cost, 2)
        self.assertAlmostEqual(self.buns.cost_margin_rate, 1 - cost / 5000, 4)

    def test_tax_is_no_revenue(self):
        self.bun.taxes_id = self.env["account.tax"].create(
            {
                "name": "Included",
                "amount": 10,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )
        self._fresh()
        self.assertAlmostEqual(self.buns.cost_sale_price, 5000 / 1.1, 0)

    def test_what_is_not_sold_has_no_margin(self):
        self.bun.sale_ok = False
        self._fresh()
        self.assertEqual((self.buns.cost_margin, self.buns.cost_rate), (0, 0))

    def test_what_has_no_cost_is_named(self):
        self.assertFalse(self.buns.cost_unknown)
        self.box.standard_price = 0
        self.salt.standard_price = 0
        self._fresh()
        self.assertEqual(set(self.buns.cost_unknown.split(", ")), {"Box", "Salt"})

    def test_byproducts_bear_their_share(self):
        crumbs = self._product("Crumbs", self.gram)
        self.bread.byproduct_ids = [
            Command.create(
                {
                    "product_id": crumbs.id,
                    "product_qty": 100,
                    "product_uom_id": self.gram.id,
                    "cost_share": 20,
                }
            )
        ]
        self._fresh()
        self.assertAlmostEqual(self.bread.cost_material, self.dough_material * 0.8)
        half = (self.dough_material * 0.4) + 1012
        self.assertAlmostEqual(self.buns.cost_material, half, 0)

    def test_every_company_has_its_costs(self):
        other = self.env["res.company"].create({"name": "Other bakery"})
        self.strong.with_company(other).standard_price = 24
        self.bread.company_id = False
        bom = self.bread.with_company(other)
        self.assertAlmostEqual(bom.cost_material, 800 * 24, 0)
        self.assertAlmostEqual(self.bread.cost_material, self.dough_material)

    def test_the_sheet_lists_the_dearest_first(self):
        html = str(self.buns.cost_html)
        self.assertLess(html.index("Oven"), html.index("Strong flour"))

    def test_queries_do_not_grow_with_formulas(self):
        def count(number):
            boms = self.env["mrp.bom"]
            for n in range(number):
                bun = self._product(f"Bun {number} {n}", self.unit, list_price=9000)
                boms |= self.buns.copy({"product_tmpl_id": bun.product_tmpl_id.id})
            self._fresh()
            start = self.cr.sql_log_count
            boms.mapped("cost_batch")
            boms.mapped("cost_margin")
            return self.cr.sql_log_count - start

        count(1)
        self.assertAlmostEqual(count(1), count(50), delta=2)


@tagged("post_install", "-at_install")
class TestCostRights(CostCommon):
    """Costs are for those who may see them, whichever way they are asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.blind = [
            cls._user("cost-baker", "baker"),
            cls._user("cost-planner", "planner"),
            cls._user("cost-owner", "formula_owner"),
        ]
        cls.seeing = [
            cls._user("cost-baker-viewer", "baker", "cost"),
            cls._user("cost-owner-viewer", "formula_owner", "cost"),
        ]
        export = cls.env.ref("base.group_allow_export")
        for user in (*cls.blind, *cls.seeing):
            user.group_ids |= export

    def _call(self, user, model, method, *args, **kwargs):
        return call_kw(self.env(user=user)[model], method, args, kwargs)

    def _ways(self, user, name):
        """Yield what a program may try to read the field ``name`` with."""
        bom = [self.buns.id]
        domain = [("id", "in", bom)]
        yield lambda: self._call(user, "mrp.bom", "read", bom, [name])
        yield lambda: self._call(user, "mrp.bom", "search_read", domain, [name])
        yield lambda: self._call(user, "mrp.bom", "web_read", bom, {name: {}})
        yield lambda: self._call(user, "mrp.bom", "web_search_read", domain, {name: {}})
        yield lambda: self._call(user, "mrp.bom", "export_data", bom, [name])

    def test_who_sees_what_a_formula_costs(self):
        for name in FIELDS:
            for user in self.seeing:
                for way in self._ways(user, name):
                    with self.subTest(field=name, user=user.login):
                        self.assertTrue(way())
            for user in self.blind:
                for number, way in enumerate(self._ways(user, name)):
                    with (
                        self.subTest(field=name, user=user.login, way=number),
                        self.assertRaises(AccessError),
                    ):
                        way()

    def test_what_is_not_for_them_is_not_named_either(self):
        for user in self.blind:
            named = self._call(user, "mrp.bom", "fields_get")
            self.assertFalse(set(FIELDS) & set(named))
            arch = self._call(user, "mrp.bom", "get_views", [[False, "form"]])
            self.assertNotIn("cost_batch", arch["views"]["form"]["arch"])
        arch = self._call(self.seeing[0], "mrp.bom", "get_views", [[False, "form"]])
        self.assertIn("cost_batch", arch["views"]["form"]["arch"])

    def test_neither_by_the_back_door(self):
        for user in self.blind:
            for model in ("", ".line", ".result"):
                with (
                    self.subTest(model=model, user=user.login),
                    self.assertRaises(AccessError),
                ):
                    self._call(
                        user, f"bakery.cost.whatif{model}", "search_read", [], ["id"]
                    )
            for method in ("_cost_sheets", "_cost_rows", "_price_untaxed"):
                with self.assertRaises(AccessError):
                    self._call(user, "mrp.bom", method, [self.buns.id])
        for user in self.blind:
            lines = [Command.create({"product_id": self.strong.id, "percent": 10})]
            with self.assertRaises(AccessError):
                self._call(user, "bakery.cost.whatif", "create", [{"line_ids": lines}])

    def test_what_if_is_of_its_maker_only(self):
        one, other = self.seeing
        lines = [Command.create({"product_id": self.strong.id, "percent": 10})]
        made = self._call(one, "bakery.cost.whatif", "create", [{"line_ids": lines}])
        self.assertTrue(self._call(one, "bakery.cost.whatif", "read", made))
        with self.assertRaises(AccessError):
            self._call(other, "bakery.cost.whatif", "read", made)


@tagged("post_install", "-at_install")
class TestCostWhatif(CostCommon):
    def _whatif(self, *lines):
        return self.env["bakery.cost.whatif"].create(
            {"line_ids": [Command.create(values) for values in lines]}
        )

    def _results(self, whatif):
        ours = self.bread | self.buns
        return {x.bom_id: x for x in whatif.result_ids if x.bom_id in ours}

    def test_every_formula_that_contains_it_is_found(self):
        whatif = self._whatif({"product_id": self.strong.id, "percent": 50})
        results = self._results(whatif)
        self.assertEqual(set(results), {self.bread, self.buns})
        dough, bun = results[self.bread], results[self.buns]
        self.assertAlmostEqual(dough.difference, 800 * 6 / 1580, 2)
        before = (self.bun_material + self.bun_work) / 10
        self.assertAlmostEqual(bun.cost_before, before, 2)
        # Half the dough, and a gram of its own.
        self.assertAlmostEqual(bun.cost_after, before + 401 * 6 / 10, 2)
        after = (5000 - before - 240.6) / 5000
        self.assertAlmostEqual(bun.margin_after, after, 4)
        self.assertGreater(bun.margin_before, bun.margin_after)

    def test_the_hardest_hit_comes_first(self):
        whatif = self._whatif({"product_id": self.strong.id, "percent": 50})
        rates = [abs(x.difference_rate) for x in whatif.result_ids]
        self.assertEqual(rates, sorted(rates, reverse=True))

    def test_several_prices_at_once_and_down_as_well(self):
        whatif = self._whatif(
            {"product_id": self.strong.id, "new_price": 10},
            {"product_id": self.egg.id, "new_price": 2500},
        )
        dough = self._results(whatif)[self.bread]
        self.assertAlmostEqual(dough.difference, (-1600 + 1000) / 1580, 2)

    def test_what_does_not_contain_it_is_left_out(self):
        whatif = self._whatif({"product_id": self.box.id, "percent": 10})
        self.assertEqual(set(self._results(whatif)), {self.buns})

    def test_nothing_is_written(self):
        before = [self.strong.standard_price, self.buns.write_date]
        history = self.env["product.value"].search_count([])
        self._whatif({"product_id": self.strong.id, "percent": 50})
        self._fresh()
        self.assertEqual([self.strong.standard_price, self.buns.write_date], before)
        self.assertEqual(self.env["product.value"].search_count([]), history)

    def test_in_the_form(self):
        form = Form(self.env["bakery.cost.whatif"])
        with form.line_ids.new() as line:
            line.product_id = self.strong
            self.assertEqual(line.current_price, 12)
            line.percent = 25
            self.assertEqual(line.new_price, 15)
            line.new_price = 18
            self.assertEqual(line.percent, 50)
        self.assertIn("Bun", form.chart_html)
        whatif = form.save()
        self.assertIn(self.buns, self._results(whatif))
        action = whatif.result_ids[0].action_open_formula()
        self.assertEqual(action["res_model"], "mrp.bom")

    def test_drafts_are_left_out_where_formulas_are_approved(self):
        self.company.formula_approval = True
        owner = self._user("whatif-owner", "formula_owner")
        self.buns.with_user(owner).action_approve_formula()
        whatif = self._whatif({"product_id": self.egg.id, "percent": 50})
        self.assertNotIn(self.bread, self._results(whatif))

    def test_bad_input_is_refused(self):
        for lines in (
            [{"product_id": self.strong.id, "new_price": -1}],
            [{"product_id": self.dough.id, "percent": 10}],
            [{"product_id": self.strong.id, "percent": n} for n in (1, 2)],
        ):
            with (
                self.subTest(lines),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._whatif(*lines)

    def test_queries_do_not_grow_with_formulas(self):
        def count(number):
            for n in range(number):
                bun = self._product(f"Bun {number} {n}", self.unit, list_price=9000)
                self.buns.copy({"product_tmpl_id": bun.product_tmpl_id.id})
            self._fresh()
            start = self.cr.sql_log_count
            whatif = self._whatif({"product_id": self.strong.id, "percent": 10})
            self.assertGreaterEqual(len(whatif.result_ids), number)
            return self.cr.sql_log_count - start

        count(1)
        # A thousand rows are written in one go, fifty in the same.
        self.assertAlmostEqual(count(1), count(50), delta=3)
