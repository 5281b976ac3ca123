from odoo import api, fields, models

KINDS = [
    ("send", "Send"),
    ("fire", "Fire a Course"),
    ("skip", "Not for the Kitchen"),
    ("reprint", "Print Again"),
    ("rush", "Rush"),
    ("paid", "Paid"),
    ("cancel", "Cancelled"),
]


class BakeryKitchenSend(models.Model):
    """What a tablet asked of the kitchen, once: the log that makes it idempotent."""

    _name = "bakery.kitchen.send"
    _description = "Request to the Kitchen"
    _order = "id desc"
    _rec_name = "uuid"

    uuid = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    config_id = fields.Many2one("pos.config", readonly=True, index="btree_not_null")
    order_id = fields.Many2one("pos.order", readonly=True, index="btree_not_null")
    order_uuid = fields.Char(required=True, readonly=True)
    course_uuid = fields.Char(readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    client_ts = fields.Datetime(
        string="Asked At", readonly=True, help="By the clock of the tablet."
    )
    reason = fields.Char(readonly=True)
    result = fields.Json(readonly=True)

    _once = models.Constraint("UNIQUE (uuid)", "A request is carried out once.")

    @api.model
    def _acks(self, uuids):
        """Return ``{uuid: result}`` of those requests that were carried out."""
        found = self.search_fetch([("uuid", "in", list(uuids))], ["uuid", "result"])
        return {send.uuid: send.result or {"status": "done"} for send in found}
