from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_kitchen_tickets = fields.Boolean(
        related="pos_config_id.kitchen_tickets", readonly=False
    )
    pos_receipt_printer_id = fields.Many2one(
        related="pos_config_id.receipt_printer_id", readonly=False
    )
