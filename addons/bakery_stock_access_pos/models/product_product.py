from odoo import api, models

from .costs import load_without_costs


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.model
    def _load_pos_data_read(self, records, config):
        """Keep costs off the tablets of those whose roles do not show them."""
        return load_without_costs(super()._load_pos_data_read, records, config)
