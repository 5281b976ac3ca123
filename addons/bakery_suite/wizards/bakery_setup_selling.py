from odoo import api, models

# Settings of tills, each off where nothing was set up.
AT_TILLS = (
    "stock_outbox",  # guests do not wait for the stock
    "auto_lots",  # lots are chosen by expiry
    "live_floor",  # the plan shows how it stands with each table
    "show_stock",  # tiles show what is free
    "cash_buttons",  # banknotes of the country to pay with
    "hold_orders",  # sales without a table are put aside
    "refund_reason_required",  # money is given back for a reason only
    "track_performance",  # voids, prices and times are kept for the reports
    "void_reason_required",  # goods are taken off saved orders for a reason only
    "kitchen_tickets",  # what is ordered goes to the stations of the kitchen
)

# Bar codes of scales: five digits for the goods, five for their price or weight.
NOMENCLATURE = "Rupiah"
PRICE_IN_CENTS = "23.....{NNNDD}"
PRICE_IN_RUPIAH = "23.....{NNNNN}"


# pylint: disable=consider-merging-classes-inherited
# The set-up of one part of the bakery; the procedure itself is long enough.
class BakerySetup(models.TransientModel):
    _inherit = "bakery.setup"

    @api.model
    def _apply_selling(self, company):
        """Prepare the tills of a company; choices made stay.

        Tips are owed to the staff, commissions booked as wages, and what tills can do
        is switched on.
        """
        self._switch_on_at_tills(company, *AT_TILLS)
        self._read_prices_in_rupiah(company)
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
    def _read_prices_in_rupiah(self, company):
        """Let tills read the bar codes of scales: a price of theirs has no decimals.

        Odoo's own rule reads five digits as 999.99 at most. The rules of a company that
        chose others are left alone, and so are Odoo's, which others use too.
        """
        own = self.env.ref("barcodes.default_barcode_nomenclature", False)
        if not own or company.nomenclature_id != own:
            return
        rupiah = own.search([("name", "=", NOMENCLATURE)], limit=1)
        if not rupiah:
            rupiah = own.copy({"name": NOMENCLATURE})
            own.rule_ids.copy({"barcode_nomenclature_id": rupiah.id})
        priced = rupiah.rule_ids.filtered(lambda rule: rule.pattern == PRICE_IN_CENTS)
        priced.write({"name": "Price Barcodes, Rupiah", "pattern": PRICE_IN_RUPIAH})
        company.nomenclature_id = rupiah

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
