from odoo import models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _compute_total_cost(self, stock_moves):
        """Keep what sold goods cost, whether or not the cashier may see costs."""
        # sudo: the cost is stored, not shown.
        return super(PosOrderLine, self.sudo())._compute_total_cost(
            stock_moves and stock_moves.sudo()
        )
