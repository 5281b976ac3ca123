from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What a sale may say is a subject of its own.
class PosConfig(models.Model):
    _inherit = "pos.config"

    check_amounts = fields.Boolean(
        string="Check the Figures of Sales",
        help="The server works out what comes from the till again and refuses sales "
        "whose sums are not those of their goods.",
    )
