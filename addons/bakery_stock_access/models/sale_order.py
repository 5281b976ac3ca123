from odoo import api, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._check_warehouse_visible()
        return orders

    def write(self, vals):
        result = super().write(vals)
        if "warehouse_id" in vals:
            self._check_warehouse_visible()
        return result

    def _check_warehouse_visible(self):
        """Refuse a warehouse that the user does not work in."""
        visible = self.env.user._visible_warehouse_ids()
        if self.env.su or visible is None:
            return
        # sudo: the warehouse may be hidden, which is then refused.
        hidden = self.sudo().warehouse_id.filtered(lambda w: w.id not in visible)
        if hidden:
            self.env["bakery.access.denial"]._refuse(
                "shipment_view", self, hidden[0].id
            )

    def action_confirm(self):
        for order in self:
            if order.order_line.filtered(lambda line: line.product_id.type == "consu"):
                self.env["bakery.access.right"]._require(
                    "shipment_edit", order, warehouses=order.warehouse_id
                )
        return super().action_confirm()

    def _action_cancel(self):
        """Take the shipments back with the order, whose cancelling is a sales right."""
        if self.env.su or not self.env.user._is_governed():
            return super()._action_cancel()
        self.check_access("write")
        if self.picking_ids:
            self.env["bakery.access.right"]._require(
                "shipment_edit", self, warehouses=self.warehouse_id
            )
        # sudo: checked above; the shipments may be beyond the salesperson's view.
        return super(SaleOrder, self.sudo())._action_cancel()
