from odoo import api, models

# Choosing a customer's price list is choosing their prices.
PRICE_LISTS = {"property_product_pricelist", "specific_property_product_pricelist"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.keys() & PRICE_LISTS for vals in vals_list):
            self.env["bakery.access.right"]._require("price_edit", self)
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & PRICE_LISTS:
            self.env["bakery.access.right"]._require("price_edit", self)
        return super().write(vals)
