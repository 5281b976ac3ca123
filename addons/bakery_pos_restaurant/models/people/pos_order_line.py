from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What earns a commission is a subject of its own.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    tip_distribution_id = fields.Many2one(
        "bakery.tip.distribution",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="A tip is shared out once.",
    )

    def _earns_commission(self):
        """Return whether the line is goods sold: no tip, discount or set menu."""
        self.ensure_one()
        return self.qty > 0 and self.price_subtotal > 0 and not self._is_beside_goods()

    def _is_beside_goods(self):
        """Return whether the line is a tip, or a discount on the whole order."""
        config = self.order_id.config_id
        beside = config.tip_product_id
        # Discounts come with pos_discount, on which this addon does not depend.
        if "discount_product_id" in config._fields:
            beside |= config.discount_product_id
        return self.product_id in beside
