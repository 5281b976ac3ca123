from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _price_anew(self):
        """Give lines the price, the taxes and the sums that the server knows.

        Set menus keep the prices that Odoo has shared out between their parts.
        """
        for line in self:
            taxes = line._product_taxes()
            values = {
                "tax_ids": [Command.set(taxes.ids)],
                "discount": 0,
                "price_extra": line.product_id._get_no_variant_attributes_price_extra(
                    line.attribute_value_ids
                ),
            }
            if not line.combo_parent_id and not line.combo_line_ids:
                values["price_unit"] = line._price_in(
                    line.order_id.fiscal_position_id, line._listed_price()
                )
            line.write(values)
            line.write(line._compute_amount_line_all())

    def _product_taxes(self):
        """Return the taxes of the product in the company of the sale."""
        return self.product_id.taxes_id.filtered_domain(
            self.env["account.tax"]._check_company_domain(self.company_id)
        )

    def _price_in(self, position, price):
        """Return ``price`` less the taxes that a fiscal position takes out of it."""
        taxes = self._product_taxes()
        return taxes._fix_tax_included_price_company(
            price, taxes, position.map_tax(taxes), self.company_id
        )

    def _listed_price(self):
        """Return the price of one, by the price list of the order and the choices."""
        self.ensure_one()
        chosen = self.attribute_value_ids
        product = self.product_id.with_context(
            **self.product_id._get_product_price_context(chosen)
        ).with_company(self.company_id)
        pricelist, currency = self.order_id.pricelist_id, self.currency_id
        if pricelist:
            return pricelist._get_product_price(product, self.qty, currency=currency)
        return product._price_compute(
            "list_price", currency=currency, company=self.company_id
        )[product.id]

    def _check_combos(self):
        """Refuse set menus that are not put together as they are offered.

        :raise UserError: names the menu
        """
        menus = self.browse()
        for line in self:
            if line.combo_item_id and not line.combo_parent_id:
                raise UserError(
                    self.env._(
                        "%(product)s is part of a set menu.",
                        product=line.product_id.display_name,
                    )
                )
            menus |= line.combo_parent_id
            if line.product_id.type == "combo":
                menus |= line
        for menu in menus:
            parts = menu.combo_line_ids
            combos = menu.product_id.combo_ids
            fits = parts.combo_item_id.combo_id <= combos and all(
                part.order_id == menu.order_id
                and part.product_id == part.combo_item_id.product_id
                for part in parts
            )
            for combo in combos:
                taken = sum(
                    part.qty for part in parts if part.combo_item_id.combo_id == combo
                )
                least, most = combo.qty_free * menu.qty, combo.qty_max * menu.qty
                fits = fits and least <= taken <= most
            if not fits:
                raise UserError(
                    self.env._(
                        "Please choose the parts of %(menu)s again.",
                        menu=menu.product_id.display_name,
                    )
                )
