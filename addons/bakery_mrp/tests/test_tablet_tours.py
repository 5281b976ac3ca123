from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_trace import BakeryTraceCommon
from .test_bake_plan import BakePlanCommon


@tagged("post_install", "-at_install")
class TestPlannerTour(BakePlanCommon, HttpCase):
    """What the planner does on a tablet."""

    browser_size = "1180x820"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bun_bom.operation_ids = [
            Command.create({"name": "Shape", "workcenter_id": cls.mixer.id})
        ]
        mill = cls.env["res.partner"].create({"name": "Mill"})
        for product in cls.strong | cls.water | cls.salt:
            product.seller_ids = [Command.create({"partner_id": mill.id, "price": 1})]
            product.route_ids += cls.env.ref("purchase_stock.route_warehouse0_buy")
        # The screen proposes tonight's plan, whose hours end tomorrow
        # afternoon: what leaves soon is in it at any time of the day.
        soon = fields.Datetime.now() + timedelta(hours=1)
        cls._order(cls.filled, 20, soon)
        cls._order(cls.bun, 12, soon)

    def test_a_planner_plans_the_night(self):
        self.start_tour(
            "/odoo/action-bakery_mrp.bakery_bake_plan_action",
            "bakery_mrp_bake_plan",
            login=self.planner.login,
        )
        plan = self.env["bakery.bake.plan"].search(
            [("warehouse_id", "=", self.house.id)]
        )
        self.assertEqual((plan.state, plan.shift_id), ("confirmed", self.shift))
        baked = {order.product_id: order.product_qty for order in plan.production_ids}
        self.assertEqual(baked[self.filled], 30)
        self.assertGreaterEqual(baked[self.bun], 12)
        # 20 g for each of the 30.
        self.assertEqual(baked[self.cream], 600)
        asked = self.env["purchase.order.line"].search(
            [("product_id", "=", self.strong.id), ("state", "=", "draft")]
        )
        self.assertTrue(asked)


@tagged("post_install", "-at_install")
class TestTraceTour(BakeryTraceCommon, HttpCase):
    """What somebody does on a tablet when a mill, or a customer, calls."""

    browser_size = "820x1180"
    touch_enabled = True

    def test_from_flour_to_customers_and_back(self):
        self.chain()
        self.start_tour(
            "/odoo/trace", "bakery_mrp_trace", login=self.recaller.login, timeout=90
        )
