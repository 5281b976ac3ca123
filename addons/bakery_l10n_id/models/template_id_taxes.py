from odoo import models

from odoo.addons.account.models.chart_template import template

TAX_MODELS = ("account.tax.group", "account.fiscal.position", "account.tax")

# The chart's own tax on sales belongs to the position that charges it, and takes the
# place of the others there.
PPN_ON_SALES = {
    "fiscal_position_ids": "bakery_fp_ppn",
    "original_tax_ids": "bakery_tax_ppn_included,bakery_tax_pbjt,"
    "bakery_tax_pbjt_included",
}

# Withholding needs a number before the tax office gives one: it counts for itself.
WITHHOLDING_TAXES = {
    "bakery_tax_pph23_sale": "PPH23/IN/",
    "bakery_tax_pph23_purchase": "PPH23/OUT/",
    "bakery_tax_pph42_sale": "PPH42/IN/",
    "bakery_tax_pph42_purchase": "PPH42/OUT/",
}


class AccountChartTemplate(models.AbstractModel):
    # Taxes of the chart, beside its accounts in template_id.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "account.chart.template"

    @template("id", "account.tax.group")
    def _get_id_bakery_account_tax_group(self):
        """Add tax groups: Coretax counts the chart's own groups as PPN."""
        return self._parse_csv("id", "account.tax.group", module="bakery_l10n_id")

    @template("id", "account.fiscal.position")
    def _get_id_bakery_account_fiscal_position(self):
        return self._parse_csv("id", "account.fiscal.position", module="bakery_l10n_id")

    @template("id", "account.tax")
    def _get_id_bakery_account_tax(self):
        """Add restaurant tax, service charge, PPN in the price and withholding."""
        taxes = self._parse_csv("id", "account.tax", module="bakery_l10n_id")
        return {**taxes, "tax_ST4": dict(PPN_ON_SALES)}

    @template("id", "res.company")
    def _get_id_bakery_taxes_res_company(self):
        account = "bakery_11990010"
        return {self.env.company.id: {"withholding_tax_base_account_id": account}}

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        if template_code == "id":
            self._number_withholding_taxes()
        return result

    def _load_bakery_chart(self):
        result = super()._load_bakery_chart()
        self._load_bakery_taxes()
        return result

    def _load_bakery_taxes(self):
        """Bring the bakery's taxes into a company that has the chart already.

        Records that are there stay as they are: an accountant may have changed them.
        """
        data = {
            "account.tax.group": self._get_id_bakery_account_tax_group(),
            "account.fiscal.position": self._get_id_bakery_account_fiscal_position(),
            "account.tax": self._get_id_bakery_account_tax(),
        }
        data = {
            model: {
                name: values
                for name, values in records.items()
                if not self.ref(name, raise_if_not_found=False)
            }
            for model, records in data.items()
        }
        ppn = self.ref("tax_ST4", raise_if_not_found=False)
        if ppn and "bakery_tax_pbjt" in data["account.tax"]:
            data["account.tax"]["tax_ST4"] = dict(PPN_ON_SALES)
        self._load_data(data)
        company = self.env.company
        company.withholding_tax_base_account_id = (
            company.withholding_tax_base_account_id or self.ref("bakery_11990010")
        )
        self._number_withholding_taxes()
        self._load_translations(companies=company)

    def _number_withholding_taxes(self):
        """Give withholding taxes a sequence of their own, if they have none."""
        for name, prefix in WITHHOLDING_TAXES.items():
            tax = self.ref(name, raise_if_not_found=False)
            if tax and not tax.withholding_sequence_id:
                tax.withholding_sequence_id = self.env["ir.sequence"].create(
                    {
                        "name": tax.with_context(lang="en_US").name,
                        "prefix": f"{prefix}%(range_year)s/",
                        "padding": 5,
                        "use_date_range": True,
                        "company_id": self.env.company.id,
                    }
                )
