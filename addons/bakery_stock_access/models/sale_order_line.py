from odoo import api, models

PRICED = {
    "discount",
    "price_unit",
    "product_id",
    "product_uom_id",
    "product_uom_qty",
    "technical_price_unit",
}
# What exempts a line from the price list, or hangs it on a program that grants it.
EXEMPTING = {
    "combo_item_id",
    "coupon_id",
    "extra_tax_data",
    "is_delivery",
    "is_downpayment",
    "points_cost",
    "reward_id",
}


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"
    _hidden_by_warehouse = True

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_price_rights()
        lines._check_not_granted()
        return lines

    def write(self, vals):
        priced = vals.keys() & (PRICED | EXEMPTING)
        if priced:
            self._check_not_granted()
        result = super().write(vals)
        if priced:
            self._check_price_rights()
            self._check_not_granted()
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
        for line in self.filtered(lambda line: not line._is_granted()):
            if line._is_priced_by_list():
                line._check_list_price()
            else:
                line._check_exempt()
        for order in self.order_id:
            order._check_discount_of_order()

    def _is_granted(self):
        """Return whether a program of the company made the line, not the seller."""
        self.ensure_one()
        return False

    def _check_not_granted(self):
        """Refuse to make or change by hand what a program grants.

        Programs write their own lines as superuser, see the addons that bring them.

        :raise AccessError: for whom the roles bind.
        """
        if not self.env["bakery.access.right"]._binds_caller():
            return
        for line in self.filtered(lambda line: line._is_granted()):
            line._refuse_price(
                self.env._(
                    "%(product)s is a reward: only its program sets what it is worth.",
                    product=line.product_id.display_name,
                )
            )

    def _is_priced_by_list(self):
        """Return whether the line sells goods at a price of the price list."""
        self.ensure_one()
        return bool(
            self.product_id
            and not self.display_type
            and not self._is_granted()
            and not self._is_exempt()
        )

    def _is_exempt(self):
        """Return whether the line is a down payment, a delivery or a discount.

        What is told by a field that clients may write goes for services only; goods
        are sold at the price list.
        """
        self.ensure_one()
        return self.product_id.type == "service" and bool(
            self.is_downpayment or self._is_delivery() or self._is_global_discount()
        )

    def _check_exempt(self):
        """Refuse exempt lines that take off what no limit was asked for.

        A down payment orders nothing, and a delivery is not paid to the customer;
        discounts on the whole order have a check of their own.
        """
        self.ensure_one()
        if not self._is_exempt() or self._is_global_discount():
            return
        ordered = self.is_downpayment and self.product_uom_qty
        if ordered or self.price_unit * self.product_uom_qty < 0:
            self._refuse_price(
                self.env._(
                    "%(product)s cannot lower the order (right “%(right)s”).",
                    product=self.product_id.display_name,
                    right=self._price_right(),
                )
            )

    def _list_prices(self):
        """Return the unit price that the list shows and the one after its discount."""
        self.ensure_one()
        line = self.with_company(self.company_id)
        shown = line._get_display_price()
        # What belongs to a combo has its share of the combo's price.
        combo = self.product_type == "combo" or self.combo_item_id
        listed = shown if combo else line._get_pricelist_price()
        taxes = line.product_id.taxes_id._filter_taxes_by_company(line.company_id)
        return tuple(
            line.product_id._get_tax_included_unit_price_from_price(
                price,
                product_taxes=taxes,
                fiscal_position=line.order_id.fiscal_position_id,
            )
            for price in (shown, listed)
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
