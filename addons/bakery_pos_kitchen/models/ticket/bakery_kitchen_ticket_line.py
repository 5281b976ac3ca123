from uuid import uuid4

from odoo import fields, models


class BakeryKitchenTicketLine(models.Model):
    _name = "bakery.kitchen.ticket.line"
    _description = "Kitchen Ticket Line"
    _order = "ticket_id, sequence, id"
    _rec_name = "name"

    uuid = fields.Char(
        required=True, readonly=True, copy=False, default=lambda self: str(uuid4())
    )
    sequence = fields.Integer(readonly=True)
    ticket_id = fields.Many2one(
        "bakery.kitchen.ticket",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    send_id = fields.Many2one("bakery.kitchen.send", required=True, readonly=True)
    station_id = fields.Many2one(
        "bakery.kitchen.station", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    line_uuid = fields.Char(
        required=True, readonly=True, help="The line of the order, wherever it is now."
    )
    origin_uuid = fields.Char(
        required=True, readonly=True, help="The line that brought it."
    )
    order_uuid = fields.Char(required=True, readonly=True)
    product_id = fields.Many2one("product.product", readonly=True, index=True)
    name = fields.Char(required=True, readonly=True)
    attribute_names = fields.Json(readonly=True)
    combo_name = fields.Char(string="Set Menu", readonly=True)
    seat = fields.Integer(readonly=True)
    kind = fields.Selection(
        [("new", "New"), ("add", "Addition")], readonly=True, default="new"
    )
    qty = fields.Float(
        string="Quantity", digits="Product Unit", readonly=True, default=0
    )
    qty_void = fields.Float(
        string="Void", digits="Product Unit", readonly=True, default=0
    )
    qty_wasted = fields.Float(
        string="Wasted",
        digits="Product Unit",
        readonly=True,
        default=0,
        help="Of what is void, what had been made.",
    )
    note = fields.Char(readonly=True)
    customer_note = fields.Char(readonly=True)
    old_note = fields.Char(readonly=True)
    state = fields.Selection(
        [("todo", "To Do"), ("done", "Done"), ("void", "Void")],
        required=True,
        readonly=True,
        default="todo",
    )
    done_at = fields.Datetime(readonly=True)
    mark_void = fields.Boolean(string="Less", readonly=True)
    mark_note = fields.Boolean(string="Note Changed", readonly=True)
    mark_added = fields.Boolean(string="More", readonly=True)
    expo_void = fields.Boolean(string="Less (Expo)", readonly=True)
    expo_note = fields.Boolean(string="Note Changed (Expo)", readonly=True)
    expo_added = fields.Boolean(string="More (Expo)", readonly=True)
    split_from_id = fields.Many2one(
        "bakery.kitchen.ticket.line", readonly=True, index="btree_not_null"
    )

    _uuid = models.Constraint("UNIQUE (uuid)", "A ticket line has one identifier.")
    _once = models.UniqueIndex(
        "(send_id, station_id, origin_uuid, kind) WHERE split_from_id IS NULL"
    )
    _check_qty = models.Constraint(
        "CHECK (qty >= 0 AND qty_void >= 0 AND qty_void <= qty AND qty_wasted >= 0"
        " AND qty_wasted <= qty_void)",
        "No more is void than was asked for.",
    )
    _line_uuid = models.Index("(line_uuid)")
    _order_uuid = models.Index("(order_uuid)")

    def _active(self):
        """Return how much of the line is to be made, or was."""
        return self.qty - self.qty_void
