from odoo import api, models

from odoo.addons.bakery_stock_access.models.product_template import sees_costs

from .costs import COSTS


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"
    _hidden_by_warehouse = True

    def _compute_total_cost(self, stock_moves):
        """Keep what sold goods cost, whether or not the cashier may see costs."""
        # sudo: the cost is stored, not shown.
        return super(PosOrderLine, self.sudo())._compute_total_cost(
            stock_moves and stock_moves.sudo()
        )

    @api.model
    def _fields_of_costs(self):
        return set() if sees_costs(self.env) else COSTS

    def _has_field_access(self, field, operation):
        """Hide costs from those whose roles do not show them."""
        return super()._has_field_access(field, operation) and (
            field.name not in COSTS or sees_costs(self.env)
        )
