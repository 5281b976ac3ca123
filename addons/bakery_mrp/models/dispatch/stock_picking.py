from odoo import api, fields, models
from odoo.exceptions import UserError

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

    @api.model_create_multi
    def create(self, vals_list):
        """Leave the link to a dispatch to its steps."""
        if not self.env.su:
            for vals in vals_list:
                vals.pop("dispatch_load_id", None)
        return super().create(vals_list)

    def write(self, vals):
        """Leave the link to a dispatch to its steps."""
        if "dispatch_load_id" in vals and not self.env.su:
            raise UserError(
                self.env._("This changes by the steps of the dispatch, not by writing.")
            )
        return super().write(vals)

    def _send_confirmation_email(self):
        """Tell customers what was sent to them, and no outlet what it gets."""
        others = self.filtered(lambda picking: not picking.dispatch_load_id)
        return super(StockPicking, others)._send_confirmation_email()

    def _carry_out(self):
        """Carry out what is picked of these transfers of a dispatch, and no more."""
        step(self).with_context(cancel_backorder=True)._action_done()
