from odoo import fields, models


class BakeryWasteReason(models.Model):
    """Why goods were lost: stale, dropped, given away."""

    _name = "bakery.waste.reason"
    _description = "Reason for Waste"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
