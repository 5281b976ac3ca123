from odoo import fields, models


class PosPreset(models.Model):
    _inherit = "pos.preset"

    for_all_outlets = fields.Boolean(
        help="Head office wants it at every till: the report on outlets tells where it "
        "lacks.",
    )
