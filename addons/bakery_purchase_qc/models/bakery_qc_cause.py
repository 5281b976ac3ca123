from odoo import fields, models


class BakeryQcCause(models.Model):
    """Why goods were not as they should be, as a bakery sorts its complaints."""

    _name = "bakery.qc.cause"
    _description = "Cause of a Nonconformity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
