from odoo import fields, models


class StockScrap(models.Model):
    """Write-offs close the waste they were made for, whoever carries them out."""

    _inherit = "stock.scrap"

    waste_ids = fields.One2many("bakery.waste", "scrap_id")

    def do_scrap(self):
        result = super().do_scrap()
        # sudo: the log follows what was written off.
        done = self.sudo().filtered(lambda scrap: scrap.state == "done")
        done.waste_ids.filtered(lambda waste: waste.state == "waiting")._close()
        return result
