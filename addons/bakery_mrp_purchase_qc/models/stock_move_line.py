from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def write(self, vals):
        """Ask about a lot as well that is named when the order is done already."""
        result = super().write(vals)
        if "lot_id" in vals:
            done = self.filtered(lambda line: line.state == "done")
            done.move_id.production_id._ask_after()
        return result
