from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_simultaneous import SimultaneousCase

# What hangs on the goods of these tests, in the order in which it may go.
TABLES = (
    ("stock_move_line", "product_id"),
    ("stock_quant", "product_id"),
    ("bakery_waste_entry_line", "product_id"),
    ("bakery_waste", "product_id"),
    ("stock_scrap", "product_id"),
    ("stock_move", "product_id"),
    ("bakery_bake_plan_need", "product_id"),
)


@tagged("post_install", "-at_install")
class TestBakingSimultaneous(SimultaneousCase):
    """Two planners, two tablets, two clicks: one of them wins, nothing is doubled."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            self.addCleanup(self.clean)
            self.ids = {}
            house = env["stock.warehouse"].create(
                {"name": "Dapur Serentak", "code": "SRTK"}
            )
            flour, bread = env["product.product"].create(
                [
                    {"name": "Tepung Serentak", "is_storable": True},
                    {"name": "Roti Serentak", "is_storable": True},
                ]
            )
            bom = env["mrp.bom"].create(
                {
                    "product_tmpl_id": bread.product_tmpl_id.id,
                    "bom_line_ids": [
                        Command.create({"product_id": flour.id, "product_qty": 2})
                    ],
                }
            )
            shift = env["bakery.bake.shift"].create(
                {"name": "Serentak", "start_hour": 2, "end_hour": 10}
            )
            env["stock.quant"]._update_available_quantity(
                flour, house.lot_stock_id, 1000
            )
            env["stock.quant"]._update_available_quantity(bread, house.lot_stock_id, 50)
            day = fields.Date.context_today(env.user) + timedelta(days=2)
            plan = env["bakery.bake.plan"].create(
                {"warehouse_id": house.id, "shift_id": shift.id, "date": day}
            )
            env["bakery.bake.plan.line"].create(
                {"plan_id": plan.id, "product_id": bread.id, "qty": 12}
            )
            order = env["mrp.production"].create(
                {
                    "product_id": bread.id,
                    "product_qty": 10,
                    "bom_id": bom.id,
                    "picking_type_id": house.manu_type_id.id,
                }
            )
            order.action_confirm()
            self.ids = {
                "house": house.id,
                "flour": flour.id,
                "bread": bread.id,
                "shift": shift.id,
                "plan": plan.id,
                "order": order.id,
            }
            self.company = house.company_id.id
            self.approval = house.company_id.formula_approval
            house.company_id.formula_approval = False
            env.cr.commit()

    def clean(self):
        """Take everything away again: stock that moved can be deleted by SQL only."""
        if not self.ids:
            return
        with self.transaction() as env:
            env["res.company"].browse(self.company).formula_approval = self.approval
            env.flush_all()
            products = [self.ids["flour"], self.ids["bread"]]
            env.cr.execute(
                "UPDATE stock_move SET account_move_id = NULL WHERE product_id IN %s",
                [tuple(products)],
            )
            for table, column in TABLES:
                env.cr.execute(
                    f"DELETE FROM {table} WHERE {column} IN %s",  # noqa: S608 - names
                    [tuple(products)],
                )
            env.cr.execute(
                "DELETE FROM mrp_production WHERE product_id IN %s", [tuple(products)]
            )
            env.cr.execute(
                "DELETE FROM bakery_bake_plan WHERE id = %s", [self.ids["plan"]]
            )
            env.invalidate_all()
            env["bakery.bake.shift"].browse(self.ids["shift"]).unlink()
            env["mrp.bom"].search([("product_id", "=", False)]).filtered(
                lambda bom: (
                    bom.product_tmpl_id.product_variant_ids.ids == [self.ids["bread"]]
                )
            ).unlink()
            env["product.product"].browse(products).unlink()
            # Its places and kinds of transfer hang on each other: it leaves its name.
            house = env["stock.warehouse"].browse(self.ids["house"])
            house.write({"name": f"Bekas {house.id}", "code": f"B{house.id}"})
            house.active = False
            env.cr.commit()

    def plan(self, env):
        return env["bakery.bake.plan"].browse(self.ids["plan"])

    def order(self, env):
        return env["mrp.production"].browse(self.ids["order"])

    def on_hand(self, env, name):
        house = env["stock.warehouse"].browse(self.ids["house"])
        product = env["product.product"].browse(self.ids[name])
        return product.with_context(location=house.lot_stock_id.id).qty_available

    # Plans ---------------------------------------------------------------------------

    def test_two_planners_confirm_one_plan(self):
        self.at_once(lambda env: self.plan(env).action_confirm())
        with self.transaction() as env:
            orders = self.plan(env).production_ids
            self.assertEqual(orders.mapped("product_qty"), [12])

    def test_a_planner_who_comes_between_gets_a_sentence(self):
        with self.two() as (first, second):
            self.plan(first).action_compute()
            first.flush_all()
            for action in ("action_confirm", "action_compute", "action_cancel"):
                with self.assertRaisesRegex(UserError, "Dapur Serentak"):
                    getattr(self.plan(second), action)()

    def test_confirming_while_another_computes_anew(self):
        with self.two() as (first, second):
            self.plan(first).action_compute()
            first.flush_all()
            first.cr.commit()
            with self.refused_by_database():
                self.plan(second).action_confirm()
        with self.transaction() as env:
            self.assertFalse(self.plan(env).production_ids)
            self.plan(env).action_confirm()
            self.assertEqual(len(self.plan(env).production_ids), 1)

    # Tablets -------------------------------------------------------------------------

    def test_two_tablets_finish_one_order(self):
        with self.two() as (first, second):
            self.order(first).bake_finish(9, 1)
            first.flush_all()
            # While the first is at work.
            with self.assertRaisesRegex(UserError, "MO"):
                self.order(second).bake_finish(9, 1)
            first.cr.commit()
            with self.refused_by_database():
                self.order(second).bake_finish(9, 1)
        with self.transaction() as env:
            order = self.order(env)
            with self.assertRaisesRegex(UserError, order.name):
                order.bake_finish(9, 1)
            self.assertEqual(order.qty_produced, 9)
            self.assertEqual(self.on_hand(env, "bread"), 59)
            self.assertEqual(self.on_hand(env, "flour"), 980)

    # Waste ---------------------------------------------------------------------------

    def test_two_clicks_log_waste_once(self):
        with self.transaction() as env:
            entry = env["bakery.waste.entry"].create(
                {"warehouse_id": self.ids["house"]}
            )
            line = entry.line_ids.filtered(
                lambda line: line.product_id.id == self.ids["bread"]
            )
            line.quantity = 5
            env.cr.commit()

        def log(env):
            return env["bakery.waste.entry"].browse(entry.id).action_log()

        with self.two() as (first, second):
            log(first)
            first.flush_all()
            with self.assertRaises(UserError):
                log(second)
            first.cr.commit()
            with self.refused_by_database():
                log(second)
        with self.transaction() as env:
            with self.assertRaises(UserError):
                log(env)
            self.assertEqual(self.on_hand(env, "bread"), 45)
