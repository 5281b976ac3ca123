from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    purchase_delivery_fee = fields.Float(
        string="Delivery Fee",
        company_dependent=True,
        digits="Product Price",
        help="What this vendor charges to bring an order, in your currency.",
    )
    purchase_free_delivery_from = fields.Float(
        string="Free from",
        company_dependent=True,
        digits="Product Price",
        help="Orders of this amount are brought free of charge; 0 means never.",
    )

    has_bill_tolerance = fields.Boolean(
        string="Own Tolerance",
        company_dependent=True,
        help="Bills of this vendor are judged by a tolerance of their own.",
    )
    bill_price_tolerance = fields.Float(
        string="Bills may be dearer by (%)", company_dependent=True
    )

    def _match_tolerances(self, company):
        """Return the shares by which price and quantity of bills may be more."""
        self.ensure_one()
        vendor = self.with_company(company)
        price = company.bill_price_tolerance
        if vendor.has_bill_tolerance:
            price = max(vendor.bill_price_tolerance, 0.0)
        return price / 100, company.bill_quantity_tolerance / 100

    def _delivery_fee(self, amount):
        """Return what the vendor charges to bring goods worth ``amount``.

        :param amount: in the company's currency, without taxes.
        """
        self.ensure_one()
        free_from = self.purchase_free_delivery_from
        if not amount or (free_from and amount >= free_from):
            return 0.0
        return self.purchase_delivery_fee

    def _qc_pass_rates(self):
        """Return ``{vendor: percent}`` of inspections of a year that were passed.

        Vendors whose goods were never inspected are left out.
        """
        return {}
