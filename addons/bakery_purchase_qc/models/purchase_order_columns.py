from odoo import api, models

# Attributes of columns where buying is under control: what is paid stands beside what
# is bought, also on a tablet, and what few need is one click away.
LINE_COLUMNS = {
    "product_qty": {"width": "75px"},
    # Its icon takes the width of a price; the product leads there too.
    "action_product_forecast_report": {"column_invisible": "1"},
    "qty_received": {"width": "70px"},
    "qty_invoiced": {"optional": "hide"},
    "product_uom_id": {"width": "70px"},
    "price_unit": {"width": "100px"},
    "tax_ids": {"optional": "hide"},
    "price_subtotal": {"width": "105px"},
    "analytic_distribution": {"optional": "hide"},
}
QUOTATION_COLUMNS = {
    "priority": {"width": "30px"},
    "partner_id": {"width": "190px"},
    "user_id": {"optional": "hide"},
    "state": {"width": "130px"},
}


# pylint: disable=consider-merging-classes-inherited
# How orders are shown is a subject of its own.
class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        """Keep views of companies with and without control apart."""
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.company.purchase_control)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Leave the columns as Odoo has them where buying is not under control."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if self.env.company.purchase_control:
            path, columns = self._columns_under_control(view, view_type)
            for name, attributes in columns.items():
                for node in arch.xpath(f"{path}/*[@name=$name]", name=name):
                    node.attrib.update(attributes)
        return arch, view

    def _columns_under_control(self, view, view_type):
        """Return ``(path of the list, {column: attributes})`` of one view."""
        if view_type == "form":
            return "//field[@name='order_line']/list", LINE_COLUMNS
        quotations = self.env["ir.model.data"]._xmlid_to_res_id(
            "purchase.purchase_order_kpis_tree"
        )
        if view_type == "list" and view.id == quotations:
            return "/list", QUOTATION_COLUMNS
        return "", {}
