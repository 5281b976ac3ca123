from odoo import api, models


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_selling(self, company):
        """Owe tips to the staff, book commissions as wages; choices made stay."""
        self._apply_floor(company)
        chart = self.env["account.chart.template"].with_company(company)
        tip = self.env.ref(
            "point_of_sale.product_product_tip", raise_if_not_found=False
        )
        owed = chart.ref("bakery_21300010", raise_if_not_found=False)
        tip = tip and tip.with_company(company)
        if tip and owed and not tip.property_account_income_id:
            tip.property_account_income_id = owed
            # What is owed to the staff is no sale of the company, and not taxed.
            tip.taxes_id -= tip.taxes_id.filtered(lambda tax: tax.company_id == company)
        wages = chart.ref("l10n_id_61100010", raise_if_not_found=False)
        if wages and not company.commission_account_id:
            company.commission_account_id = wages

    @api.model
    def _apply_floor(self, company):
        """Show on the plan how it stands with each table, at old tills and new."""
        tills = self.env["pos.config"].search([("company_id", "=", company.id)])
        # Set up again, a till that was switched off meanwhile stays off.
        defaults = self.env["ir.default"]
        if defaults._get("pos.config", "live_floor", company_id=company.id) is None:
            tills.live_floor = True
            defaults.set("pos.config", "live_floor", True, company_id=company.id)
