from odoo import models


# pylint: disable=consider-merging-classes-inherited
# A patch of Odoo stands alone, so that it can go alone.
class StockMove(models.Model):
    """Stock defect: what is sold looks for its reordering rule movement by movement.

    A session of fifty orders with kits of six ingredients asks fifteen hundred times
    when it closes, which is half of the time it takes. The rules found depend on
    product, places and company only, so each of these is asked for once. Movements
    above the minimum keep their own turn, since the rule notes what they refer to.
    """

    _inherit = "stock.move"

    def _trigger_scheduler(self):
        return super(StockMove, self._that_may_reorder())._trigger_scheduler()

    def _that_may_reorder(self):
        """Return a movement per product and way, of products with a rule."""
        if len(self) < 2:
            return self
        rules = self.env["stock.warehouse.orderpoint"]._read_group(
            [("product_id", "in", self.product_id.ids), ("trigger", "=", "auto")],
            ["product_id"],
            ["product_min_qty:min"],
        )
        least = {product: minimum for product, minimum in rules}
        kept = {}
        for move in self:
            if move.product_id in least:
                noted = move.product_qty > least[move.product_id]
                way = (move.location_id, move.location_dest_id, move.company_id)
                kept.setdefault((move.product_id, *way, noted and move), move)
        return self.browse().concat(*kept.values())
