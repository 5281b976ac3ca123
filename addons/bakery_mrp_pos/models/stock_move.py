from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """End day-old prices where fresh goods came in."""
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        own = moves.filtered(lambda move: move.company_id.dayold_goods)
        self.env["bakery.dayold.price"]._end_where_fresh(own)
        return moves

    def _brings_fresh_goods(self):
        """Return whether goods came into an outlet that were not there before."""
        self.ensure_one()
        outlet = self.location_dest_id.warehouse_id
        return (
            self.state == "done"
            and self.location_dest_id.usage == "internal"
            and bool(outlet)
            and self.location_id.warehouse_id != outlet
            and self.location_id.usage not in ("inventory", "customer")
        )
