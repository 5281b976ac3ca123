from odoo import fields, models


class ResCompany(models.Model):
    # Reservations are a subject of their own, beside the rights in res_company.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    reservation_days = fields.Integer(
        string="Days of Reservation",
        default=3,
        help="How long goods stay reserved for a deal unless someone says otherwise.",
    )

    _reservation_days_positive = models.Constraint(
        "CHECK(reservation_days > 0)", "Goods are reserved for at least one day."
    )
