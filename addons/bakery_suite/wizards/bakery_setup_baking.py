from odoo import api, models

# What the scale of a small bakery tells apart, in grams.
SMALLEST_WEIGHT = 1.0


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_baking(self, company):
        """Have formulas approved, a least weight for scales, and no old goods sold."""
        company.formula_approval = True
        company.block_expired = True
        company.dayold_goods = True
        if not company.weighing_minimum:
            company.weighing_minimum = SMALLEST_WEIGHT
