from odoo import fields, models


class BakeryBillRelease(models.TransientModel):
    """Asks why bills that differ are paid all the same."""

    _name = "bakery.bill.release"
    _description = "Release of Bills"

    move_ids = fields.Many2many("account.move", string="Bills", required=True)
    reason = fields.Char(required=True)

    def action_release(self):
        """Release the bills.

        :raise AccessError: without the right to release bills.
        """
        self.ensure_one()
        self.move_ids._release_match(self.reason)
        return {"type": "ir.actions.act_window_close"}
