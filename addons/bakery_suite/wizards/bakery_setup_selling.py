from odoo import api, models

TILL_SETTINGS = ("stock_outbox", "auto_lots", "live_floor", "track_performance")


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_selling(self, company):
        """Prepare the tills of a company; choices made stay.

        Tips are owed to the staff, commissions booked as wages, guests do not wait for
        the stock, lots are chosen by expiry, and the plan shows how it stands with each
        table.
        """
        self._switch_on_at_tills(company, *TILL_SETTINGS)
        # What a café has to keep of its prices for rent, people and a profit.
        company.recipe_margin_target = company.recipe_margin_target or 0.6
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
    def _switch_on_at_tills(self, company, *settings):
        """Switch settings on for the tills there are, and for those to come."""
        defaults = self.env["ir.default"]
        tills = self.env["pos.config"].search([("company_id", "=", company.id)])
        for setting in settings:
            # Set up again, a till that was switched off meanwhile stays off.
            if defaults._get("pos.config", setting, company_id=company.id) is None:
                defaults.set("pos.config", setting, True, company_id=company.id)
                tills[setting] = True
