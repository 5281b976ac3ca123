from odoo import api, fields, models
from odoo.exceptions import ValidationError


# pylint: disable=consider-merging-classes-inherited
# What is in the food is a subject of its own.
class ProductTemplate(models.Model):
    _inherit = "product.template"

    is_packaging = fields.Boolean(
        string="Not Eaten",
        help="Packaging and the like: no ingredient, whatever formula it is in.",
    )
    allergen_ids = fields.Many2many(
        "bakery.allergen",
        "bakery_allergen_product_rel",
        "product_tmpl_id",
        "allergen_id",
        string="Own Allergens",
        help="What the product itself contains. What is baked here gets those of its "
        "ingredients without being told.",
    )
    trace_allergen_ids = fields.Many2many(
        "bakery.allergen",
        "bakery_allergen_trace_rel",
        "product_tmpl_id",
        "allergen_id",
        string="Own Traces",
        help="What its maker says that it may contain.",
    )
    nutrient_amount_ids = fields.One2many(
        "bakery.nutrient.amount",
        "product_tmpl_id",
        string="Nutrition per 100 g",
        copy=True,
        help="Of an ingredient. On what is baked here, a measured amount goes before "
        "the one worked out from the ingredients.",
    )
    label_name = fields.Char(
        string="Name on Labels",
        translate=True,
        help="What the product is called among ingredients; ingredients of one name "
        "are added up. Empty: its name.",
    )
    composition = fields.Char(
        translate=True,
        help="What a bought ingredient is made of, in descending weight; printed in "
        "brackets behind its name.",
    )
    storage_note = fields.Char(
        translate=True, help="How to keep it, as printed on the label."
    )
    registration_number = fields.Char(
        string="Food Registration",
        help="As printed on the label, with its kind: P-IRT or BPOM RI MD.",
    )
    label_grams = fields.Float(
        string="Net Weight (g)",
        digits=(16, 1),
        help="As declared on the label. Empty: what a piece weighs by its formula.",
    )
    serving_grams = fields.Float(
        string="Serving (g)",
        digits=(16, 1),
        help="What is eaten at once, for the nutrition information. Empty: one piece, "
        "by its net weight.",
    )
    contains_allergen_ids = fields.Many2many(
        "bakery.allergen", string="Contains", compute="_compute_contains"
    )
    may_contain_allergen_ids = fields.Many2many(
        "bakery.allergen", string="May Contain", compute="_compute_contains"
    )
    nutrition_html = fields.Html(
        string="Nutrition", compute="_compute_nutrition_html", sanitize=False
    )

    @api.depends("product_variant_ids.contains_allergen_ids")
    @api.depends_context("company", "lang")
    def _compute_contains(self):
        for template in self:
            variants = template.product_variant_ids
            contains = variants.contains_allergen_ids
            template.contains_allergen_ids = contains
            template.may_contain_allergen_ids = (
                variants.may_contain_allergen_ids - contains
            )

    @api.depends("product_variant_ids.nutrition")
    @api.depends_context("company", "lang")
    def _compute_nutrition_html(self):
        for template in self:
            variant = template.product_variant_ids[:1]
            template.nutrition_html = self.env["mrp.bom"]._nutrition_table(
                variant.nutrition
            )

    @api.constrains("serving_grams", "label_grams")
    def _check_label_weights(self):
        for template in self:
            if template.serving_grams < 0 or template.label_grams < 0:
                raise ValidationError(
                    self.env._(
                        "Serving and net weight of %(product)s cannot be negative.",
                        product=template.display_name,
                    )
                )
