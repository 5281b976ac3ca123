from odoo import SUPERUSER_ID, api, models

from .product_template import COSTS


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ("product.product", "bakery.access.costs")
    _cost_fields = COSTS

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.access.right"]._require("product_edit", self)
        return super().create(vals_list)

    def write(self, vals):
        self.product_tmpl_id._check_catalogue_rights(vals)
        return super().write(vals)

    def unlink(self):
        self.env["bakery.access.right"]._require("product_edit", self)
        return super().unlink()

    def _compute_value(self):
        """Value for users of some warehouses what lies there, at the article's cost.

        Odoo takes the quantity that the user sees and the value of the whole company.
        """
        super()._compute_value()
        if self.env.user._visible_warehouse_ids() is None:
            return
        for product in self:
            # As Odoo does: the quantity that the user sees.
            seen = product.sudo(False)._with_valuation_context().qty_available
            product.total_value = product.standard_price * seen
            product.avg_cost = product.standard_price if seen else 0

    def _update_standard_price(self, *args, **kwargs):
        """Compute what goods cost from all warehouses, whoever moved them."""
        products = self
        if self.env.user._visible_warehouse_ids() is not None:
            # Superuser: the cost is one for the company, see _compute_value; what was
            # computed for the user is not to be taken for it.
            self.invalidate_recordset(["avg_cost", "qty_available", "total_value"])
            products = self.with_user(SUPERUSER_ID)
        return super(ProductProduct, products)._update_standard_price(*args, **kwargs)
