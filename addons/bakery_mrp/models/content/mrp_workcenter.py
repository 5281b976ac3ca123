from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What is in the food is a subject of its own.
class MrpWorkcenter(models.Model):
    _inherit = "mrp.workcenter"

    allergen_ids = fields.Many2many(
        "bakery.allergen",
        "bakery_allergen_workcenter_rel",
        "workcenter_id",
        "allergen_id",
        string="Allergens Handled Here",
        help="What is made here may contain traces of them.",
    )
