from odoo import models


class StockForecastedProduct(models.AbstractModel):
    _inherit = "stock.forecasted_product_product"

    def _product_sale_domain(self, product_template_ids, product_ids):
        """Leave out quotations of other warehouses, which Odoo reads as superuser."""
        domain = super()._product_sale_domain(product_template_ids, product_ids)
        ids = self.env.user._visible_warehouse_ids()
        if ids is None:
            return domain
        return [*domain, ("warehouse_id", "in", [*ids, False])]
