from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What people do at tills is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    show_own_performance = fields.Boolean(
        related="company_id.show_own_performance", readonly=False
    )
    pos_track_performance = fields.Boolean(
        related="pos_config_id.track_performance", readonly=False
    )
    pos_void_reason_required = fields.Boolean(
        related="pos_config_id.void_reason_required", readonly=False
    )
