from odoo import api, fields, models


class BakeryRefundReason(models.Model):
    """Why guests get their money back; a till offers these to choose from."""

    _name = "bakery.refund.reason"
    _description = "Refund Reason"
    _inherit = "pos.load.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _load_pos_data_domain(self, data, config):
        return [("id", ">", 0)] if config.refund_reason_required else [("id", "=", 0)]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["name", "sequence"]
