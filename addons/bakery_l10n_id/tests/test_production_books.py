from unittest.mock import patch

from odoo.fields import Command

from .common import BooksCommon

INGREDIENTS, GOODS = "bakery_11300010", "bakery_11300040"
PROCESS, LABOUR = "bakery_11300030", "bakery_51000060"
OVERHEAD, VARIANCE = "bakery_51000070", "bakery_51000030"


class TestProductionBooks(BooksCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loaf = cls.new_product("Roti", cls.goods, cls.unit)
        cls.oven = cls.env["mrp.workcenter"].create(
            {"name": "Oven Uji", "costs_hour": 60000, "company_id": cls.company.id}
        )
        cls.formula = cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.loaf.product_tmpl_id.id,
                "product_qty": 10,
                "company_id": cls.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": cls.flour.id, "product_qty": 3})
                ],
                "operation_ids": [
                    Command.create(
                        {
                            "name": "Panggang",
                            "workcenter_id": cls.oven.id,
                            "time_cycle_manual": 37,
                        }
                    )
                ],
            }
        )

    def setUp(self):
        super().setUp()
        self.receive(self.order(100, 20000))

    def bake(self, quantity=10, done=None, minutes=37, **values):
        """Bake ``done`` of ``quantity`` loaves; return the order."""
        order = self.env["mrp.production"].create(
            {
                "product_id": self.loaf.id,
                "bom_id": self.formula.id,
                "product_qty": quantity,
                "company_id": self.company.id,
                **values,
            }
        )
        order.action_confirm()
        self.finish(order, done or quantity, minutes)
        return order

    def finish(self, order, quantity, minutes):
        order.qty_producing = quantity
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        order.workorder_ids.duration = minutes
        context = {"skip_backorder": True, "skip_consumption": True}
        if quantity < order.product_qty:
            context["mo_ids_to_backorder"] = order.ids
        order.with_context(**context).button_mark_done()

    def assert_process_is_empty(self):
        self.assertEqual(self.balance(PROCESS), 0)

    def test_ingredients_and_labour_become_goods(self):
        self.bake()
        self.assertEqual(self.balance(GOODS), 60000 + 37000)
        self.assertEqual(self.balance(LABOUR), -37000)
        self.assertFalse(self.balance(VARIANCE))
        self.assert_process_is_empty()
        self.assert_stock_ties_out(self.flour, self.loaf)

    def test_extra_cost_is_overhead_absorbed(self):
        self.bake(extra_cost=500)
        self.assertEqual(self.balance(GOODS), 60000 + 37000 + 5000)
        self.assertEqual(self.balance(OVERHEAD), -5000)
        self.assert_process_is_empty()

    def test_standard_cost_leaves_a_named_variance(self):
        self.goods.property_cost_method = "standard"
        self.loaf.with_company(self.company).standard_price = 8000
        self.bake()
        self.assertEqual(self.balance(GOODS), 80000)
        self.assertEqual(self.balance(VARIANCE), 17000)
        self.assert_process_is_empty()
        self.assert_stock_ties_out(self.flour, self.loaf)

    def test_a_backorder_closes_by_itself(self):
        order = self.bake(done=4, minutes=15)
        self.assert_process_is_empty()
        rest = order.production_group_id.production_ids - order
        self.finish(rest, 6, 22)
        self.assertEqual(self.balance(GOODS), 60000 + 37000)
        self.assertEqual(self.balance(LABOUR), -37000)
        self.assert_process_is_empty()

    def test_an_odd_number_leaves_no_rupiah(self):
        self.bake(quantity=7, minutes=26)
        self.assert_process_is_empty()
        self.assert_stock_ties_out(self.flour, self.loaf)

    def test_a_by_product_takes_its_share(self):
        crumbs = self.new_product("Remah", self.goods, self.kg)
        self.formula.byproduct_ids = [
            Command.create(
                {"product_id": crumbs.id, "product_qty": 1, "cost_share": 12.5}
            )
        ]
        self.bake()
        self.assertEqual(self.balance(GOODS), 60000 + 37000)
        self.assert_process_is_empty()
        self.assert_stock_ties_out(self.loaf, crumbs)

    def test_loaves_sold_before_they_were_baked_get_their_real_cost(self):
        self.move_out(4, self.loaf)
        self.bake()
        self.assert_process_is_empty()
        self.assert_stock_ties_out(self.loaf)

    def take_apart(self, order):
        self.env["mrp.unbuild"].create(
            {
                "mo_id": order.id,
                "product_id": self.loaf.id,
                "bom_id": self.formula.id,
                "product_qty": 10,
                "company_id": self.company.id,
            }
        ).action_unbuild()

    def test_taking_an_order_apart_empties_the_process_too(self):
        self.take_apart(self.bake())
        self.assert_process_is_empty()
        self.assertEqual(self.balance(GOODS), 0)
        self.assert_stock_ties_out(self.flour, self.loaf)

    def test_an_order_is_taken_apart_in_the_company_of_its_user(self):
        order = self.bake()
        companies = []
        unbuild = type(self.env["mrp.unbuild"])
        consumed = unbuild._generate_consume_moves

        def watched(records):
            companies.append(records.env.company)
            return consumed(records)

        with patch.object(unbuild, "_generate_consume_moves", watched):
            self.take_apart(order)
        # Rules of another company might hide what was baked.
        self.assertEqual(companies, [self.company])
