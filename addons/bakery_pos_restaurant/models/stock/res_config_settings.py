from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# When the stock of sales is posted is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_stock_outbox = fields.Boolean(
        related="pos_config_id.stock_outbox", readonly=False
    )
    pos_auto_lots = fields.Boolean(related="pos_config_id.auto_lots", readonly=False)
