from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _make_mo_get_domain(self, procurement, bom):
        """Keep a cake with wishes of its own apart from others of the same order."""
        domain = super()._make_mo_get_domain(procurement, bom)
        line_id = procurement.values.get("sale_line_id")
        if not line_id:
            return domain
        # Rules run for whoever sells; the wishes decide on the order to make.
        line = self.env["sale.order.line"].sudo().browse(line_id)
        with_wishes = line.order_id.order_line.filtered("wishes")
        if line.product_id in with_wishes.product_id:
            domain += (("sale_line_id", "=", line.id),)
        return domain
