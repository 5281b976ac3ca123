from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestFormulaVersion(BakeryMrpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.formula_approval = True
        cls.owner = cls._user("formula-owner", "formula_owner")
        cls.planner = cls._user("formula-planner", "planner")
        cls.baker = cls._user("formula-baker", "baker")
        cls.bread = cls._bread()

    def _approve(self, bom):
        bom.with_user(self.owner).action_approve_formula()

    def _order(self, bom, product=None):
        return self.env["mrp.production"].create(
            {
                "product_id": (product or self.dough).id,
                "product_qty": 100,
                "bom_id": bom.id,
            }
        )

    def test_only_owners_approve(self):
        for user in (self.planner, self.baker):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.bread.with_user(user).action_approve_formula()
        self._approve(self.bread)
        self.assertEqual(self.bread.approved_by_id, self.owner)
        self.assertTrue(self.bread.approved_date)

    def test_an_approved_formula_is_locked_on_every_way(self):
        operation = self.env["mrp.routing.workcenter"].create(
            {
                "name": "Mix",
                "bom_id": self.bread.id,
                "workcenter_id": self.env["mrp.workcenter"]
                .create({"name": "Mixer"})
                .id,
            }
        )
        elsewhere = operation.copy(
            {"bom_id": self._formula(self.bun, [(self.strong, 1, None)]).id}
        ).with_user(self.planner)
        self._approve(self.bread)
        bread = self.bread.with_user(self.planner)
        water = self._line(bread, self.water)
        component = {"product_id": self.box.id, "product_uom_id": self.unit.id}
        ways = {
            "quantity": lambda: bread.write({"product_qty": 1}),
            "loss": lambda: bread.write({"mix_loss": 0.5}),
            "flour": lambda: bread.write({"flour_weight": 1}),
            "is formula": lambda: bread.write({"is_formula": False}),
            "line by the formula": lambda: bread.write(
                {"bom_line_ids": [Command.update(water.id, {"product_qty": 1})]}
            ),
            "line": lambda: water.write({"product_qty": 1}),
            "percentage": lambda: water.write({"baker_percent": 1}),
            "new line": lambda: water.create({**component, "bom_id": bread.id}),
            "line gone": water.unlink,
            "line from elsewhere": lambda: (
                self._line(
                    self._formula(self.bun, [(self.strong, 1, None)]), self.strong
                )
                .with_user(self.planner)
                .write({"bom_id": bread.id})
            ),
            "by-product": lambda: bread.env["mrp.bom.byproduct"].create(
                {**component, "bom_id": bread.id}
            ),
            "operation": lambda: operation.with_user(self.planner).write(
                {"time_cycle_manual": 1}
            ),
            "operation from elsewhere": lambda: elsewhere.write({"bom_id": bread.id}),
            "operation gone": operation.with_user(self.planner).unlink,
            "delete": bread.unlink,
            "state": lambda: bread.write({"formula_state": "draft"}),
            "yield": bread.action_use_theoretical_yield,
        }
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(UserError), self.cr.savepoint():
                way()
        with self.assertRaises(AccessError):
            bread.action_archive()
        self.assertEqual(water.product_qty, 650)
        bread.sequence = 7

    def test_nobody_is_born_approved(self):
        bom = self.bread.with_user(self.planner).copy({"formula_state": "approved"})
        self.assertEqual(bom.formula_state, "draft")

    def test_a_new_version_takes_over_when_it_is_approved(self):
        self._approve(self.bread)
        order = self._order(self.bread)
        action = self.bread.with_user(self.planner).action_new_version()
        second = self.env["mrp.bom"].browse(action["res_id"])
        self.assertEqual((second.version, second.formula_state), (2, "draft"))
        self.assertEqual(self._found(), self.bread)
        with self.assertRaisesRegex(UserError, "still a draft"):
            self.bread.with_user(self.planner).action_new_version()
        self._line(second, self.water).baker_percent = 70
        self._approve(second)
        self.assertFalse(self.bread.active)
        self.assertEqual(self._found(), second)
        self.assertEqual(second.version_count, 2)
        # The order keeps what it was made from.
        order.action_confirm()
        water = order.move_raw_ids.filtered(lambda x: x.product_id == self.water)
        self.assertAlmostEqual(water.product_uom_qty, 650 * 100 / 1580, 1)

    def _found(self):
        return self.env["mrp.bom"]._bom_find(self.dough)[self.dough]

    def test_a_draft_is_not_baked(self):
        self.assertFalse(self._found())
        with self.assertRaisesRegex(UserError, "not approved"):
            self._order(self.bread).action_confirm()

    def test_a_draft_of_a_dough_is_not_baked_either(self):
        self.bread.type = "phantom"
        bun = self._formula(
            self.bun, [(self.dough, 60, None), (self.strong, 1, None)], product_qty=1
        )
        self._approve(bun)
        with self.assertRaisesRegex(UserError, "Dough.*not approved"):
            self._order(bun, self.bun).action_confirm()
        self._approve(self.bread)
        order = self._order(bun, self.bun)
        order.action_confirm()
        self.assertIn(self.water, order.move_raw_ids.product_id)

    def test_two_approvals_of_one_formula_cannot_both_stand(self):
        self._approve(self.bread)
        second = self.env["mrp.bom"].browse(self.bread.action_new_version()["res_id"])
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(UniqueViolation, "one_approved"),
            self.cr.savepoint(),
        ):
            # What a second transaction would write that did not see the first.
            second.sudo().write({"formula_state": "approved"})
            second.flush_recordset()

    def test_without_the_setting_nothing_changes(self):
        self.company.formula_approval = False
        self.assertEqual(self._found(), self.bread)
        self._order(self.bread).action_confirm()
