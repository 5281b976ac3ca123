from odoo import api, models

from .costs import load_without_costs


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _load_pos_data_read(self, records, config):
        """Keep costs off the tablets of those whose roles do not show them."""
        return load_without_costs(super()._load_pos_data_read, records, config)
