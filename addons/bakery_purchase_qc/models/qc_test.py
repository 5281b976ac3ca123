from odoo import fields, models


class QcTestQuestion(models.Model):
    _inherit = "qc.test.question"

    type = fields.Selection(
        selection_add=[("photo", "Photo"), ("document", "Document")],
        ondelete={"photo": "cascade", "document": "cascade"},
    )
    readings = fields.Integer(
        default=1, help="How many times a value is measured; each must lie inside."
    )
    is_required = fields.Boolean(string="Required", default=True)

    _readings_range = models.Constraint(
        "CHECK(readings BETWEEN 1 AND 50)", "A value is measured once to 50 times."
    )
    _limits_in_order = models.Constraint(
        "CHECK(type != 'quantitative' OR min_value <= max_value)",
        "The lower limit lies above the upper one.",
    )
