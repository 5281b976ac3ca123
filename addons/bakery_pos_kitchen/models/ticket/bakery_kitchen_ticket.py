from uuid import uuid4

from odoo import api, fields, models

STATES = [
    ("held", "Held"),
    ("new", "New"),
    ("cooking", "Cooking"),
    ("ready", "Ready"),
    ("served", "Served"),
    ("void", "Void"),
]


class BakeryKitchenTicket(models.Model):
    """What one station makes of one order, as one request brought it.

    Its state follows from its lines. What it says of the order is a snapshot: orders
    may be deleted, tickets stay.
    """

    _name = "bakery.kitchen.ticket"
    _description = "Kitchen Ticket"
    _order = "id desc"
    _rec_name = "number"

    uuid = fields.Char(
        required=True, readonly=True, copy=False, default=lambda self: str(uuid4())
    )
    rev = fields.Integer(string="Revision", default=1, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    config_id = fields.Many2one("pos.config", readonly=True, index="btree_not_null")
    station_id = fields.Many2one(
        "bakery.kitchen.station", required=True, readonly=True, ondelete="restrict"
    )
    send_id = fields.Many2one(
        "bakery.kitchen.send", required=True, readonly=True, ondelete="restrict"
    )
    order_id = fields.Many2one(
        "pos.order", readonly=True, index="btree_not_null", ondelete="set null"
    )
    order_uuid = fields.Char(required=True, readonly=True)
    number = fields.Char(readonly=True)
    label = fields.Char(
        string="Called",
        readonly=True,
        help="The table, or the name under which the order is called.",
    )
    table_label = fields.Char(string="Table", readonly=True)
    from_label = fields.Char(string="Moved From", readonly=True)
    preset = fields.Char(readonly=True)
    guests = fields.Integer(readonly=True)
    waiter = fields.Char(readonly=True)
    order_note = fields.Char(readonly=True)
    course_uuid = fields.Char(readonly=True)
    course_index = fields.Integer(string="Course", readonly=True)
    round = fields.Integer(readonly=True, default=1)
    kind = fields.Selection(
        [("new", "New"), ("add", "Addition")], readonly=True, default="new"
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="new")
    rush = fields.Boolean(readonly=True)
    hold = fields.Boolean(string="On Hold", readonly=True)
    sent_at = fields.Datetime(readonly=True)
    due_at = fields.Datetime(readonly=True)
    show_at = fields.Datetime(readonly=True)
    fired_at = fields.Datetime(readonly=True)
    started_at = fields.Datetime(readonly=True)
    ready_at = fields.Datetime(readonly=True)
    served_at = fields.Datetime(readonly=True)
    closed_at = fields.Datetime(
        readonly=True, help="When it left the screens: served, or void and seen."
    )
    mark_moved = fields.Boolean(string="Was Moved", readonly=True)
    mark_note = fields.Boolean(string="Note of the Order Changed", readonly=True)
    needs_ack = fields.Boolean(
        string="To Acknowledge", readonly=True, help="It has marks nobody has seen."
    )
    expo_moved = fields.Boolean(string="Was Moved (Expo)", readonly=True)
    expo_note = fields.Boolean(string="Note of the Order Changed (Expo)", readonly=True)
    expo_needs_ack = fields.Boolean(
        string="To Acknowledge at the Expo",
        readonly=True,
        help="It has marks nobody at the expo has seen.",
    )
    split_from_id = fields.Many2one(
        "bakery.kitchen.ticket", readonly=True, index="btree_not_null"
    )
    line_ids = fields.One2many("bakery.kitchen.ticket.line", "ticket_id", readonly=True)
    event_ids = fields.One2many("bakery.kitchen.event", "ticket_id", readonly=True)

    _uuid = models.Constraint("UNIQUE (uuid)", "A ticket has one identifier.")
    # One request makes at most one ticket per station and course.
    _once = models.UniqueIndex(
        "(send_id, station_id, (COALESCE(course_uuid, ''))) WHERE split_from_id IS NULL"
    )
    _open = models.Index("(station_id) WHERE closed_at IS NULL OR needs_ack")
    _closed = models.Index("(station_id, closed_at) WHERE closed_at IS NOT NULL")
    _order_uuid = models.Index("(order_uuid)")
    # When its dishes were due: the figures ask for days.
    _due = models.Index("((COALESCE(fired_at, sent_at)))")

    @api.depends("label", "number")
    def _compute_display_name(self):
        for ticket in self:
            parts = dict.fromkeys(filter(None, (ticket.label, ticket.number)))
            ticket.display_name = " · ".join(parts)

    @api.model
    def _print_tickets(self, tickets, kind):
        """Print what a request changed; nothing here: the print spool overrides it.

        Called within the transaction of the request, once per kind, for the stations
        whose ``print_mode`` asks for paper now. It must not talk to a printer.

        :param tickets: tickets of any stations
        :param str kind: ``new`` (new tickets), ``change`` (less, another note, another
            table: which, say the events of ``kitchen_send_id`` in the context),
            ``fire`` (a course is due), ``reprint``
        """
