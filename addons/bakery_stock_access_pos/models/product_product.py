from odoo import api, models

from odoo.addons.bakery_stock_access.models.bakery_access_costs import sees_costs
from odoo.addons.bakery_stock_access.models.product_template import COSTS

from .costs import RECIPE_COSTS, fields_without_costs, without_costs


class ProductProduct(models.Model):
    _inherit = "product.product"
    _cost_fields = frozenset(COSTS | RECIPE_COSTS)

    @api.model
    def _load_pos_data_fields(self, config):
        fields = super()._load_pos_data_fields(config)
        return fields_without_costs(fields, self.env)

    @api.model
    def _load_pos_data_read(self, records, config):
        """Keep costs off the tablets of those whose roles do not show them."""
        if sees_costs(self.env):
            return super()._load_pos_data_read(records, config)
        # sudo: Odoo's loader converts the cost where currencies differ.
        loader = super(ProductProduct, self.sudo())
        return without_costs(loader._load_pos_data_read(records.sudo(), config))
