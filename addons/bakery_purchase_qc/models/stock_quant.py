from odoo import api, fields, models


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
        today = fields.Date.context_today(self)
        for quant in self:
            moment = quant.expiration_date
            last = moment and fields.Datetime.context_timestamp(quant, moment).date()
            quant.expiry_days = (last - today).days if last else 0
