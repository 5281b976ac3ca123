from odoo import api, fields, models


class BakeryRecallLine(models.Model):
    """A lot that a recall found, and where its goods were at that moment."""

    _name = "bakery.recall.line"
    _description = "Affected Lot"
    _order = "recall_id desc, level, id"

    recall_id = fields.Many2one(
        "bakery.recall", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    lot_id = fields.Many2one(
        "stock.lot", required=True, ondelete="restrict", index=True
    )
    product_id = fields.Many2one(related="lot_id.product_id", store=True)
    uom_id = fields.Many2one(related="lot_id.product_uom_id", string="Unit")
    level = fields.Integer(string="Step", help="Steps from the lots that were named.")
    is_held = fields.Boolean(string="Held by This Recall")
    qty_received = fields.Float(string="Received", digits="Product Unit")
    qty_produced = fields.Float(string="Made", digits="Product Unit")
    qty_counted = fields.Float(
        string="Found", digits="Product Unit", help="More than there was, by a count."
    )
    qty_on_hand = fields.Float(string="In Stock", digits="Product Unit")
    qty_delivered = fields.Float(
        string="With Customers",
        digits="Product Unit",
        help="What they got, less what they gave back.",
    )
    qty_consumed = fields.Float(string="Used", digits="Product Unit")
    qty_wasted = fields.Float(string="Wasted", digits="Product Unit")
    qty_returned = fields.Float(string="Returned to Vendor", digits="Product Unit")
    qty_lost = fields.Float(
        string="Missing", digits="Product Unit", help="Less than there was, by a count."
    )
    qty_in = fields.Float(
        string="Came in", digits="Product Unit", compute="_compute_traced"
    )
    qty_unexplained = fields.Float(
        string="Not Explained", digits="Product Unit", compute="_compute_traced"
    )
    traced_rate = fields.Float(string="Traced", compute="_compute_traced")
    is_unexplained = fields.Boolean(compute="_compute_traced")
    qty_recovered = fields.Float(
        string="Recovered",
        digits="Product Unit",
        compute="_compute_qty_recovered",
        help="What was in stock and held at the start, and what customers gave back"
        " since.",
    )

    _lot_unique = models.Constraint(
        "UNIQUE(recall_id, lot_id)", "A recall names each lot once."
    )

    @api.depends(
        "qty_received",
        "qty_produced",
        "qty_counted",
        "qty_on_hand",
        "qty_delivered",
        "qty_consumed",
        "qty_wasted",
        "qty_returned",
    )
    def _compute_traced(self):
        for line in self:
            came = line.qty_received + line.qty_produced + line.qty_counted
            known = (
                line.qty_on_hand
                + line.qty_delivered
                + line.qty_consumed
                + line.qty_wasted
                + line.qty_returned
            )
            open_quantity = came - known
            line.qty_in = came
            line.is_unexplained = not line.uom_id.is_zero(open_quantity)
            line.qty_unexplained = open_quantity if line.is_unexplained else 0
            share = abs(line.qty_unexplained) / came if came > 0 else 1.0
            line.traced_rate = max(0, 1 - share) if line.is_unexplained else 1

    @api.depends("qty_on_hand", "recall_id.date_start", "recall_id.kind")
    def _compute_qty_recovered(self):
        self.qty_recovered = 0
        real = self.filtered(lambda line: line.recall_id.kind == "real")
        for recall, lines in real.grouped("recall_id").items():
            returned = dict(
                self.env["stock.move.line"]._read_group(
                    [
                        ("lot_id", "in", lines.lot_id.ids),
                        ("state", "=", "done"),
                        ("location_id.usage", "=", "customer"),
                        ("location_dest_id.usage", "in", ("internal", "transit")),
                        ("date", ">=", recall.date_start),
                    ],
                    ["lot_id"],
                    ["quantity_product_uom:sum"],
                )
            )
            for line in lines:
                line.qty_recovered = line.qty_on_hand + returned.get(line.lot_id, 0)
