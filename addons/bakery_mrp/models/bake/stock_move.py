from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What bakers weigh is a subject of its own.
class StockMove(models.Model):
    _inherit = "stock.move"

    def _bake_grams(self):
        """Return what one unit of the move weighs in grams, 0 when it is counted."""
        self.ensure_one()
        uom = self.product_uom
        standard = uom._gram() | uom._millilitre()
        if any(uom._has_common_reference(unit) for unit in standard):
            return self.product_id._grams_per(uom)
        return 0.0

    def _bake_shown(self, quantity):
        """Return ``quantity`` as the baker reads it: in grams, or counted."""
        return round(quantity * (self._bake_grams() or 1), 2)

    def _bake_unit(self):
        """Return the unit the baker reads."""
        return "g" if self._bake_grams() else self.product_uom.name

    def _bake_weighed_lines(self):
        """Return the lines somebody weighed."""
        return self.move_line_ids.filtered("weighed_date")
