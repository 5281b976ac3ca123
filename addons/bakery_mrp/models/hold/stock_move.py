from odoo import models


class StockMove(models.Model):
    """Nothing is reserved of lots on hold, unless the goods go where they may go."""

    _inherit = "stock.move"

    def _past_held_lots(self):
        """Return the move, not seeing lots on hold when it reserves.

        The context ends in :meth:`.stock_quant.StockQuant._get_gather_domain`. It is
        not set on quants as such: what takes goods off the stock must see all of them.
        """
        self.ensure_one()
        if self.location_dest_id._takes_held_lots():
            return self
        return self.with_context(without_held_lots=True)

    def _get_available_quantity(self, *args, **kwargs):
        return super(StockMove, self._past_held_lots())._get_available_quantity(
            *args, **kwargs
        )

    def _update_reserved_quantity_vals(self, *args, **kwargs):
        return super(StockMove, self._past_held_lots())._update_reserved_quantity_vals(
            *args, **kwargs
        )
