from odoo import fields, models


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    for_all_outlets = fields.Boolean(
        help="Head office wants it at every till: the report on outlets tells where it "
        "lacks.",
    )
