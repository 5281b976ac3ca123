from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What goods cost by their recipes is a subject of its own.
class ResCompany(models.Model):
    _inherit = "res.company"

    recipe_margin_target = fields.Float(
        string="Target Margin",
        digits=(16, 4),
        help="Goods that earn less of their price without tax are shown as below "
        "target; 0 shows those only that lose money.",
    )

    _check_recipe_margin_target = models.Constraint(
        "CHECK (recipe_margin_target IS NULL OR recipe_margin_target BETWEEN 0 AND 1)",
        "A target margin is between 0 and 100 %.",
    )
