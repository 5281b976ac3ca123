from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
# Seats are a subject of their own.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    seat = fields.Integer(
        help="Whose this is, counted around the table; 0 is for the whole table."
    )

    _check_seat = models.Constraint(
        "CHECK (seat >= 0 AND seat <= 99)",
        "A seat is a number from 0 to 99; 0 is for the whole table.",
    )

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "seat"]
