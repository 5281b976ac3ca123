from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _is_refused_when_held(self):
        return super()._is_refused_when_held() and not self._is_sold_already()

    def _is_refused_when_expired(self):
        return super()._is_refused_when_expired() and not self._is_sold_already()

    def _is_sold_already(self):
        """Return whether the till sold the goods while their lot was still good."""
        lines = self.env.context.get("sold_at_till")
        # Records, which no program from outside can put into a context.
        if not isinstance(lines, models.BaseModel):
            return False
        lines = lines.filtered(lambda line: line.product_id == self.product_id)
        sold = {lot for lots in lines._named_lots().values() for lot in lots}
        return self.lot_id in sold and self.lot_id not in lines._refused_lots()
