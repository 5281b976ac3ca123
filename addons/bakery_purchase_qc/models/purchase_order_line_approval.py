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


# What floating point adds to a product of three factors.
SLACK = 1e-6
# What approving alone writes.
APPROVED = {"approved_price", "approved_product_id", "approved_qty"}


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
        readonly=True,
        copy=False,
        help="Per unit of the product, after discounts, in company currency.",
    )
    approved_product_id = fields.Many2one("product.product", readonly=True, copy=False)

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
        held = self.order_id.filtered(lambda order: order._is_held())
        free = self.filtered(lambda line: line.order_id not in held)
        return super(PurchaseOrderLine, free)._create_or_update_picking()

    @staticmethod
    def _without_approval(vals):
        """Return ``vals`` less what approving alone writes."""
        return {name: value for name, value in vals.items() if name not in APPROVED}

    def _price_per_product_unit(self):
        """Return the price after discounts, per unit, in company currency."""
        self.ensure_one()
        if not self.product_id or not self.product_uom_id:
            return 0.0
        price = self.product_uom_id._compute_price(
            self.price_unit_discounted, self.product_id.uom_id
        )
        return self.order_id._in_company_currency(price)

    def _exceeds_approval(self, factor):
        """Tell whether price or quantity is more than ``factor`` times the approved,
        or another product than that.
        """
        self.ensure_one()
        if self.display_type:
            return False
        return (
            self.product_id != self.approved_product_id
            or self.product_uom_qty > self.approved_qty * factor + SLACK
            or self._price_per_product_unit() > self.approved_price * factor + SLACK
        )
