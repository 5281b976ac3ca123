from odoo import fields, models


class BakeryQcDisposition(models.TransientModel):
    """Asks a quality manager what becomes of a batch that failed its check."""

    _name = "bakery.qc.disposition"
    _description = "Decision about a Batch"

    inspection_id = fields.Many2one("qc.inspection", string="Check", required=True)
    product_id = fields.Many2one(related="inspection_id.product_id")
    found = fields.Text(related="inspection_id.reason", string="What Was Found")
    disposition = fields.Selection(
        [
            ("release", "Release it as it is"),
            ("rework", "Work it over and check it again"),
            ("scrap", "Throw it away"),
        ],
        string="Decision",
        required=True,
        default="rework",
    )
    reason = fields.Char(required=True)
    waste_reason_id = fields.Many2one("bakery.waste.reason", string="Reason for Waste")
    is_part = fields.Boolean(string="Only a Part of It")
    quantity = fields.Float(
        string="Thrown Away",
        digits="Product Unit",
        help="The rest is released.",
    )

    def action_confirm(self):
        """Decide.

        :raise AccessError: for all but quality managers.
        """
        self.ensure_one()
        self.inspection_id.dispose(
            self.disposition,
            self.reason,
            self.waste_reason_id.id,
            self.quantity if self.is_part else False,
        )
        return {"type": "ir.actions.act_window_close"}
