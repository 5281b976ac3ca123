from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import BakeryMrpPurchaseQcCommon

WHY = "Pucat sedikit, matang di dalam"


@tagged("post_install", "-at_install")
class TestDisposition(BakeryMrpPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason = cls.env.ref("bakery_mrp.bakery_waste_reason_underbaked")
        cls.bun.categ_id = cls.env["product.category"].create(
            {"name": "Roti Uji", "property_cost_method": "standard"}
        )
        cls.bun.standard_price = 1000

    def setUp(self):
        super().setUp()
        self._plan("after")
        self.order = self._baked()
        check = self._answer(self._checks(self.order), 5)
        self.check = check.with_user(self.manager)
        self.lot = self.order.sudo().lot_producing_ids

    def _there(self):
        self.lot.invalidate_recordset(["product_qty"])
        return self.lot.product_qty

    def test_released_it_is_as_good_as_any_other(self):
        self.assertEqual(self.check.sudo().reject_cost, 20000)
        self.check.dispose("release", WHY)
        self.assertFalse(self.lot.quality_hold)
        self.assertEqual(self.check.sudo().disposition_by_id, self.manager)
        self.assertEqual(self.check.sudo().state, "failed")
        self.assertEqual(self.check.sudo().reject_cost, 0)
        self.assertIn(WHY, "".join(self.order.sudo().message_ids.mapped("body")))

    def test_thrown_away_it_is_in_the_waste_log(self):
        self.check.dispose("scrap", WHY, self.reason.id)
        self.assertEqual(self._there(), 0)
        waste = self.check.sudo().waste_ids
        self.assertEqual((waste.state, waste.quantity), ("done", 20))
        self.assertEqual((waste.lot_id, waste.reason_id), (self.lot, self.reason))
        self.assertEqual(waste.warehouse_id, self.stock)
        self.assertEqual(self.check.sudo().reject_cost, 20000)
        # More of it may turn up, and is no better.
        self.assertTrue(self.lot.quality_hold)

    def test_a_part_is_thrown_away_and_the_rest_released(self):
        self.check.dispose("scrap", WHY, self.reason.id, 6)
        self.assertEqual(self._there(), 14)
        self.assertFalse(self.lot.quality_hold)
        self.assertEqual(self.check.sudo().reject_cost, 6000)

    def test_worked_over_it_is_checked_once_more(self):
        self.check.dispose("rework", WHY)
        again = self._checks(self.order) - self.check.sudo()
        self.assertEqual((again.state, again.attempt), ("ready", 2))
        self.assertEqual(again.lot_id, self.lot)
        self.assertTrue(self.lot.quality_hold)
        self._answer(again, 2)
        self.assertFalse(self.lot.quality_hold)

    def test_it_is_decided_once(self):
        self.check.dispose("release", WHY)
        with self.assertRaisesRegex(UserError, "no check of a batch that failed"):
            self.check.dispose("scrap", WHY, self.reason.id)
        self.assertEqual(self._there(), 20)

    def test_bad_input_changes_nothing(self):
        bad = [
            ("release", ""),
            ("release", False),
            ("release", 5),
            ("burn", WHY),
            ([], WHY),
            ("scrap", WHY),
            ("scrap", WHY, "basi"),
            ("scrap", WHY, 999999),
        ]
        bad += [
            ("scrap", WHY, self.reason.id, quantity)
            for quantity in (0, -1, 21, "enam", float("nan"), True)
        ]
        for arguments in bad:
            with self.assertRaises(ValidationError):
                self.check.dispose(*arguments)
        self.assertFalse(self.check.sudo().disposition)
        self.assertEqual(self._there(), 20)
        self.assertTrue(self.lot.quality_hold)

    def test_nobody_else_decides(self):
        for user in (self.baker, self.planner, self.inspector, self.cashier):
            with self.assertRaises(AccessError):
                self.check.with_user(user).dispose("release", WHY)
            with self.assertRaises(AccessError):
                self.check.with_user(user).action_dispose()
        self.assertTrue(self.lot.quality_hold)

    def test_the_dialog_decides(self):
        action = self.check.action_dispose()
        form = Form(
            self.env["bakery.qc.disposition"]
            .with_user(self.manager)
            .with_context(**action["context"])
        )
        form.disposition = "scrap"
        form.waste_reason_id = self.reason
        form.is_part = True
        form.quantity = 2
        form.reason = WHY
        form.save().action_confirm()
        self.assertEqual(self._there(), 18)

    def test_a_nonconformity_is_closed_when_it_is_decided(self):
        found = self.check.sudo().nonconformity_ids.with_user(self.manager)
        found.write(
            {
                "cause_id": self.env.ref(
                    "bakery_mrp_purchase_qc.bakery_qc_cause_baking"
                ).id,
                "corrective_action": "Oven dipanaskan lebih lama",
            }
        )
        with self.assertRaisesRegex(ValidationError, "Decide first"):
            found.action_close()
        self.assertEqual(found.action_dispose()["res_model"], "bakery.qc.disposition")
        self.check.dispose("release", WHY)
        self.assertEqual(found.disposition, "release")
        found.action_close()
        self.assertEqual(found.state, "closed")

    def test_a_passed_check_leaves_nothing_to_decide(self):
        self.check.dispose("rework", WHY)
        again = self._answer(self._checks(self.order) - self.check.sudo(), 2)
        with self.assertRaises(UserError):
            again.with_user(self.manager).dispose("scrap", WHY, self.reason.id)
