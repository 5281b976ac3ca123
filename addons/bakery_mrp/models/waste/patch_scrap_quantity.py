"""Keep the quantity of each of several write-offs that are done together.

``mrp`` computes the quantity of a write-off from its movement, and stops after the
first of those it is given: all others end with a quantity of 1, whatever they took off
the stock. One at a time, each keeps its own. With a release that goes through them all,
nothing changes here.
"""

from odoo import models


# pylint: disable=consider-merging-classes-inherited
# A patch of a stock defect lives in a file of its own, to go with the defect.
class StockScrap(models.Model):
    _inherit = "stock.scrap"

    def _compute_scrap_qty(self):
        result = None
        for scrap in self:
            result = super(StockScrap, scrap)._compute_scrap_qty()
        return result
