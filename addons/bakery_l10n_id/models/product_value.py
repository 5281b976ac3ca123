from odoo import api, models


class ProductValue(models.Model):
    _inherit = "product.value"

    @api.model_create_multi
    def create(self, vals_list):
        """Follow a new cost of a product, whatever movements it leaves untouched."""
        values = super().create(vals_list)
        costs = values.filtered(lambda value: value.product_id and not value.move_id)
        for company, changed in costs.grouped("company_id").items():
            if company.receipt_accrual:
                ledger = self.env["bakery.stock.ledger"].with_company(company)
                ledger._align(company, changed.product_id)
        return values
