from datetime import timedelta

from odoo import api, fields, models

# Reservations that the tills know: enough for tomorrow's, told early in the evening.
AHEAD = timedelta(hours=36)


class BakeryTableReservation(models.Model):
    """A table is kept for guests, and never twice for the same time."""

    _name = "bakery.table.reservation"
    _description = "Table Reservation"
    _inherit = "pos.load.mixin"
    _order = "date_start, id"

    name = fields.Char(string="Guest", required=True, size=64)
    phone = fields.Char(size=32)
    guests = fields.Integer(default=2, required=True)
    table_id = fields.Many2one(
        "restaurant.table", required=True, index=True, ondelete="cascade"
    )
    date_start = fields.Datetime(string="Start", required=True, index=True)
    hours = fields.Float(default=2, required=True)
    date_end = fields.Datetime(
        string="End", compute="_compute_date_end", store=True, precompute=True
    )
    note = fields.Char(size=128)
    state = fields.Selection(
        [
            ("booked", "Booked"),
            ("seated", "Seated"),
            ("absent", "Did Not Come"),
            ("cancelled", "Cancelled"),
        ],
        default="booked",
        required=True,
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        compute_sudo=True,
        store=True,
        precompute=True,
        index=True,
    )

    # Two tablets may reserve at once, and neither sees the other's: the database knows
    # both. A range of one number, since comparing numbers there needs an extension.
    _table_once = models.Constraint(
        "EXCLUDE USING gist ("
        " int4range(table_id, table_id, '[]') WITH &&,"
        " tsrange(date_start, date_end) WITH &&"
        ") WHERE (state IN ('booked', 'seated'))",
        "The table is reserved already at that time; choose another table or time.",
    )
    _check_hours = models.Constraint(
        "CHECK (hours >= 0.25 AND hours <= 24)",
        "A table is reserved for a quarter of an hour to a day.",
    )
    _check_guests = models.Constraint(
        "CHECK (guests >= 1 AND guests <= 999)",
        "A table is reserved for 1 to 999 guests.",
    )

    @api.depends("date_start", "hours")
    def _compute_date_end(self):
        for reservation in self:
            start = reservation.date_start
            # Beyond what the database takes, it refuses the hours themselves.
            hours = min(max(reservation.hours, 0), 25)
            reservation.date_end = start and start + timedelta(hours=hours)

    @api.depends("table_id")
    def _compute_company_id(self):
        for reservation in self:
            tills = reservation.table_id.floor_id.pos_config_ids
            reservation.company_id = tills[:1].company_id or self.env.company

    @api.model_create_multi
    def create(self, vals_list):
        # What was cancelled a moment ago must not stand in the way of a new one.
        self.flush_model(["table_id", "date_start", "date_end", "state"])
        reservations = super().create(vals_list)
        reservations._tell_tills()
        return reservations

    def write(self, vals):
        result = super().write(vals)
        self._tell_tills()
        return result

    def _tell_tills(self):
        """Let the tills that serve these tables know, as soon as this is committed."""
        # sudo: whoever answers the telephone need not work at a till.
        rows = self.sudo()
        tills = rows.table_id.floor_id.pos_config_ids
        for till in tills.filtered("current_session_id"):
            own = rows.filtered(
                lambda row, till=till: till in row.table_id.floor_id.pos_config_ids
            )
            till.notify_synchronisation(
                till.current_session_id.id, None, {self._name: own.ids}
            )

    @api.model
    def _load_pos_data_domain(self, data, config):
        if not config.live_floor:
            return [(0, "=", 1)]
        now = fields.Datetime.now()
        return [
            ("table_id.floor_id", "in", config.floor_ids.ids),
            ("state", "=", "booked"),
            ("date_end", ">", now),
            ("date_start", "<", now + AHEAD),
        ]

    @api.model
    def _load_pos_data_fields(self, config):
        return [
            "name",
            "phone",
            "guests",
            "table_id",
            "date_start",
            "date_end",
            "hours",
            "note",
            "state",
        ]
