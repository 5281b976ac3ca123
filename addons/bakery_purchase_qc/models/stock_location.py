from odoo import fields, models


class StockLocation(models.Model):
    _inherit = "stock.location"

    quality_warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Keeps Rejects of",
        readonly=True,
        index="btree_not_null",
        help="The warehouse beside which goods wait here.",
    )
