"""Goods that cost nothing leave the cost of a product as it was.

``_update_standard_price`` writes the average that the replay ends with, unless it is
zero. After a receipt for free into an empty stock, the goods are worth nothing by the
replay and the old cost by the product, and the next delivery takes that old cost out
of a stock that does not hold it. Seen by receiving samples at no price and delivering
them.
"""

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _update_standard_price(self, extra_value=None, extra_quantity=None):
        products = self.with_context(average_cost_may_be_zero=True)
        return super(ProductProduct, products)._update_standard_price(
            extra_value, extra_quantity
        )

    def _run_avco(self, at_date=None, lot=None, method="realtime"):
        result = super()._run_avco(at_date=at_date, lot=lot, method=method)
        if self.env.context.get("average_cost_may_be_zero") and not (at_date or lot):
            self._forget_old_cost(result[0])
        return result

    def _forget_old_cost(self, average):
        """Write a cost of zero, which Odoo takes for none."""
        if average or not self.standard_price or not self.env.company.receipt_accrual:
            return
        if self._get_last_in():
            # The cost follows the goods, whoever moves them.
            product = self.sudo().with_context(disable_auto_revaluation=True)
            product.standard_price = 0
