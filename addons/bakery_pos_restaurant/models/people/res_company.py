from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    commission_account_id = fields.Many2one(
        "account.account",
        string="Commissions",
        check_company=True,
        help="The expense account of bills that pay commissions to employees.",
    )
