from odoo import models
from odoo.fields import Domain


class StockForecastedProduct(models.AbstractModel):
    _inherit = "stock.forecasted_product_product"

    def _product_purchase_domain(self, product_template_ids, product_ids):
        """Leave out requests of other warehouses, which Odoo reads as superuser."""
        domain = super()._product_purchase_domain(product_template_ids, product_ids)
        path = "order_id.picking_type_id.warehouse_id"
        own = self.env.user._in_warehouses(path, shared=True)
        return domain if own.is_true() else [*domain, *Domain(own)]
