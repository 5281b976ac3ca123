from odoo import api, models
from odoo.fields import Domain


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _get_gather_domain(self, *args, **kwargs):
        domain = super()._get_gather_domain(*args, **kwargs)
        if self.env.context.get("without_held_lots"):
            # sudo: a lot is on hold for those as well who may not read it.
            held = self.env["stock.lot"].sudo()._search([("quality_hold", "=", True)])
            domain &= Domain("lot_id", "=", False) | Domain("lot_id", "not in", held)
        return domain

    @api.depends("lot_id.quality_hold")
    def _compute_available_quantity(self):
        result = super()._compute_available_quantity()
        if self.env["stock.lot"]._any_on_hold():
            self.filtered("lot_id.quality_hold").available_quantity = 0
        return result
