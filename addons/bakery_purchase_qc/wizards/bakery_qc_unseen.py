from odoo import fields, models


class BakeryQcUnseen(models.TransientModel):
    """Asks whether goods are received before they were inspected."""

    _name = "bakery.qc.unseen"
    _description = "Receipt before Inspection"

    picking_ids = fields.Many2many("stock.picking", string="Transfers", required=True)
    inspection_ids = fields.Many2many(
        "qc.inspection", compute="_compute_inspection_ids", compute_sudo=True
    )
    names = fields.Char(compute="_compute_inspection_ids", compute_sudo=True)

    def _compute_inspection_ids(self):
        for wizard in self:
            waiting = wizard.picking_ids.inspection_ids.filtered(
                lambda i: i.state in ("ready", "waiting")
            )
            wizard.inspection_ids = waiting
            wizard.names = ", ".join(
                sorted(set(waiting.product_id.mapped("display_name")))
            )

    def action_inspect(self):
        """Open the inspection page."""
        self.ensure_one()
        return self.picking_ids[:1].action_inspect()

    def action_receive(self):
        """Receive the goods; their inspections stay open."""
        self.ensure_one()
        pickings = self.picking_ids.with_context(qc_received_unseen=True)
        return pickings.button_validate()
