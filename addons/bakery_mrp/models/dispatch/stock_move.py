from odoo import fields, models
from odoo.exceptions import UserError

from .step import is_step

SHOWN = 5


# pylint: disable=consider-merging-classes-inherited
# What dispatch adds to movements is its own.
class StockMove(models.Model):
    """Movements of a dispatch are carried out by its steps alone."""

    _inherit = "stock.move"

    dispatch_line_id = fields.Many2one(
        "bakery.dispatch.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _action_done(self, cancel_backorder=False):
        self._check_dispatch_step()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _action_cancel(self):
        self._check_dispatch_step()
        return super()._action_cancel()

    def _check_dispatch_step(self):
        """Refuse to do or cancel behind the back of the dispatch.

        :raise UserError: names the dispatch.
        """
        if is_step(self.env):
            return
        # sudo: the dispatch may be hidden; its transfers are no less its own.
        loads = self.sudo().picking_id.dispatch_load_id
        if open_loads := loads.filtered(lambda x: x.state in ("loaded", "transit")):
            raise UserError(
                self.env._(
                    "This transfer belongs to the dispatch %(load)s: load, send and "
                    "receive the goods there.",
                    load=open_loads[0].name,
                )
            )

    def _check_fresh_to_send(self):
        """Refuse to send lots that have expired, where the company says so.

        :raise UserError: names the lots.
        """
        now = fields.Datetime.now()
        lots = self.move_line_ids.filtered(
            lambda line: (
                line.company_id.block_expired
                and line.lot_id.expiration_date
                and line.product_id.use_expiration_date
                and line.lot_id.expiration_date <= now
                and line.quantity > 0
            )
        ).lot_id
        if not lots:
            return
        names = ", ".join(
            f"{lot.product_id.display_name} ({lot.name})" for lot in lots[:SHOWN]
        )
        raise UserError(
            self.env._(
                "These lots have expired since they were loaded: %(lots)s. Load the "
                "dispatch again.",
                lots=names,
            )
        )
