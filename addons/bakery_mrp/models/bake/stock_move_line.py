from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
# What bakers weigh is a subject of its own.
class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    weighed_date = fields.Datetime(
        string="Weighed on",
        readonly=True,
        help="When the baker put this quantity on the scale. Empty: as planned.",
    )
