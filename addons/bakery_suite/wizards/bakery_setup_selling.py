from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_selling(self, company):
        """Prepare the tills of a company; choices made stay.

        Tips are owed to the staff, commissions booked as wages, and guests do not wait
        for the stock.
        """
        chart = self.env["account.chart.template"].with_company(company)
        tip = self.env.ref(
            "point_of_sale.product_product_tip", raise_if_not_found=False
        )
        owed = chart.ref("bakery_21300010", raise_if_not_found=False)
        tip = tip and tip.with_company(company)
        if tip and owed and not tip.property_account_income_id:
            tip.property_account_income_id = owed
        wages = chart.ref("l10n_id_61100010", raise_if_not_found=False)
        if wages and not company.commission_account_id:
            company.commission_account_id = wages
        self._post_stock_after_sales(company)

    @api.model
    def _post_stock_after_sales(self, company):
        """Switch it on for the tills there are, and for those to come."""
        defaults = self.env["ir.default"]
        if defaults._get("pos.config", "stock_outbox", company_id=company.id) is None:
            defaults.set("pos.config", "stock_outbox", True, company_id=company.id)
            tills = self.env["pos.config"].search([("company_id", "=", company.id)])
            tills.stock_outbox = True
