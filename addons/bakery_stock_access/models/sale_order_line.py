from odoo import api, models

PRICED = {
    "discount",
    "price_unit",
    "product_id",
    "product_uom_id",
    "product_uom_qty",
    "technical_price_unit",
}


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_price_rights()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & PRICED:
            self._check_price_rights()
        return result

    def _action_launch_stock_rule(self, *args, **kwargs):
        """Prepare all steps of the shipment, of which the seller may see only some.

        Only confirmed orders get here, whose confirmation was checked.
        """
        if not self.env["bakery.access.right"]._binds_caller():
            return super()._action_launch_stock_rule(*args, **kwargs)
        self.check_access("write")
        # sudo: see above; the seller stays the author of what is made.
        lines = self.sudo()
        return super(SaleOrderLine, lines)._action_launch_stock_rule(*args, **kwargs)

    def _check_price_rights(self):
        """Compare prices with the price list, as far as the user's roles bind them.

        :raise AccessError: naming the line and what the user may sell it for.
        """
        if not self.env["bakery.access.right"]._binds_caller():
            return
        for line in self.filtered(lambda line: line._is_priced_by_list()):
            line._check_list_price()
        for order in self.order_id:
            order._check_discount_of_order()

    def _is_priced_by_list(self):
        """Return whether the line sells goods at a price of the price list."""
        self.ensure_one()
        return bool(
            self.product_id
            and not self.display_type
            and not self.is_downpayment
            and not self._is_global_discount()
            and not self._is_delivery()
            and self.product_type != "combo"
            and not self.combo_item_id
        )

    def _list_prices(self):
        """Return the unit price that the list shows and the one after its discount."""
        self.ensure_one()
        line = self.with_company(self.company_id)
        taxes = line.product_id.taxes_id._filter_taxes_by_company(line.company_id)
        return tuple(
            line.product_id._get_tax_included_unit_price_from_price(
                price,
                product_taxes=taxes,
                fiscal_position=line.order_id.fiscal_position_id,
            )
            for price in (line._get_display_price(), line._get_pricelist_price())
        )

    def _check_list_price(self):
        self.ensure_one()
        shown, listed = self._list_prices()
        limit = self.env.user._discount_limit(self.order_id.warehouse_id.id)
        lowest = listed * (1 - limit / 100)
        real = self.price_unit * (1 - self.discount / 100)
        currency = self.currency_id
        other = currency.compare_amounts(self.price_unit, shown) != 0
        may_price = self.env.user._holds_right(
            "sale_price", self.order_id.warehouse_id.id
        )
        if other and not may_price:
            self._refuse_price(
                self.env._(
                    "%(product)s is sold at the price list's %(price)s; another price"
                    " takes the right “%(right)s”.",
                    product=self.product_id.display_name,
                    price=currency.format(shown),
                    right=self._price_right(),
                )
            )
        # Half a unit of the currency is rounding, not a discount.
        if real < lowest - currency.rounding / 2:
            self._refuse_price(
                self.env._(
                    "%(product)s may not be sold below %(lowest)s: your discount"
                    " limit is %(limit)s %% (right “%(right)s”).",
                    product=self.product_id.display_name,
                    lowest=currency.format(lowest),
                    limit=f"{limit:g}",
                    right=self._price_right(),
                )
            )

    def _price_right(self):
        return self.env["bakery.access.right"]._of_code("sale_price").name

    def _refuse_price(self, message):
        self.env["bakery.access.denial"]._refuse(
            "sale_price", self.order_id, message=message
        )
