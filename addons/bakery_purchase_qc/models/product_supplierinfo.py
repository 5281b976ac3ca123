from odoo import SUPERUSER_ID, api, models


class ProductSupplierinfo(models.Model):
    _inherit = "product.supplierinfo"

    @api.constrains("company_id", "currency_id")
    def _check_currency_id(self):
        # Lists that come from elsewhere wait for their rate; nobody types one without.
        if self.env.uid != SUPERUSER_ID:
            self.env["res.currency"]._check_exchange_rates(self)
