from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_selling(self, company):
        """Owe tips to the staff, and book commissions as wages; choices made stay."""
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
