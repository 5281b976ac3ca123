from odoo import api, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.access.right"]._require("price_edit", self)
        return super().create(vals_list)

    def write(self, vals):
        self.env["bakery.access.right"]._require("price_edit", self)
        return super().write(vals)

    def unlink(self):
        self.env["bakery.access.right"]._require("price_edit", self)
        return super().unlink()


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["bakery.access.right"]._require("price_edit", self)
        return super().create(vals_list)

    def write(self, vals):
        self.env["bakery.access.right"]._require("price_edit", self)
        return super().write(vals)

    def unlink(self):
        self.env["bakery.access.right"]._require("price_edit", self)
        return super().unlink()
