from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# The floor is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_live_floor = fields.Boolean(related="pos_config_id.live_floor", readonly=False)
