from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        self.move_ids._check_order_approved()
        return super()._action_done()
