from odoo import fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _first_vendor(self, company):
        """Return the line of the vendor that is asked first for this product."""
        today = fields.Date.context_today(self)
        sellers = self.seller_ids.filtered(
            lambda seller: (
                seller.partner_id.active
                and seller.company_id in (company, seller.company_id.browse())
                and seller.product_id in (self, self.browse())
                and (not seller.date_start or seller.date_start <= today)
                and (not seller.date_end or seller.date_end >= today)
            )
        )
        return sellers.sorted(lambda seller: (seller.sequence, seller.id))[:1]
