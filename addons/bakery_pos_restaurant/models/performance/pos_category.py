from odoo import fields, models


class PosCategory(models.Model):
    _inherit = "pos.category"

    is_extra = fields.Boolean(
        string="Offered beside",
        help="What is sold beside the rest, such as drinks with bread: the performance "
        "of cashiers and waiters tells how often.",
    )
