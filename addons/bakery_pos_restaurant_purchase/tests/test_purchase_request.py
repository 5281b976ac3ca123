from uuid import uuid4

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import BakeryPosRestaurantPurchaseCommon


@tagged("post_install", "-at_install")
class TestPurchaseRequest(BakeryPosRestaurantPurchaseCommon):
    """A cashier asks the purchaser for goods, without any right to purchase."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = new_test_user(
            cls.env,
            "pembelian-uji",
            groups="base.group_user,purchase.group_purchase_user",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def test_a_draft_for_the_purchaser(self):
        order = self.request(quantity=6).with_user(self.buyer).purchase_id
        self.assertEqual((order.state, order.partner_id), ("draft", self.vendor))
        line = order.order_line
        self.assertEqual((line.product_qty, line.product_uom_id), (2, self.box))
        self.assertEqual(line.price_unit, 90000)
        self.assertEqual(order.picking_type_id.warehouse_id, self.outlet)

    def test_more_than_the_minimum(self):
        line = self.request(quantity=48).purchase_id.order_line
        self.assertEqual(line.product_qty, 4)

    def test_once(self):
        uuid = str(uuid4())
        first = self.request(uuid=uuid)
        self.assertEqual(self.request(uuid=uuid), first)
        orders = self.env["purchase.order"].search(
            [("partner_id", "=", self.vendor.id)]
        )
        self.assertEqual(orders, first.purchase_id)

    def test_nobody_sells_it(self):
        with self.assertRaises(UserError), self.cr.savepoint():
            self.request(product_id=self.cake.id)
        self.assertFalse(self.env["bakery.stock.request"].search([]))

    def test_state_follows_the_order(self):
        request = self.request()
        self.assertEqual(request.state, "requested")
        request.purchase_id.button_confirm()
        self.assertEqual(request.state, "underway")
        receipt = request.purchase_id.picking_ids
        receipt.move_ids.quantity = receipt.move_ids.product_uom_qty
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.assertEqual(request.state, "done")

    def test_state_of_a_cancelled_order(self):
        request = self.request()
        request.purchase_id.button_cancel()
        self.assertEqual(request.state, "cancelled")

    def test_the_popup_names_the_first_vendor(self):
        details = self.seller_till.stock_details(self.bread.id)
        self.assertEqual(
            details["vendors"][str(self.bread.id)],
            {"name": "Pemasok Uji", "minimum": 2, "unit": "Boks Uji"},
        )

    def test_rights(self):
        request = self.request()
        with self.assertRaises(AccessError):
            request.purchase_id.with_user(self.seller).read(["name"])
        with self.assertRaises(AccessError):
            request.with_user(self.buyer).write({"quantity": 1})
        action = request.with_user(self.buyer).action_open()
        self.assertEqual(action["res_id"], request.purchase_id.id)
