from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What a sale may say is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_check_amounts = fields.Boolean(
        related="pos_config_id.check_amounts", readonly=False
    )
