from odoo import fields, models

from .stock_move import Together


class StockScrap(models.Model):
    """Write-offs close the waste they were made for, whoever carries them out."""

    _inherit = "stock.scrap"

    waste_ids = fields.One2many("bakery.waste", "scrap_id")

    def do_scrap(self):
        """Carry out write-offs of waste, their movements together.

        Odoo finishes the movement of each write-off by itself, which costs the more
        the more products an outlet logs at closing time.
        """
        # sudo: whoever writes off need not see the log of waste.
        waste = self.sudo().waste_ids.filtered(lambda waste: waste.state == "waiting")
        together = Together()
        scraps = self
        if len(waste) > 1 and set(waste.scrap_id.ids) == set(self.ids):
            scraps = self.with_context(waste_together=together)
        result = super(StockScrap, scraps).do_scrap()
        together.finish()
        # sudo: the log follows what was written off.
        done = self.sudo().filtered(lambda scrap: scrap.state == "done")
        done.waste_ids.filtered(lambda waste: waste.state == "waiting")._close()
        return result
