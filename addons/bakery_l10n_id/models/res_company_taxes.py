from odoo import fields, models


class ResCompany(models.Model):
    # What the tax profile sets, beside the accounts in res_company.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    tax_profile_date = fields.Date(
        string="Tax Profile Applied On",
        readonly=True,
        help="Set by the tax profile. From then on tax numbers are checked, and PBJT"
        " and PPN do not mix in an invoice.",
    )
    tax_is_pkp = fields.Boolean(
        string="Taxable Firm (PKP)", help="Registered to charge VAT (PPN)."
    )
    tax_umkm = fields.Selection(
        [
            ("individual", "Individual (part of the turnover is exempt)"),
            ("firm", "Company or partnership"),
        ],
        string="Final Income Tax of Small Firms (UMKM)",
        help="Empty: the firm pays income tax on its profit.",
    )
    tax_region = fields.Char(
        string="City or Province",
        help="Whose restaurant tax (PBJT) applies, as named in the tax rates.",
    )
    tax_document_position_id = fields.Many2one(
        "account.fiscal.position",
        string="Fiscal Position of Orders and Invoices",
        check_company=True,
        help="Of quotations, invoices and the web shop, unless the customer has one.",
    )

    def _checks_taxes(self):
        """Say whether the rules of Indonesian taxes are watched here."""
        self.ensure_one()
        return self.chart_template == "id" and bool(self.tax_profile_date)
