from odoo import fields, models


class BakeryKitchenPair(models.TransientModel):
    """Shows a code once."""

    _name = "bakery.kitchen.pair"
    _description = "Pair a Kitchen Device"

    device_id = fields.Many2one(
        "bakery.kitchen.device", required=True, readonly=True, ondelete="cascade"
    )
    display_id = fields.Many2one(related="device_id.display_id")
    code = fields.Char(readonly=True)
    code_expiry = fields.Datetime(related="device_id.code_expiry")
    state = fields.Selection(related="device_id.state")
