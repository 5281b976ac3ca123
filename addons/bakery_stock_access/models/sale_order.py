from odoo import api, models


class SaleOrder(models.Model):
    _inherit = "sale.order"
    _hidden_by_warehouse = True

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._check_warehouse_visible()
        orders._check_pricelist()
        return orders

    def write(self, vals):
        result = super().write(vals)
        if "warehouse_id" in vals:
            self._check_warehouse_visible()
        if vals.keys() & {"pricelist_id", "partner_id"}:
            self._check_pricelist()
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
        self.order_line._check_price_rights()
        return super().action_confirm()

    def _action_cancel(self):
        """Take the shipments back with the order, whose cancelling is a sales right."""
        if not self.env["bakery.access.right"]._binds_caller():
            return super()._action_cancel()
        self.check_access("write")
        if self.picking_ids:
            self.env["bakery.access.right"]._require(
                "shipment_edit", self, warehouses=self.warehouse_id
            )
        # sudo: checked above; the shipments may be beyond the salesperson's view.
        return super(SaleOrder, self.sudo())._action_cancel()

    def _check_pricelist(self):
        """Refuse a price list that is not the customer's.

        :raise AccessError: without the right to sell at other prices.
        """
        if not self.env["bakery.access.right"]._binds_caller():
            return
        for order in self.filtered("pricelist_id"):
            partner = order.partner_id.with_company(order.company_id)
            if order.pricelist_id != partner.property_product_pricelist:
                self.env["bakery.access.right"]._require(
                    "sale_price", order, warehouses=order.warehouse_id
                )

    def _check_discount_of_order(self):
        """Refuse a discount on the whole order that goes beyond the user's limit."""
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: line._is_priced_by_list())
        cuts = self.order_line.filtered(lambda line: line._is_global_discount())
        if not cuts:
            return
        listed = sum(line._list_prices()[1] * line.product_uom_qty for line in lines)
        real = sum(
            line.price_unit * (1 - line.discount / 100) * line.product_uom_qty
            for line in lines | cuts
        )
        limit = self.env.user._discount_limit(self.warehouse_id.id)
        lowest = listed * (1 - limit / 100)
        if real < lowest - self.currency_id.rounding / 2:
            self.order_line[:1]._refuse_price(
                self.env._(
                    "The discount on %(order)s goes beyond your limit of %(limit)s %%"
                    " (right “%(right)s”).",
                    order=self.display_name,
                    limit=f"{limit:g}",
                    right=self.order_line[:1]._price_right(),
                )
            )
