from lxml import etree

from odoo.tests import tagged

from .common import BakeryPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestColumns(BakeryPurchaseQcCommon):
    """Lists of orders: fewer columns under control, Odoo's own without."""

    def columns(self, view, view_type, path):
        """Return ``{column: optional}`` as the web client gets them."""
        self.env.user.company_id = self.company
        Order = self.env["purchase.order"].with_company(self.company)
        arch = Order.get_view(self.env.ref(view).id, view_type)["arch"]
        fields = etree.fromstring(arch).xpath(f"{path}/field")
        return {field.get("name"): field.get("optional") for field in fields}

    def lines(self):
        return self.columns(
            "purchase.purchase_order_form", "form", "//field[@name='order_line']/list"
        )

    def quotations(self):
        return self.columns("purchase.purchase_order_kpis_tree", "list", "/list")

    def test_without_control_orders_look_as_odoo_has_them(self):
        self.company.purchase_control = False
        lines = self.lines()
        self.assertEqual(lines["tax_ids"], "show")
        self.assertNotEqual(lines["qty_invoiced"], "hide")
        self.assertEqual(self.quotations()["user_id"], "show")

    def test_under_control_there_is_room_for_prices(self):
        lines = self.lines()
        for name in ("tax_ids", "qty_invoiced"):
            self.assertEqual(lines[name], "hide", name)
        self.assertEqual(lines["price_deviation"], "show")
        self.assertEqual(self.quotations()["user_id"], "hide")

    def test_switching_control_on_shows_at_once(self):
        self.company.purchase_control = False
        before = self.lines()
        self.company.purchase_control = True
        self.assertNotEqual(self.lines(), before)

    def test_other_lists_of_orders_stay(self):
        kept = self.columns("purchase.purchase_order_tree", "list", "/list")
        self.assertNotEqual(kept["user_id"], "hide")
