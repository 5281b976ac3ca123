from odoo import fields, models

from .mis_report import STATEMENT_STANDARDS


class ResCompany(models.Model):
    _inherit = "res.company"

    statement_standard = fields.Selection(
        STATEMENT_STANDARDS,
        default="sak_ep",
        required=True,
        help="Form of profit and loss and of the balance sheet: SAK EP for private"
        " entities, SAK EMKM for micro, small and medium ones.",
    )
