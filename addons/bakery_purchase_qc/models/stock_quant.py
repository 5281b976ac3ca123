from odoo import api, fields, models

from .best_before import days_left


class StockQuant(models.Model):
    _inherit = "stock.quant"

    expiry_days = fields.Integer(
        string="Days Left",
        compute="_compute_expiry_days",
        aggregator=None,
        help="Until the goods expire; less than 0 when they are too old already.",
    )

    @api.depends("expiration_date")
    @api.depends_context("tz")
    def _compute_expiry_days(self):
        for quant in self:
            quant.expiry_days = days_left(quant) or 0
