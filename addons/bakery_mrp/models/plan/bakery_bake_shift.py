from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BakeryBakeShift(models.Model):
    """A span of the day in which the bakehouse works, and what it bakes for."""

    _name = "bakery.bake.shift"
    _description = "Bake Shift"
    _order = "sequence, start_hour, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    start_hour = fields.Float(string="From", required=True, default=2.0)
    end_hour = fields.Float(
        string="To",
        required=True,
        default=6.0,
        help="When earlier than the start, the shift ends on the next day.",
    )
    cover_hours = fields.Float(
        string="Bakes for (hours)",
        required=True,
        default=12.0,
        help="The shift bakes what leaves within so many hours after its end.",
    )

    @api.constrains("start_hour", "end_hour", "cover_hours")
    def _check_hours(self):
        for shift in self:
            hours = (shift.start_hour, shift.end_hour)
            if any(not 0 <= hour < 24 for hour in hours) or hours[0] == hours[1]:
                raise ValidationError(
                    self.env._(
                        "The shift %(name)s needs a start and another end between "
                        "00:00 and 23:59.",
                        name=shift.name,
                    )
                )
            if not 0 < shift.cover_hours <= 7 * 24:
                raise ValidationError(
                    self.env._(
                        "The shift %(name)s bakes for more than 0 hours and at most a "
                        "week.",
                        name=shift.name,
                    )
                )
