from odoo import fields, models


class BakeryAllergen(models.Model):
    """What some people must not eat, and a label therefore names."""

    _name = "bakery.allergen"
    _description = "Allergen"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short and the same in every language.")
    description = fields.Char(
        translate=True, help="What belongs to it, for those who mark ingredients."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint(
        "UNIQUE(code)", "There is an allergen of this code already."
    )
