from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# The counter is a subject of its own.
class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_show_stock = fields.Boolean(related="pos_config_id.show_stock", readonly=False)
    pos_stock_low = fields.Float(related="pos_config_id.stock_low", readonly=False)
    pos_cash_buttons = fields.Boolean(
        related="pos_config_id.cash_buttons", readonly=False
    )
    pos_cash_notes = fields.Char(related="pos_config_id.cash_notes", readonly=False)
    pos_hold_orders = fields.Boolean(
        related="pos_config_id.hold_orders", readonly=False
    )
    pos_refund_reason_required = fields.Boolean(
        related="pos_config_id.refund_reason_required", readonly=False
    )
    pos_refund_employee_ids = fields.Many2many(
        related="pos_config_id.refund_employee_ids", readonly=False
    )
