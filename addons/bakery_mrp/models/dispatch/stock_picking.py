from odoo import fields, models

from .step import step


# pylint: disable=consider-merging-classes-inherited
# What dispatch adds to transfers is its own.
class StockPicking(models.Model):
    _inherit = "stock.picking"

    dispatch_load_id = fields.Many2one(
        "bakery.dispatch.load",
        string="Dispatch",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _send_confirmation_email(self):
        """Tell customers what was sent to them, and no outlet what it gets."""
        others = self.filtered(lambda picking: not picking.dispatch_load_id)
        return super(StockPicking, others)._send_confirmation_email()

    def _carry_out(self):
        """Carry out what is picked of these transfers of a dispatch, and no more."""
        step(self).with_context(cancel_backorder=True)._action_done()
