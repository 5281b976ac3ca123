from odoo import models

from .recipe_costs import RecipeCosts


# pylint: disable=consider-merging-classes-inherited
# One file for one defect.
class PosOrderLine(models.Model):
    """Stock defect: a kit sold at a till costs nothing, so that all of it is margin.

    Odoo takes the kit's own cost, which nobody keeps; of a kit that is counted in stock
    and valued by FIFO or average cost it takes the unit cost of the moves of its
    ingredients, which is zero for two of them and one gram's for one
    (github.com/odoo/odoo/pull/248137). See it by selling a coffee made of beans and
    milk: ``total_cost`` is 0. The ledger is right, since the ingredients carry the
    value; only the margin is not. Where Odoo knows a cost this leaves it alone.
    """

    _inherit = "pos.order.line"

    def _compute_total_cost(self, stock_moves):
        fresh = self.filtered(lambda line: not line.is_total_cost_computed)
        result = super()._compute_total_cost(stock_moves)
        # sudo: what goods cost is stored, not shown, and no cashier's business.
        for company, lines in fresh.sudo().grouped("company_id").items():
            lines._cost_kits(company, stock_moves and stock_moves.sudo())
        return result

    def _cost_kits(self, company, stock_moves):
        """Take the cost of kits from their ingredients."""
        costs = RecipeCosts(self.product_id, company or self.env.company)
        kits = self.filtered(
            lambda line: costs.is_kit(line.product_id) and line._kit_cost_is_wrong()
        )
        for line in kits:
            line.total_cost = company.currency_id._convert(
                line._kit_cost(costs, stock_moves),
                line.currency_id,
                company,
                line.order_id.date_order,
                round=False,
            )

    def _kit_cost_is_wrong(self):
        return not self.total_cost or self._is_product_storable_fifo_avco()

    def _kit_cost(self, costs, stock_moves):
        """Return what left stock for this line, or what it costs today."""
        total = 0
        for part, quantity in costs.ingredients(self.product_id, self.qty).items():
            moves = (stock_moves or self.env["stock.move"]).filtered(
                lambda move: move.product_id == part and move.state == "done"  # noqa: B023
            )
            unit = moves._get_price_unit() or costs.unit_cost(part)
            total += quantity * unit
        return total
