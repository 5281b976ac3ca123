import json
from xmlrpc.client import Fault

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bakery_stock_access.tests.common import AccessCommon, Json2Mixin


class PurchasesCommon(AccessCommon):
    """A buyer of the first warehouse, and requests of both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Approvals of a bakery that was set up are not what is looked at here.
        if "tier.definition" in cls.env:
            cls.env["tier.definition"].search([]).active = False
        cls.vendor = cls.env["res.partner"].create({"name": "Penggilingan Uji"})
        cls.buyer = cls.user_of(cls.role_with("stock_levels", name="Pembeli"))
        cls.buyer.group_ids += cls.env.ref("purchase.group_purchase_user")
        cls.receiver = cls.user_of(
            cls.role_with("receipt_view", "receipt_process", name="Penerima")
        )
        cls.orders = {
            warehouse: cls.env["purchase.order"].create(cls._values(warehouse))
            for warehouse in (cls.own, cls.other)
        }
        cls.orders[cls.other].name = "TLN-PO"

    @classmethod
    def _values(cls, warehouse):
        line = {"product_id": cls.product.id, "product_qty": 5, "price_unit": 9000}
        return {
            "partner_id": cls.vendor.id,
            "picking_type_id": warehouse.in_type_id.id,
            "order_line": [Command.create(line)],
        }

    def _ours(self, warehouse, user=None):
        return self.orders[warehouse].with_user(user or self.buyer)


@tagged("post_install", "-at_install")
class TestPurchases(PurchasesCommon):
    def test_buyer_confirms_and_cancels_without_rights_to_receipts(self):
        order = self._ours(self.own)
        order.button_confirm()
        receipt = order.sudo().picking_ids
        self.assertEqual(receipt.state, "assigned")
        with self.assertRaises(AccessError):
            receipt.with_user(self.buyer).button_validate()
        with self.assertRaises(AccessError):
            receipt.with_user(self.buyer).action_cancel()
        order.button_cancel()
        self.assertEqual(receipt.state, "cancel")

    def test_receiver_receives_what_the_buyer_ordered(self):
        order = self._ours(self.own)
        order.button_confirm()
        order.sudo().picking_ids.with_user(self.receiver).button_validate()
        self.assertEqual(order.sudo().order_line.qty_received, 5)
        with self.assertRaises(AccessError):
            order.with_user(self.receiver).button_cancel()

    def test_requests_of_other_warehouses(self):
        hidden = self.orders[self.other]
        lines = hidden.order_line
        mine = self.env["purchase.order"].with_user(self.buyer)
        self.assertNotIn(hidden, mine.search([]))
        self.assertFalse(mine.name_search("TLN-PO"))
        for deed in (
            lambda order: order.read(["name"]),
            lambda order: order.button_confirm(),
            lambda order: order.button_cancel(),
            lambda order: order.write({"partner_ref": "x"}),
            lambda order: lines.with_user(order.env.user).read(["name"]),
            lambda order: order.copy(),
        ):
            with self.assertRaises(AccessError):
                deed(self._ours(self.other))
        with self.assertRaises(AccessError):
            mine.create(self._values(self.other))
        with self.assertRaises(AccessError):
            self._ours(self.own).picking_type_id = self.other.in_type_id

    def test_analysis_of_other_warehouses(self):
        for order in self.orders.values():
            order.button_confirm()
        self.orders[self.other].picking_ids.button_validate()
        self.env.flush_all()
        self.buyer.group_ids += self.env.ref("account.group_account_invoice")
        hidden = self.orders[self.other]
        for model, domain in (
            ("purchase.report", [("order_id", "=", hidden.id)]),
            ("vendor.delay.report", [("id", "in", hidden.order_line.ids)]),
            ("purchase.bill.union", [("purchase_order_id", "=", hidden.id)]),
            ("purchase.bill.line.match", [("purchase_order_id", "=", hidden.id)]),
        ):
            with self.subTest(model=model):
                rows = self.env[model].with_user(self.buyer)
                self.assertFalse(rows.search_count(domain))
        own = self.orders[self.own].order_line
        rows = self.env["vendor.delay.report"].with_user(self.buyer)
        self.assertTrue(rows.search_count([("id", "in", own.ids)]))

    def test_forecast_leaves_out_requests_of_other_warehouses(self):
        user = self.user_of(self.roles["warehouse_clerk"], login="uji-ramalan")
        forecast = self.env["stock.forecasted_product_product"].with_user(user)
        values = forecast.get_report_values(docids=self.product.ids)
        self.assertNotIn("TLN", json.dumps(values, default=str))
        header = values["docs"]["product"][self.product.id]
        self.assertEqual(header["draft_purchase_qty"]["in"], 5)

    def test_reports_of_other_warehouses(self):
        report = self.env["ir.actions.report"].with_user(self.buyer)
        for name in (
            "purchase.report_purchaseorder",
            "purchase.report_purchasequotation",
        ):
            with self.assertRaises(AccessError):
                report._render_qweb_html(name, self.orders[self.other].ids)
            self.assertTrue(report._render_qweb_html(name, self.orders[self.own].ids))

    def test_ids_of_hidden_lines_find_nothing(self):
        line = self.orders[self.other].order_line
        products = self.env["product.product"].with_user(self.buyer)
        self.assertNotIn(
            self.product, products.search([("purchase_order_line_ids", "in", line.ids)])
        )

    def test_users_of_all_warehouses_see_all(self):
        self.buyer.warehouse_scope = "all"
        found = self.env["purchase.order"].with_user(self.buyer).search([])
        self.assertLessEqual(self.orders[self.other], found)


@tagged("post_install", "-at_install")
class TestPurchasesOutside(Json2Mixin, PurchasesCommon, HttpCase):
    """The same as outside clients call it."""

    def _execute(self, user, method, ids, *args):
        self.env.flush_all()
        try:
            with mute_logger("odoo.http"):
                return self.xmlrpc_object.execute_kw(
                    self.env.cr.dbname,
                    user.id,
                    user.login,
                    "purchase.order",
                    method,
                    [ids, *args],
                )
        finally:
            self.env.invalidate_all()

    def test_by_xmlrpc(self):
        self._execute(self.buyer, "button_confirm", self.orders[self.own].ids)
        self.assertEqual(self.orders[self.own].state, "purchase")
        for method in ("button_confirm", "button_cancel", "read"):
            with self.assertRaises(Fault) as caught:
                self._execute(self.buyer, method, self.orders[self.other].ids)
            self.assertEqual(caught.exception.faultCode, 4)
            self.assertNotIn("TLN", caught.exception.faultString)
        self.assertEqual(self.orders[self.other].state, "draft")

    def test_by_json2(self):
        key = self.key_of(self.buyer)
        self.env.flush_all()
        for warehouse, status in ((self.own, 200), (self.other, 403)):
            with mute_logger("odoo.http"):
                response = self.post_json2(
                    key, "purchase.order", "button_confirm", self.orders[warehouse].ids
                )
            self.assertEqual(response.status_code, status, response.text[:300])
