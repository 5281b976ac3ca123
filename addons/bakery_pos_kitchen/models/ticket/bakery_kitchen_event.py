from odoo import fields, models
from odoo.exceptions import UserError


class BakeryKitchenEvent(models.Model):
    """What happened to tickets, by whom and when. It is only added to."""

    _name = "bakery.kitchen.event"
    _description = "Kitchen Event"
    _order = "id desc"
    _rec_name = "action"

    ticket_id = fields.Many2one(
        "bakery.kitchen.ticket",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    line_id = fields.Many2one(
        "bakery.kitchen.ticket.line",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    station_id = fields.Many2one("bakery.kitchen.station", readonly=True, index=True)
    send_id = fields.Many2one(
        "bakery.kitchen.send", readonly=True, index="btree_not_null"
    )
    action = fields.Selection(
        [
            ("new", "New"),
            ("void", "Less"),
            ("waste", "Wasted"),
            ("note", "Note Changed"),
            ("order_note", "Note of the Order Changed"),
            ("move", "Moved"),
            ("split", "Split"),
            ("fire", "Fired"),
            ("due", "Due"),
            ("reprint", "Print Again"),
            ("done", "Done"),
            ("undone", "Not Done"),
            ("start", "Started"),
            ("bump", "Bumped"),
            ("recall", "Recalled"),
            ("undo", "Undone"),
            ("rush", "Rush"),
            ("unrush", "No Rush"),
            ("hold", "Hold"),
            ("unhold", "Go On"),
            ("ack", "Acknowledged"),
        ],
        required=True,
        readonly=True,
    )
    action_uuid = fields.Char(readonly=True)
    from_state = fields.Char(readonly=True)
    to_state = fields.Char(readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    text = fields.Char(readonly=True)
    device_id = fields.Many2one("bakery.kitchen.device", readonly=True)
    happened_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    before = fields.Json(readonly=True, help="What an undo restores.")

    _once = models.UniqueIndex("(action_uuid) WHERE action_uuid IS NOT NULL")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("What happened is not changed."))
