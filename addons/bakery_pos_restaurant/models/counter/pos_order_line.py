from odoo import models


# pylint: disable=consider-merging-classes-inherited
# Money given back is a subject of its own.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _comes_back(self):
        """Return whether this gives money back for goods.

        A reward does not, nor does a down payment that a sales order takes off, which
        has a product of its own where sales orders are settled at tills.
        """
        till = self.order_id.session_id.config_id
        settled = (
            "down_payment_product_id" in till._fields
            and self.product_id
            and self.product_id == till.down_payment_product_id
        )
        return self.qty < 0 and not self.is_reward_line and not settled

    def _below_its_price(self):
        """Return those of these that cost less than they do at their till.

        More than what was paid is not given back either. Rewards, tips and parts of
        combos have no price of their own. A price that was changed while the till was
        open is not held against who sold at the old one.
        """
        return self.filtered(lambda line: line._is_below_its_price())

    def _is_below_its_price(self):
        order = self.order_id
        till = order.session_id.config_id
        fraction = order.currency_id.rounding
        if origin := self.refunded_orderline_id:
            return self.price_unit > origin.price_unit + fraction
        if self._has_no_own_price(till):
            return False
        preset = order.preset_id & till.available_preset_ids
        lists = till.available_pricelist_ids | till.pricelist_id | preset.pricelist_id
        prices = order.pricelist_id & lists
        changed = (
            self.product_id.product_tmpl_id.write_date,
            *prices.item_ids.mapped("write_date"),
        )
        if max(changed) > order.session_id.start_at:
            return False
        price = prices._get_product_price(self.product_id, abs(self.qty) or 1.0)
        # A position that the till does not have lowers no price.
        positions = till.fiscal_position_ids | till.default_fiscal_position_id
        price = self._price_in(order.fiscal_position_id & positions, price)
        return self.price_unit + fraction < price + self.price_extra

    def _has_no_own_price(self, till):
        return bool(
            self.is_reward_line
            or self.combo_parent_id
            or self.combo_line_ids
            or self.product_id == till.tip_product_id
            or self.product_id.type == "combo"
            or self._is_priced_by_a_scale(till)
        )

    def _is_priced_by_a_scale(self, till):
        code, rules = self.product_id.barcode, till.company_id.nomenclature_id
        return code and rules.parse_barcode(code)["type"] == "price"
