from odoo import fields, models


class BakeryKitchenLedger(models.Model):
    """What the kitchen was told to make of each line of an order.

    The server compares lines with it, never with what a tablet believes. Its rows
    follow goods that a split, a merge or a move brings to another line.
    """

    _name = "bakery.kitchen.ledger"
    _description = "What the Kitchen Was Told"
    _rec_name = "line_uuid"

    line_uuid = fields.Char(required=True)
    order_uuid = fields.Char(required=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    config_id = fields.Many2one("pos.config", index="btree_not_null")
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    qty_sent = fields.Float(string="Sent", digits="Product Unit", default=0)
    qty_skipped = fields.Float(
        string="Not for the Kitchen",
        digits="Product Unit",
        default=0,
        help="What somebody decided not to send.",
    )
    note_hash = fields.Char()
    course_uuid = fields.Char()

    _once = models.Constraint("UNIQUE (line_uuid)", "A line has one row.")
    _check_sent = models.Constraint(
        "CHECK (qty_sent >= 0 AND qty_skipped >= 0)", "Less than nothing was sent."
    )
    _order_uuid = models.Index("(order_uuid)")
