from odoo import fields, models


class BakeryQcSkip(models.TransientModel):
    """Asks why goods are not inspected."""

    _name = "bakery.qc.skip"
    _description = "Skipping of Inspections"

    inspection_ids = fields.Many2many(
        "qc.inspection", string="Inspections", required=True
    )
    reason = fields.Char(required=True)

    def action_skip(self):
        """Let the goods pass.

        :raise AccessError: not a quality manager.
        """
        self.ensure_one()
        self.inspection_ids.action_skip(self.reason)
        return {"type": "ir.actions.act_window_close"}
