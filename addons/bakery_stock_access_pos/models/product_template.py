from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _load_pos_data_read(self, records, config):
        """Keep costs off the tablets of those whose roles do not show them."""
        if self.env.su or self.env.user._holds_right("cost_view"):
            return super()._load_pos_data_read(records, config)
        # sudo: the loader wants the cost among its fields, and it is taken out again.
        rows = super()._load_pos_data_read(records.sudo(), config)
        for row in rows:
            row["standard_price"] = 0
        return rows
