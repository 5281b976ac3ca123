from odoo import api, fields, models
from odoo.exceptions import ValidationError

# In 100 g: pure fat has 900 kcal, and salt 40 g of sodium.
MOST = {"kcal": 1000, "g": 100, "mg": 100_000}


class BakeryNutrientAmount(models.Model):
    """How much of a nutrient is in 100 g of a product."""

    _name = "bakery.nutrient.amount"
    _description = "Nutrient in a Product"
    _order = "product_tmpl_id, sequence, id"

    product_tmpl_id = fields.Many2one(
        "product.template",
        string="Product",
        required=True,
        index=True,
        ondelete="cascade",
    )
    nutrient_id = fields.Many2one(
        "bakery.nutrient", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="nutrient_id.sequence", store=True)
    unit = fields.Selection(related="nutrient_id.unit")
    amount = fields.Float(string="In 100 g", digits=(16, 3), required=True)

    _once = models.UniqueIndex(
        "(product_tmpl_id, nutrient_id)", "A product has every nutrient once only."
    )

    @api.constrains("amount", "nutrient_id")
    def _check_amount(self):
        for line in self:
            most = MOST[line.nutrient_id.unit]
            if not 0 <= line.amount <= most:
                raise ValidationError(
                    self.env._(
                        "100 g of %(product)s cannot have %(amount)s %(unit)s of "
                        "%(nutrient)s: give a number from 0 to %(most)s.",
                        product=line.product_tmpl_id.display_name,
                        amount=line.amount,
                        unit=line.nutrient_id.unit,
                        nutrient=line.nutrient_id.name,
                        most=most,
                    )
                )
