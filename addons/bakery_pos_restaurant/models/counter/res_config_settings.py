from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# The counter is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_show_stock = fields.Boolean(related="pos_config_id.show_stock", readonly=False)
    pos_stock_low = fields.Float(related="pos_config_id.stock_low", readonly=False)
