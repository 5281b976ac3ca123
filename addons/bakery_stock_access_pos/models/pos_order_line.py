from odoo import models

from .costs import COSTS


class PosOrderLine(models.Model):
    _name = "pos.order.line"
    _inherit = ("pos.order.line", "bakery.access.costs")
    _cost_fields = COSTS
    _hidden_by_warehouse = True

    def _compute_total_cost(self, stock_moves):
        """Keep what sold goods cost, whether or not the cashier may see costs."""
        # sudo: the cost is stored, not shown.
        return super(PosOrderLine, self.sudo())._compute_total_cost(
            stock_moves and stock_moves.sudo()
        )
