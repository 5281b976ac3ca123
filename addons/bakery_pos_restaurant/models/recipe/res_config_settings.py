from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What goods cost by their recipes is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    recipe_margin_target = fields.Float(
        related="company_id.recipe_margin_target", readonly=False
    )
