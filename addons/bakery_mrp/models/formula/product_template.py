from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    _inherit = "product.template"

    is_flour = fields.Boolean(
        help="Counts as flour: the percentages of a formula refer to the flour in it.",
    )
    unit_grams = fields.Float(
        string="Grams per Unit",
        digits=(16, 4),
        help="What one unit of measure of the product weighs, in grams: an egg 55, a "
        "millilitre of oil 0.92. Left empty, units of mass weigh what they say, a "
        "millilitre weighs one gram, and anything else what its weight says.",
    )

    @api.constrains("unit_grams")
    def _check_unit_grams(self):
        for product in self:
            if product.unit_grams < 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s cannot weigh less than nothing per unit.",
                        product=product.display_name,
                    )
                )
