from odoo import fields, models

from ..models.qc_inspection import OPEN


class BakeryQcUnseen(models.TransientModel):
    """Asks whether goods are received before they were inspected."""

    _name = "bakery.qc.unseen"
    _description = "Receipt before Inspection"

    picking_ids = fields.Many2many("stock.picking", string="Transfers", required=True)
    names = fields.Char(compute="_compute_names", compute_sudo=True)

    def _compute_names(self):
        for wizard in self:
            waiting = wizard.picking_ids.inspection_ids.filtered(
                lambda i: i.state in OPEN
            )
            wizard.names = waiting._goods_text()

    def action_inspect(self):
        """Open the inspection page."""
        self.ensure_one()
        return self.picking_ids[:1].action_inspect()

    def action_receive(self):
        """Receive the goods; their inspections stay open."""
        self.ensure_one()
        pickings = self.picking_ids.with_context(qc_received_unseen=True)
        return pickings.button_validate()
