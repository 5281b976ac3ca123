from odoo import fields, models


class SaleOrderLine(models.Model):
    # Reservations are a subject of their own, beside the prices in sale_order_line.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sale.order.line"

    reservation_ids = fields.One2many(
        "bakery.stock.reservation",
        "sale_line_id",
        string="Reservations",
        groups="sales_team.group_sale_salesman,stock.group_stock_user",
    )

    def _reservable_quantity(self):
        """Return what is ordered and not delivered yet, in the product's unit."""
        self.ensure_one()
        open_quantity = max(self.product_uom_qty - self.qty_delivered, 0)
        return self.product_uom_id._compute_quantity(
            open_quantity, self.product_id.uom_id
        )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"product_id", "product_uom_qty", "product_uom_id"}:
            orders = self.order_id.filtered(
                lambda order: order.state in ("draft", "sent")
            )
            orders._fit_reservations()
        return result

    def unlink(self):
        orders = self.order_id
        # sudo: whoever may delete the line ends what it holds.
        reservations = self.sudo().reservation_ids
        result = super().unlink()
        reservations._close("released")
        orders.exists()._fit_reservations()
        return result
