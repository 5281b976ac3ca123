from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_stock import StockOfSalesCommon

HIDDEN = ("recipe_cost", "recipe_margin", "recipe_margin_rate", "recipe_below_target")


@tagged("post_install", "-at_install")
class TestRecipeCost(StockOfSalesCommon):
    """What a recipe costs, in whatever units it is written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kilogram = cls.env.ref("uom.product_uom_kgm")
        cls.gram = cls.env.ref("uom.product_uom_gram")
        cls.manager = new_test_user(
            cls.env,
            "manajer-resep",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def kit(self, name, price, *parts, **values):
        product = self.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "available_in_pos": True,
                "taxes_id": [Command.set(self.tax.ids)],
            }
        )
        lines = [
            {"product_id": part.id, "product_qty": quantity, "product_uom_id": unit.id}
            for part, quantity, unit in parts
        ]
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )
        return product

    def sugar(self, cost=14000):
        return self.env["product.product"].create(
            {
                "name": "Gula Uji",
                "is_storable": True,
                "uom_id": self.kilogram.id,
                "standard_price": cost,
            }
        )

    def test_a_kit_costs_its_ingredients(self):
        self.assertEqual(self.latte.recipe_cost, 18 * 200 + 150 * 20)
        self.assertEqual(self.latte.recipe_price, 20000)
        self.assertEqual(self.latte.recipe_margin, 13400)
        self.assertAlmostEqual(self.latte.recipe_margin_rate, 0.67)
        self.assertEqual(self.latte.product_tmpl_id.recipe_cost, 6600)

    def test_recipe_in_grams_of_what_is_stocked_in_kilograms(self):
        tea = self.kit("Teh Uji", 11000, (self.sugar(), 12.5, self.gram))
        self.assertAlmostEqual(tea.recipe_cost, 175)

    def test_recipe_for_many(self):
        jug = self.kit("Teh Uji", 11000, (self.sugar(), 50, self.gram), product_qty=4)
        self.assertAlmostEqual(jug.recipe_cost, 175)

    def test_kits_of_kits(self):
        sweet = self.kit(
            "Kopi Manis Uji",
            33000,
            (self.latte, 2, self.latte.uom_id),
            (self.sugar(), 10, self.gram),
        )
        self.assertAlmostEqual(sweet.recipe_cost, 2 * 6600 + 140)

    def test_what_is_no_kit_costs_its_cost(self):
        self.assertEqual(self.bread.recipe_cost, 4000)
        self.assertEqual(self.bread.recipe_margin, 6000)

    def test_average_cost_counts_as_it_stands(self):
        self.category.property_cost_method = "average"
        self.coffee.categ_id = self.category
        self.coffee.standard_price = 300
        self.assertEqual(self.latte.recipe_cost, 18 * 300 + 150 * 20)

    def test_costs_are_the_company_s_own(self):
        other = self.env["res.company"].create(
            {"name": "Kafe Lain", "currency_id": self.company.currency_id.id}
        )
        self.latte.bom_ids.company_id = False
        self.coffee.with_company(other).standard_price = 1000
        self.assertEqual(self.latte.recipe_cost, 6600)
        self.assertEqual(self.latte.with_company(other).recipe_cost, 18000)

    def test_price_of_the_till_s_price_list(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Daftar Uji",
                "currency_id": self.company.currency_id.id,
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "fixed",
                            "fixed_price": 33000,
                            "applied_on": "1_product",
                            "product_tmpl_id": self.latte.product_tmpl_id.id,
                        }
                    )
                ],
            }
        )
        self.session.unlink()
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(pricelist.ids)],
                "pricelist_id": pricelist.id,
            }
        )
        latte = self.latte.with_context(pos_config_id=self.till.id)
        self.assertEqual((latte.recipe_price, latte.recipe_margin), (30000, 23400))

    def test_what_has_no_cost_is_named(self):
        self.assertFalse(self.latte.recipe_unknown)
        self.milk.standard_price = 0
        self.latte.invalidate_recordset()
        self.assertEqual(self.latte.recipe_unknown, "Susu Uji")

    def test_below_target(self):
        self.company.recipe_margin_target = 0.65
        mine = [("id", "in", (self.latte | self.bread).ids)]
        found = self.env["product.product"].search(
            [("recipe_below_target", "=", True), *mine]
        )
        self.assertEqual(found, self.bread)
        self.company.recipe_margin_target = 0.7
        self.env.invalidate_all()
        found = self.env["product.template"].search(
            [
                ("recipe_below_target", "=", True),
                ("product_variant_ids", "in", (self.latte | self.bread).ids),
            ]
        )
        self.assertEqual(found, (self.latte | self.bread).product_tmpl_id)
        found = self.env["product.product"].search(
            [("recipe_margin_rate", ">", 0.65), *mine]
        )
        self.assertEqual(found, self.latte)

    @mute_logger("odoo.sql_db")
    def test_a_target_is_a_share(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.company.recipe_margin_target = 1.5
            self.env.flush_all()

    def test_pivot(self):
        groups = self.env["product.product"]._read_group(
            [("id", "in", (self.latte | self.bread).ids)],
            [],
            ["recipe_cost:avg", "recipe_margin:avg", "recipe_margin_rate:avg"],
        )
        self.assertEqual(groups, [(5300, 9700, 0.635)])
        measure = self.env["product.template"].fields_get(["recipe_cost"])
        self.assertEqual(measure["recipe_cost"]["aggregator"], "avg")

    def test_hidden_from_who_sees_no_costs(self):
        product = self.latte.with_user(self.seller)
        for record in (product, product.product_tmpl_id):
            for name in HIDDEN:
                with self.assertRaises(AccessError, msg=name):
                    record.read([name])
                with self.assertRaises(AccessError, msg=name):
                    record.search([(name, "=", 1)])
        with self.assertRaises(AccessError):
            product._read_group([], [], ["recipe_cost:avg"])
        self.assertEqual(self.latte.with_user(self.manager).recipe_cost, 6600)

    def test_tablets_get_no_costs(self):
        for model in ("product.product", "product.template"):
            for user in (self.seller, self.manager):
                loaded = (
                    self.env[model].with_user(user)._load_pos_data_fields(self.till)
                )
                self.assertFalse({*HIDDEN, "recipe_price"} & {*loaded})

    def test_queries_do_not_grow_with_products(self):
        sugar = self.sugar()
        kits = self.env["product.product"]
        for number in range(50):
            kits |= self.kit(
                f"Kopi {number}",
                11000,
                (self.latte, 1, self.latte.uom_id),
                (sugar, 5, self.gram),
            )

        def queries(products):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            products.product_tmpl_id.mapped("recipe_margin_rate")
            return self.cr.sql_log_count - before

        queries(kits[:1])
        one, fifty = queries(kits[:1]), queries(kits)
        self.assertLessEqual(fifty, one + 2)

    # What a sale cost ----------------------------------------------------------------

    def test_a_sold_kit_costs_what_left_stock(self):
        order = self.sync(self.line(self.latte, 2), self.line(self.bread))
        self.post()
        kit, bread = order.lines.sorted("id")
        self.assertEqual(kit.total_cost, 2 * 6600)
        self.assertEqual(kit.margin, 40000 - 13200)
        self.assertEqual(bread.total_cost, 4000)

    def test_two_kits_with_one_ingredient_share_its_cost(self):
        self.category.property_cost_method = "average"
        (self.coffee | self.milk).categ_id = self.category
        espresso = self.kit("Espreso Uji", 11000, (self.coffee, 18, self.gram))
        self.coffee.standard_price = 200
        self.milk.standard_price = 20
        order = self.sync(self.line(self.latte), self.line(espresso, 2))
        self.post()
        self.coffee.standard_price = 900
        latte, shots = order.lines.sorted("id")
        self.assertEqual((latte.total_cost, shots.total_cost), (6600, 7200))

    def test_a_kit_counted_in_stock_and_valued_by_average(self):
        self.category.property_cost_method = "average"
        shot = self.kit("Espreso Uji", 11000, (self.coffee, 18, self.gram))
        shot.write({"is_storable": True, "categ_id": self.category.id})
        order = self.sync(self.line(shot, 2))
        self.post()
        self.assertEqual(order.lines.total_cost, 7200)

    def test_a_kit_brought_back(self):
        order = self.sync(self.line(self.latte, 2))
        self.post()
        back = self.sync(
            self.line(self.latte, -1, refunded=order.lines), is_refund=True
        )
        self.post()
        self.assertEqual(back.lines.total_cost, -6600)

    def test_stock_that_leaves_at_closing(self):
        self.session.update_stock_at_closing = True
        order = self.sync(self.line(self.latte))
        self.assertEqual(order.lines.total_cost, 6600)
