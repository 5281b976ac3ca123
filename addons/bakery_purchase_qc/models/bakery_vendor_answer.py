from odoo import api, fields, models

# What a vendor says of goods; the order says it of all of them, see ``vendor_answer``.
AVAILABILITY = [
    ("available", "Available"),
    ("partial", "Partly available"),
    ("unavailable", "Not available"),
]


class BakeryVendorAnswer(models.Model):
    """What a vendor answered to one request: once, and never changed."""

    _name = "bakery.vendor.answer"
    _description = "Answer of a Vendor"
    _order = "order_id, request_number desc"
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "purchase.order", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    partner_id = fields.Many2one(related="order_id.partner_id", string="Vendor")
    request_number = fields.Integer(
        required=True, help="Counts how often the vendor was asked."
    )
    availability = fields.Selection(
        AVAILABILITY,
        compute="_compute_availability",
        store=True,
    )
    answered_by = fields.Char(required=True)
    note = fields.Text()
    address = fields.Char(string="Internet Address", groups="base.group_system")
    line_ids = fields.One2many("bakery.vendor.answer.line", "answer_id")

    _request_unique = models.Constraint(
        "UNIQUE(order_id, request_number)", "The vendor has answered already."
    )

    @api.depends("line_ids.availability")
    def _compute_availability(self):
        for answer in self:
            kinds = set(answer.line_ids.mapped("availability"))
            answer.availability = kinds.pop() if len(kinds) == 1 else "partial"


class BakeryVendorAnswerLine(models.Model):
    """What a vendor answered for one line of an order."""

    _name = "bakery.vendor.answer.line"
    _description = "Answer of a Vendor for one Line"
    _order = "answer_id, id"
    _rec_name = "product_id"

    answer_id = fields.Many2one(
        "bakery.vendor.answer", required=True, ondelete="cascade", index=True
    )
    order_line_id = fields.Many2one(
        "purchase.order.line", required=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one(related="order_line_id.product_id")
    uom_id = fields.Many2one("uom.uom", string="Unit", required=True)
    quantity_asked = fields.Float(string="Asked", digits="Product Unit")
    quantity = fields.Float(string="Confirmed", digits="Product Unit")
    availability = fields.Selection(
        AVAILABILITY,
        required=True,
    )
    date = fields.Date(string="Delivered on")
    note = fields.Char()
    is_moved = fields.Boolean(
        string="Moved", help="The rest was asked of another vendor."
    )

    _quantity_in_bounds = models.Constraint(
        "CHECK(quantity >= 0)", "A confirmed quantity cannot be negative."
    )

    def _shortfall(self):
        """Return what of the asked quantity the vendor does not bring."""
        self.ensure_one()
        return 0.0 if self.is_moved else max(self.quantity_asked - self.quantity, 0.0)
