from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_counter import CounterCommon


@tagged("post_install", "-at_install")
class TestCounterStock(CounterCommon):
    """The tiles of a till show what is free where it sells."""

    def figures(self, *products):
        self.env.flush_all()
        self.env.invalidate_all()
        ids = [product.id for product in products or (self.bread, self.cake)]
        return self.seller_till.stock_figures(ids)

    def free(self, product):
        return self.figures(product)["free"][str(product.id)]

    def details(self, product):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.seller_till.stock_details(product.id)

    def test_free_here_only(self):
        self.assertEqual(self.free(self.bread), 100, "not the 40 of the kitchen")

    def test_what_is_sold_is_gone_before_it_is_booked(self):
        self.sync(self.line(self.bread, 30))
        self.assertEqual(self.free(self.bread), 70)
        self.post()
        self.assertEqual(self.free(self.bread), 70)

    def test_a_kit_comes_with_what_it_is_made_of(self):
        figures = self.figures(self.latte)
        self.assertEqual(
            figures["parts"][str(self.latte.id)],
            {str(self.coffee.id): 18, str(self.milk.id): 150},
        )
        self.assertEqual(
            figures["free"], {str(self.coffee.id): 10000, str(self.milk.id): 10000}
        )
        self.sync(self.line(self.latte, 2))
        self.assertEqual(self.figures(self.latte)["free"][str(self.milk.id)], 9700)

    def test_a_kit_within_a_kit(self):
        box = self.env["product.product"].create(
            {"name": "Paket Uji", "available_in_pos": True}
        )
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": box.product_tmpl_id.id,
                "type": "phantom",
                "product_qty": 2,
                "bom_line_ids": [
                    (0, 0, {"product_id": self.latte.id, "product_qty": 4}),
                    (0, 0, {"product_id": self.bread.id, "product_qty": 2}),
                ],
            }
        )
        self.assertEqual(
            self.figures(box)["parts"][str(box.id)],
            {str(self.coffee.id): 36, str(self.milk.id): 300, str(self.bread.id): 1},
        )
        self.assertEqual(self.details(box)["here"], 33, "10,000 g of milk by 300 g")

    def test_queries_do_not_grow_with_products(self):
        more = self.env["product.product"].create(
            [
                {"name": f"Roti {n}", "is_storable": True, "available_in_pos": True}
                for n in range(50)
            ]
        )
        kits = self.env["product.product"].create(
            [{"name": f"Kopi {n}", "available_in_pos": True} for n in range(50)]
        )
        self.env["mrp.bom"].create(
            [
                {
                    "product_tmpl_id": kit.product_tmpl_id.id,
                    "type": "phantom",
                    "bom_line_ids": [
                        (0, 0, {"product_id": self.milk.id, "product_qty": 100})
                    ],
                }
                for kit in kits
            ]
        )

        def queries(products):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = self.seller_till.stock_figures(products.ids)
            self.assertGreaterEqual(len(found["parts"]), 1)
            return self.cr.sql_log_count - before

        one, many = more[0] | kits[0], more | kits
        queries(one)
        self.assertLessEqual(queries(many), queries(one))

    def test_details_name_other_outlets_and_what_comes(self):
        request = self.request(quantity=6)
        details = self.details(self.bread)
        self.assertEqual((details["here"], details["outlet"]), (100, self.outlet.name))
        [other] = details["others"]
        self.assertEqual((other["id"], other["free"]), (self.kitchen.id, 40))
        self.assertEqual(details["incoming"], [], "a draft may never be sent")
        [asked] = details["requests"]
        self.assertEqual((asked["quantity"], asked["state"]), (6, "requested"))
        request.picking_id.action_confirm()
        details = self.details(self.bread)
        [coming] = details["incoming"]
        self.assertEqual((coming["kind"], coming["quantity"]), ("transfer", 6))
        self.assertEqual(details["requests"][0]["state"], "underway")

    def test_details_say_which_part_is_short(self):
        place = self.outlet.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.milk, place, -9900)
        details = self.details(self.latte)
        self.assertEqual(details["here"], 0)
        short = [part["name"] for part in details["parts"] if part["short"]]
        self.assertEqual(short, ["Susu Uji"])

    def test_goods_of_the_outbox_are_not_offered_elsewhere(self):
        self.sync(self.line(self.bread, 10))
        free = self.till._free_by_warehouse(self.bread)
        self.assertEqual(free[self.outlet][self.bread], 90)
        self.assertEqual(free[self.kitchen][self.bread], 40)

    def test_hostile_questions(self):
        for ids in ("1", [str(self.bread.id)], [True], None, list(range(6000))):
            with self.assertRaises(UserError, msg=ids):
                self.seller_till.stock_figures(ids)
        with self.assertRaises(UserError):
            self.seller_till.stock_details(self.coffee.id)
        self.till.show_stock = False
        with self.assertRaises(UserError):
            self.seller_till.stock_figures([self.bread.id])
        self.till.show_stock = True
        nobody = new_test_user(
            self.env, "tamu-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            self.till.with_user(nobody).stock_figures([self.bread.id])

    def test_a_till_without_the_setting_is_as_before(self):
        plain = self.env["pos.config"].create({"name": "Kasir Polos"})
        self.assertFalse(plain.show_stock)
