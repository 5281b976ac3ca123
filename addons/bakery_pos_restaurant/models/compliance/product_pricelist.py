from odoo import fields, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    for_all_outlets = fields.Boolean(
        help="Head office wants it at every till: the report on outlets tells where it "
        "lacks.",
    )
