from odoo import models

from .stock_picking import TransfersOfSales


class StockMove(models.Model):
    _inherit = "stock.move"

    def _should_bypass_reservation(self, forced_location=False):
        if super()._should_bypass_reservation(forced_location):
            return True
        transfers = self.env.context.get("transfers")
        if not isinstance(transfers, TransfersOfSales):
            return False
        return transfers.need_no_reservation(self, forced_location or self.location_id)
