from odoo import api, models

from .bakery_access_guard import FREE

PRICES = {"list_price", "lst_price", "price_extra", "standard_price"}
COSTS = {"standard_price", "avg_cost", "total_value"}


def sees_costs(env):
    """Return whether the roles of the caller show what goods cost."""
    return env.su or env.user._holds_right("cost_view")


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.access.right"]._require("product_edit", self)
        return super().create(vals_list)

    def write(self, vals):
        self._check_catalogue_rights(vals)
        return super().write(vals)

    def unlink(self):
        self.env["bakery.access.right"]._require("product_edit", self)
        return super().unlink()

    def _check_catalogue_rights(self, vals):
        """Ask for the rights to what is written: the article, its prices, or both."""
        names = vals.keys() - FREE
        Right = self.env["bakery.access.right"]
        if names & PRICES:
            Right._require("price_edit", self)
        if names - PRICES:
            Right._require("product_edit", self)

    @api.model
    def _fields_of_costs(self):
        return set() if sees_costs(self.env) else COSTS

    def _has_field_access(self, field, operation):
        """Hide costs from those whose roles do not show them."""
        return super()._has_field_access(field, operation) and (
            field.name not in COSTS or sees_costs(self.env)
        )
