from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# What is in the food is a subject of its own.
class ProductProduct(models.Model):
    _inherit = "product.product"

    # What a guest may ask about is worked out for everybody who sees the product; the
    # formula itself is not shown by it.
    contains_allergen_ids = fields.Many2many(
        "bakery.allergen",
        string="Contains",
        compute="_compute_contains",
        compute_sudo=True,
        help="Allergens of the product and of its ingredients, through all levels.",
    )
    may_contain_allergen_ids = fields.Many2many(
        "bakery.allergen",
        string="May Contain",
        compute="_compute_contains",
        compute_sudo=True,
        help="Allergens handled where it is made, and traces in its ingredients.",
    )
    nutrition = fields.Json(
        string="Nutrition Rows",
        compute="_compute_nutrition",
        compute_sudo=True,
        help="Rows of the nutrition information: code, name, unit, per_100g, "
        "per_piece, daily_percent of a serving, and the names of ingredients of which "
        "it is unknown. An unknown amount is null, never 0.",
    )

    def _formulas(self):
        """Return ``{product: its bill of materials}`` in the present company."""
        return self.env["mrp.bom"]._bom_find(self, company_id=self.env.company.id)

    # The first level of its formula; deeper ones are read anew in the next transaction.
    @api.depends(
        "product_tmpl_id.allergen_ids",
        "product_tmpl_id.trace_allergen_ids",
        "product_tmpl_id.bom_ids.contains_allergen_ids",
    )
    @api.depends_context("company")
    def _compute_contains(self):
        found = self._formulas()
        pairs = [(found[product], product) for product in self if found[product]]
        recipes = self.env["mrp.bom"]._recipes(pairs)
        self.env["mrp.bom"]._fetch_allergens(recipes.values())
        for product in self:
            recipe = recipes.get((found[product], product))
            contains, traces = self.env["mrp.bom"]._allergens(recipe, product)
            product.contains_allergen_ids = contains
            product.may_contain_allergen_ids = traces

    @api.depends(
        "product_tmpl_id.nutrient_amount_ids.amount",
        "product_tmpl_id.label_grams",
        "product_tmpl_id.serving_grams",
        "product_tmpl_id.unit_grams",
        "product_tmpl_id.weight",
        "product_tmpl_id.bom_ids.nutrition",
    )
    @api.depends_context("company", "lang")
    def _compute_nutrition(self):
        found = self._formulas()
        pairs = [(found[product], product) for product in self if found[product]]
        recipes = self.env["mrp.bom"]._recipes(pairs)
        rows = self.env["mrp.bom"]._nutrition(
            [(found[x], x, recipes.get((found[x], x))) for x in self]
        )
        for product, nutrition in zip(self, rows, strict=True):
            product.nutrition = nutrition

    def _unit_grams(self):
        """Return what one piece of the product weighs; 0 when nobody knows.

        What is kept by weight or volume has no pieces.
        """
        for unit in (self.env["uom.uom"]._gram(), self.env["uom.uom"]._millilitre()):
            if self.uom_id._has_common_reference(unit):
                return 0.0
        return self._grams_per(self.uom_id)

    def _label_text(self):
        """Return what the product is called among the ingredients of a label."""
        name = self.label_name or self.name
        return f"{name} ({self.composition})" if self.composition else name
