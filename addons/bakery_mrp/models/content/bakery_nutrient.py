from odoo import fields, models


class BakeryNutrient(models.Model):
    """A line of the nutrition information."""

    _name = "bakery.nutrient"
    _description = "Nutrient"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short and the same in every language.")
    unit = fields.Selection(
        [("kcal", "kcal"), ("g", "g"), ("mg", "mg")], required=True, default="g"
    )
    part_of_previous = fields.Boolean(
        help="Part of the nutrient above it, as saturated fat is of fat: printed "
        "indented.",
    )
    daily_amount = fields.Float(
        digits=(16, 2),
        help="What an adult needs in a day, for the percentage on the label. 0: none.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint(
        "UNIQUE(code)", "There is a nutrient of this code already."
    )
    _daily_amount_positive = models.Constraint(
        "CHECK(daily_amount >= 0)", "A daily amount cannot be negative."
    )
