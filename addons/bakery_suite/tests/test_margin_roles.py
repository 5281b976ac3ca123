from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bakery_stock_access.tests.common import AccessCommon


@tagged("post_install", "-at_install")
class TestMarginRoles(AccessCommon):
    """Margins follow the roles of the bakery."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for warehouse in (cls.own, cls.other):
            cls._deliver(warehouse)

    @classmethod
    def _deliver(cls, warehouse):
        picking = cls.env["stock.picking"].create(
            cls.picking_values("shipment", warehouse)
        )
        picking.action_confirm()
        picking.move_ids.quantity = 2
        picking.move_ids.picked = True
        picking._action_done()

    def _seen(self, user):
        self.env.flush_all()
        rows = self.env["bakery.margin"].with_user(user)
        return rows.search([("goods_id", "=", self.product.id)])

    def test_margins_of_other_outlets_are_hidden(self):
        user = self.user_of(None, login="uji-margin")
        user.group_ids += self.env.ref("bakery_mrp.bakery_mrp_group_cost")
        self.assertEqual(self._seen(user).warehouse_id, self.own)
        groups = (
            self.env["bakery.margin"]
            .with_user(user)
            .formatted_read_group(
                [("goods_id", "=", self.product.id)], ["warehouse_id"], ["cost:sum"]
            )
        )
        self.assertEqual([group["cost:sum"] for group in groups], [20_000])
        hidden = self._seen(self.env.user) - self._seen(user).with_env(self.env)
        self.assertEqual(hidden.warehouse_id, self.other)
        with self.assertRaises(AccessError):
            hidden.with_user(user).read(["cost"])

    def test_staff_of_the_stock_see_no_margins(self):
        for user in (self.clerk, self.staff):
            with self.assertRaises(AccessError):
                self._seen(user)
