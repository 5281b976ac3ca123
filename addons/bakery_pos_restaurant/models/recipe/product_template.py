from odoo import api, fields, models

from .product_product import COST, _average

FIGURES = ("recipe_cost", "recipe_price", "recipe_margin")


# pylint: disable=consider-merging-classes-inherited
# What goods cost by their recipes is a subject of its own, for the eyes of a few.
class ProductTemplate(models.Model):
    """Articles show the average of their variants."""

    _name = "product.template"
    _inherit = ("product.template", "bakery.recipe.groups")

    recipe_cost = fields.Float(
        compute="_compute_recipe",
        compute_sudo=True,
        digits="Product Price",
        aggregator="avg",
        groups=COST,
        help="A kit: its ingredients at today's cost, through all levels. Other goods: "
        "their cost.",
    )
    recipe_price = fields.Float(
        string="Price without Tax",
        compute="_compute_recipe",
        compute_sudo=True,
        digits="Product Price",
        groups=COST,
        help="By the price list of the tills, or the sales price; taxes are taken out.",
    )
    recipe_margin = fields.Float(
        compute="_compute_recipe",
        compute_sudo=True,
        digits="Product Price",
        aggregator="avg",
        groups=COST,
        help="Price without tax, less the cost.",
    )
    recipe_margin_rate = fields.Float(
        compute="_compute_recipe",
        compute_sudo=True,
        search="_search_recipe_margin_rate",
        digits=(16, 4),
        aggregator="avg",
        groups=COST,
        help="Margin by price without tax.",
    )
    recipe_below_target = fields.Boolean(
        string="Margin below Target",
        compute="_compute_recipe",
        compute_sudo=True,
        search="_search_recipe_below_target",
        groups=COST,
        help="The target is in the settings of the point of sale.",
    )
    recipe_unknown = fields.Char(
        string="Counted as Free",
        compute="_compute_recipe",
        compute_sudo=True,
        groups=COST,
        help="Goods in it that have no cost: it looks cheaper than it is.",
    )

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

    @api.model
    def _search_recipe_margin_rate(self, operator, value):
        return self._compare_recipes("recipe_margin_rate", operator, value)

    @api.model
    def _search_recipe_below_target(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._compare_recipes("recipe_below_target", "=", True in value)
