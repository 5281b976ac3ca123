from odoo import api, models

from .bakery_access_guard import FREE

PRICES = {"list_price", "lst_price", "price_extra", "standard_price"}
COSTS = {"standard_price", "avg_cost", "total_value"}


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ("product.template", "bakery.access.costs")
    _cost_fields = COSTS

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
