from odoo import api, fields, models


class BakeryQcReading(models.Model):
    """One measurement of a value that an inspection asks for."""

    _name = "bakery.qc.reading"
    _description = "Reading"
    _order = "line_id, sequence, id"
    _rec_name = "value"

    line_id = fields.Many2one(
        "qc.inspection.line",
        string="Question",
        required=True,
        ondelete="cascade",
        index=True,
    )
    sequence = fields.Integer(help="The box of the sheet in which it stands, from 0.")
    value = fields.Float(digits="Quality Control", required=True)
    success = fields.Boolean(string="Inside", compute="_compute_success")

    @api.depends("value", "line_id.min_value", "line_id.max_value")
    def _compute_success(self):
        for reading in self:
            line = reading.line_id
            reading.success = line.min_value <= reading.value <= line.max_value
