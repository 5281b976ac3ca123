from odoo import api, models

from .product_product import _average

FIGURES = ("recipe_cost", "recipe_price", "recipe_margin")


# pylint: disable=consider-merging-classes-inherited
# What goods cost by their recipes is a subject of its own, for the eyes of a few.
class ProductTemplate(models.Model):
    """Articles show the average of their variants."""

    _name = "product.template"
    _inherit = ("product.template", "bakery.recipe.groups")

    @api.depends("list_price", "product_variant_ids.standard_price", "taxes_id", "type")
    @api.depends_context("company", "pos_config_id")
    def _compute_recipe(self):
        for template in self:
            variants = template.product_variant_ids
            for name in FIGURES:
                template[name] = _average(variants.mapped(name))
            price = template.recipe_price
            rate = template.recipe_margin / price if price else 0
            template.recipe_margin_rate = rate
            template.recipe_below_target = any(variants.mapped("recipe_below_target"))
            template.recipe_unknown = variants[:1].recipe_unknown
