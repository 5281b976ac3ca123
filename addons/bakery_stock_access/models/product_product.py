from odoo import api, models

from .product_template import COSTS, sees_costs


class ProductProduct(models.Model):
    _inherit = "product.product"

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

    def _has_field_access(self, field, operation):
        """Hide costs from those whose roles do not show them."""
        return super()._has_field_access(field, operation) and (
            field.name not in COSTS or sees_costs(self.env)
        )
