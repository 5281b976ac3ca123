from odoo import api, models

# What the scale of a small bakery tells apart, in grams.
SMALLEST_WEIGHT = 1.0


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_baking(self, company):
        """Approve formulas, sell no old goods, and send goods to outlets on routes."""
        company.formula_approval = True
        company.block_expired = True
        company.dispatch_daily = True
        company.dayold_goods = True
        if not company.weighing_minimum:
            company.weighing_minimum = SMALLEST_WEIGHT
        self._make_routes(company)

    @api.model
    def _make_routes(self, company):
        """Give every kitchen that supplies outlets a route, unless it has one."""
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        Route = self.env["bakery.dispatch.route"].with_context(lang="id_ID")
        for kitchen in warehouses.resupply_wh_ids:
            Route._ensure_for(kitchen)
