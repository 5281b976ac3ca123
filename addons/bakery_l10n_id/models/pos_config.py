from odoo import fields, models


class PosConfig(models.Model):
    _inherit = "pos.config"

    tax_regime = fields.Selection(
        [
            ("pbjt", "Restaurant Tax (PBJT)"),
            ("ppn", "Value-Added Tax (PPN)"),
            ("none", "No Tax"),
        ],
        default="none",
        help="Tax that this outlet owes on its sales: a restaurant owes PBJT to the"
        " city and no PPN, a factory outlet of a taxable firm owes PPN.",
    )
    outlet_analytic_id = fields.Many2one(
        "account.analytic.account",
        string="Outlet Analytic Account",
        check_company=True,
        help="Carried by every revenue, cost and rounding line of this till.",
    )
