from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestBatchCost(BakeryMrpCommon):
    """A bun of flour and water, mixed for 30 minutes by two people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create(
            {"name": "Costed", "property_cost_method": "average"}
        )
        products = cls.strong | cls.salt | cls.bun
        products.categ_id = cls.category
        cls.stock = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.strong.standard_price = 10  # per gram
        cls.salt.standard_price = 2000  # per kilogram
        for product, quantity in ((cls.strong, 1_000_000), (cls.salt, 1000)):
            cls.env["stock.quant"]._update_available_quantity(
                product, cls.stock.lot_stock_id, quantity
            )
        cls.mixer = cls.env["mrp.workcenter"].create(
            {
                "name": "Mixer",
                "costs_hour": 6000,
                "labour_hour": 3000,
                "crew": 2,
                "resource_calendar_id": False,
            }
        )
        cls.bom = cls._formula(
            cls.bun,
            [(cls.strong, 1000, None), (cls.salt, 0.02, None)],
            product_qty=20,
            piece_weight=51,
        )
        cls.bom.operation_ids = [
            Command.create(
                {
                    "name": "Mix",
                    "workcenter_id": cls.mixer.id,
                    "time_cycle_manual": 30,
                }
            )
        ]

    def _order(self, quantity=20):
        order = self.env["mrp.production"].create(
            {"product_id": self.bun.id, "product_qty": quantity, "bom_id": self.bom.id}
        )
        order.action_confirm()
        order.action_assign()
        return order

    def _close(self, order, produced=None, minutes=30, used=None):
        """Close ``order``; ``used`` are grams of flour, as planned when None."""
        order.qty_producing = produced or order.product_qty
        for move in order.move_raw_ids:
            if used is not None and move.product_id == self.strong:
                move.quantity = used
            move.picked = True
        order.workorder_ids.duration = minutes
        order.with_context(
            skip_backorder=True, skip_consumption=True
        ).button_mark_done()
        self.assertEqual(order.state, "done")
        return order

    def test_as_planned_there_is_no_variance(self):
        order = self._close(self._order())
        self.assertAlmostEqual(order.cost_material, 10_040)
        # Half an hour at 6,000 for the mixer and 2 x 3,000 for people.
        self.assertAlmostEqual(order.cost_labour, 6_000)
        self.assertAlmostEqual(order.cost_total, 16_040)
        self.assertAlmostEqual(order.cost_unit, 802)
        for name in ("price", "usage", "yield", "efficiency", "overhead"):
            self.assertAlmostEqual(order[f"variance_{name}"], 0, msg=name)
        self.assertAlmostEqual(order.yield_rate, 100)

    def test_finished_goods_are_valued_with_it(self):
        self.mixer.write({"overhead_basis": "hour", "overhead_rate": 1000})
        order = self._close(self._order())
        finished = order.move_finished_ids
        self.assertAlmostEqual(order.cost_overhead, 500)
        self.assertAlmostEqual(finished.value, order.cost_total, 2)
        self.assertAlmostEqual(self.bun.standard_price, order.cost_unit, 2)

    def test_a_cost_typed_by_hand_adds_to_the_overhead(self):
        self.mixer.write({"overhead_basis": "hour", "overhead_rate": 1000})
        order = self._order()
        order.extra_cost = 25
        self._close(order)
        self.assertAlmostEqual(order.cost_overhead, 500 + 25 * 20)
        self.assertAlmostEqual(order.variance_overhead, 25 * 20)
        self.assertAlmostEqual(order.move_finished_ids.value, order.cost_total, 2)

    def test_a_cost_typed_by_hand_follows_what_is_left_of_an_order(self):
        self.mixer.write({"overhead_basis": "hour", "overhead_rate": 1000})
        order = self._order()
        order.extra_cost = 25
        order.qty_producing = 12
        order.workorder_ids.duration = 18
        order.move_raw_ids.picked = True
        order.with_context(
            skip_consumption=True, mo_ids_to_backorder=order.ids, skip_backorder=True
        ).button_mark_done()
        rest = order.production_group_id.production_ids - order
        self._close(rest, minutes=12)
        self.assertAlmostEqual(order.cost_overhead, 300 + 25 * 12)
        self.assertAlmostEqual(rest.cost_overhead, 200 + 25 * 8)

    def test_overhead_by_weight_and_by_percent(self):
        self.mixer.write({"overhead_basis": "kg", "overhead_rate": 500})
        self.assertAlmostEqual(self._close(self._order()).cost_overhead, 510)
        self.mixer.write({"overhead_basis": "percent", "overhead_rate": 10})
        self.assertAlmostEqual(self._close(self._order()).cost_overhead, 1004)

    def test_burnt_pieces_are_yield(self):
        order = self._close(self._order(), produced=18)
        self.assertAlmostEqual(order.variance_yield, 1_004)
        self.assertAlmostEqual(order.variance_usage, 0)
        self.assertAlmostEqual(order.standard_material, 9_036)
        self.assertAlmostEqual(order.yield_rate, 90)

    def test_more_flour_is_usage(self):
        order = self._close(self._order(), used=1100)
        self.assertAlmostEqual(order.variance_usage, 1_000)
        self.assertAlmostEqual(order.variance_yield, 0)

    def test_dearer_flour_is_price(self):
        self.strong.planned_cost = 9
        order = self._close(self._order())
        self.assertAlmostEqual(order.variance_price, 1_000)
        self.assertAlmostEqual(order.standard_material, 9_040)

    def test_longer_work_is_efficiency(self):
        order = self._close(self._order(), minutes=45)
        self.assertAlmostEqual(order.cost_labour, 9_000)
        self.assertAlmostEqual(order.variance_efficiency, 3_000)

    def test_byproducts_take_their_share(self):
        crumbs = self._product("Crumbs", self.gram, categ_id=self.category.id)
        self.bom.byproduct_ids = [
            Command.create(
                {
                    "product_id": crumbs.id,
                    "product_qty": 100,
                    "product_uom_id": self.gram.id,
                    "cost_share": 5,
                }
            )
        ]
        order = self._order()
        order.move_byproduct_ids.quantity = 100
        order.move_byproduct_ids.picked = True
        order = self._close(order)
        self.assertAlmostEqual(order.cost_byproduct, 802)
        self.assertAlmostEqual(order.move_byproduct_ids.value, 802, 2)
        main = order.move_finished_ids.filtered(lambda x: x.product_id == self.bun)
        self.assertAlmostEqual(main.value, order.cost_total, 2)

    def test_a_closed_batch_does_not_change(self):
        order = self._close(self._order())
        before = order.read(["cost_total", "standard_material"])
        self.strong.standard_price = 99
        self.mixer.labour_hour = 1
        self.env.invalidate_all()
        self.assertEqual(order.read(["cost_total", "standard_material"]), before)

    # Rights and bad input ------------------------------------------------------------

    def test_a_baker_closes_a_batch_and_sees_no_costs(self):
        baker = self._user("cost-baker", "baker")
        order = self._order()
        self._close(order.with_user(baker))
        self.assertTrue(order.cost_total)
        fields = order.with_user(baker).fields_get()
        self.assertNotIn("cost_material", fields)
        self.assertNotIn("variance_yield", fields)
        with self.assertRaises(Exception):  # noqa: B017 - AccessError or ValueError
            order.with_user(baker).read(["cost_material"])
        viewer = self._user("cost-viewer", "baker", "cost")
        self.assertTrue(order.with_user(viewer).read(["cost_material"]))

    def test_nobody_writes_the_figures(self):
        viewer = self._user("cost-writer", "planner", "cost")
        order = self._close(self._order())
        order.with_user(viewer).write({"cost_material": 1})
        self.assertAlmostEqual(order.cost_material, 10_040)

    def test_negative_rates_are_refused(self):
        for values in ({"labour_hour": -1}, {"crew": -1}, {"overhead_rate": -1}):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.mixer.write(values)
