from odoo import api, fields, models

# Fields of a line that an approval was given for.
TERMS = {
    "discount",
    "price_unit",
    "product_id",
    "product_qty",
    "product_uom_id",
    "tax_ids",
}


# pylint: disable=consider-merging-classes-inherited
# As purchase_order_approval: one topic, one file.
class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    approved_qty = fields.Float(
        string="Approved Quantity",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="In the unit of the product.",
    )
    approved_price = fields.Float(
        digits="Product Price",
        readonly=True,
        copy=False,
        help="Per unit of the product, after discounts.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create([self._without_approval(vals) for vals in vals_list])
        lines.order_id._under_approval()._ask_again()
        return lines

    def write(self, vals):
        result = super().write(vals if self.env.su else self._without_approval(vals))
        if vals.keys() & TERMS:
            self.order_id._under_approval()._ask_again()
        return result

    def _create_or_update_picking(self):
        """Ask the vendor for nothing more while the change waits for approval."""
        free = self.filtered(lambda line: not line.order_id._is_held())
        return super(PurchaseOrderLine, free)._create_or_update_picking()

    @staticmethod
    def _without_approval(vals):
        """Return ``vals`` less what approving alone writes."""
        return {
            name: value
            for name, value in vals.items()
            if name not in ("approved_qty", "approved_price")
        }

    def _price_per_product_unit(self):
        """Return the price after discounts, per unit of the product."""
        self.ensure_one()
        if not self.product_id or not self.product_uom_id:
            return 0.0
        return self.product_uom_id._compute_price(
            self.price_unit_discounted, self.product_id.uom_id
        )

    def _exceeds_approval(self, factor):
        """Tell whether price or quantity is more than ``factor`` times the approved."""
        self.ensure_one()
        if self.display_type:
            return False
        return (
            self.product_uom_qty > self.approved_qty * factor + 1e-9
            or self._price_per_product_unit() > self.approved_price * factor + 1e-9
        )
