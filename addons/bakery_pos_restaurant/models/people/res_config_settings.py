from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    commission_account_id = fields.Many2one(
        related="company_id.commission_account_id",
        string="Account of Commissions",
        readonly=False,
    )
