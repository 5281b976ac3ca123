from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import BakeryMrpCommon


@tagged("post_install", "-at_install")
class TestBakeWithoutAccounting(BakeryMrpCommon):
    def test_a_user_of_manufacturing_alone_splits_an_order(self):
        user = new_test_user(self.env, login="split", groups="mrp.group_mrp_user")
        order = self.env["mrp.production"].create(
            {"product_id": self.bun.id, "product_qty": 12}
        )
        order.action_confirm()
        order = order.with_user(user)
        parts = order._split_productions({order: [5, 7]})
        self.assertEqual(parts.mapped("product_qty"), [5, 7])

    def test_a_user_of_manufacturing_alone_writes_times(self):
        user = new_test_user(self.env, login="times", groups="mrp.group_mrp_user")
        mixer = self.env["mrp.workcenter"].create({"name": "Mixer"})
        order = self.env["mrp.production"].create(
            {
                "product_id": self.bun.id,
                "product_qty": 12,
                "workorder_ids": [
                    Command.create(
                        {
                            "name": "Mix",
                            "workcenter_id": mixer.id,
                            "product_uom_id": self.unit.id,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order.workorder_ids.with_user(user).duration = 12
        self.assertEqual(order.workorder_ids.duration, 12)

    def test_renaming_still_needs_the_right_to_write(self):
        user = new_test_user(self.env, login="none", groups="base.group_user")
        order = self.env["mrp.production"].create(
            {"product_id": self.bun.id, "product_qty": 12}
        )
        with self.assertRaises(AccessError):
            order.with_user(user).write({"name": "X"})
