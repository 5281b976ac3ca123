from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BakeryMrpPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestBatchPlan(BakeryMrpPurchaseQcCommon):
    def test_a_plan_is_for_receipts_unless_it_says_otherwise(self):
        plan = self.env["bakery.qc.plan"].create(
            {"name": "Datang", "test_id": self.crumb.id}
        )
        self.assertEqual(plan.applies_to, "receipt")
        order = self._baked()
        self.assertFalse(self._checks(order))
        self.assertFalse(order.lot_producing_ids.quality_hold)

    def test_a_plan_for_batches_asks_no_receipt(self):
        plan = self._plan("after", product_ids=False)
        self.company.purchase_control = True
        move = self.env["stock.move"].create(
            {
                "product_id": self.salt.id,
                "product_uom_qty": 1,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.stock.lot_stock_id.id,
                "picking_type_id": self.stock.in_type_id.id,
            }
        )
        self.assertIsNone(plan._fits(move, self.env["res.partner"]))

    def test_goods_without_lots_cannot_be_held(self):
        with self.assertRaisesRegex(ValidationError, "has no lots"):
            self._plan("after", product_ids=[Command.set(self.dough.ids)])
        self.bun.tracking = "none"
        with self.assertRaisesRegex(ValidationError, "Bun has no lots"):
            self._plan("after", product_ids=False, bom_ids=[Command.set(self.bom.ids)])

    def test_goods_without_lots_can_be_checked_at_the_oven(self):
        plan = self._plan("before", product_ids=[Command.set(self.dough.ids)])
        self.assertEqual(plan.moment, "before")

    def test_the_formula_is_more_particular_than_the_product(self):
        by_product = self._plan("before")
        by_category = self._plan(
            "before",
            product_ids=False,
            category_ids=[Command.set(self.bun.categ_id.ids)],
        )
        self.assertEqual(self._checks(self._order()).plan_id, by_product)
        by_formula = self._plan(
            "before", product_ids=False, bom_ids=[Command.set(self.bom.ids)]
        )
        self.assertEqual(self._checks(self._order()).plan_id, by_formula)
        (by_formula | by_product).active = False
        self.assertEqual(self._checks(self._order()).plan_id, by_category)

    def test_a_new_version_of_a_formula_is_asked_for_as_well(self):
        plan = self._plan(
            "before", product_ids=False, bom_ids=[Command.set(self.bom.ids)]
        )
        later = self.bom.copy({"formula_root_id": self.bom.id, "version": 2})
        order = self._order().sudo()
        order.bom_id = later
        self.assertTrue(plan._is_by_formula(order, self.bun))

    def test_other_operations_and_companies_are_not_asked(self):
        other = self.env["res.company"].create({"name": "Toko Lain"})
        self._plan("before", picking_type_ids=[Command.set(self.stock.in_type_id.ids)])
        self.env["bakery.qc.plan"].create(
            {
                "name": "Lain",
                "company_id": other.id,
                "applies_to": "production",
                "moment": "before",
                "test_id": self._test("Lain", 1, 2).copy({"company_id": False}).id,
            }
        )
        self.assertFalse(self._checks(self._order()))

    def test_only_the_first_batch_of_a_formula(self):
        self._plan("after", batch_frequency="first")
        self.assertTrue(self._checks(self._baked()))
        self._lot("LAGI", self.late.expiration_date, 5000)
        order = self._order()
        order.bake_weigh(self._move(order, self.strong).id, 1000, self.late.id)
        order.bake_finish(20)
        self.assertFalse(self._checks(order))

    def test_chance_is_thrown_once_for_each_order(self):
        plan = self._plan("before", batch_frequency="random", frequency_percent=50)
        orders = self.env["mrp.production"].union(*(self._order() for _n in range(12)))
        due = [bool(self._checks(order)) for order in orders]
        self.assertEqual(len(set(due)), 2)
        orders.sudo()._ask_before()
        self.assertEqual([bool(self._checks(order)) for order in orders], due)
        self.assertEqual([plan._batch_falls_due(order, False) for order in orders], due)

    def test_the_sample_is_a_part_of_the_batch(self):
        self._plan("after", sampling="percent", sample_percent=10)
        check = self._checks(self._baked())
        self.assertEqual((check.qty_received, check.qty_sample), (20, 2))

    def test_a_plan_that_a_batch_waits_for_stays(self):
        plan = self._plan("after")
        check = self._checks(self._baked())
        with self.assertRaisesRegex(UserError, "archive the plan"):
            plan.unlink()
        self._answer(check, 2)
        plan.unlink()

    def test_who_has_no_plans_is_asked_once(self):
        Plan = self.env["bakery.qc.plan"]
        self.env.registry.clear_cache()
        order = self._order().sudo()
        order._is_checked()
        with patch.object(type(Plan), "search", side_effect=AssertionError):
            order._ask_before()
            order._ask_after()

    def test_a_new_plan_counts_at_once(self):
        self.assertFalse(self._checks(self._order()))
        plan = self._plan("before")
        self.assertTrue(self._checks(self._order()))
        plan.moment = "after"
        self.assertFalse(self._checks(self._order()))
        plan.moment = "before"
        self.assertTrue(self._checks(self._order()))
        plan.active = False
        self.assertFalse(self._checks(self._order()))
