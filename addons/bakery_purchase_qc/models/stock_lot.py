from odoo import api, fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

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
        for lot in self:
            moment = lot.expiration_date
            last = moment and fields.Datetime.context_timestamp(lot, moment).date()
            lot.expiry_days = (last - today).days if last else 0
