from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What head office wants at tills is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    outlet_pricelist_id = fields.Many2one(
        related="company_id.outlet_pricelist_id", readonly=False
    )
