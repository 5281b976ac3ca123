from odoo import fields, models


class BakeryLotHold(models.TransientModel):
    """Asks why lots are held, or released."""

    _name = "bakery.lot.hold"
    _description = "Hold or Release Lots"

    lot_ids = fields.Many2many("stock.lot", string="Lots", required=True)
    release = fields.Boolean()
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Hold or release the lots.

        :raise AccessError: for all but those who may recall goods.
        """
        self.ensure_one()
        if self.release:
            self.lot_ids.action_release(self.reason)
        else:
            self.lot_ids.action_hold(self.reason)
        return {"type": "ir.actions.act_window_close"}
