from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        self.move_ids._check_order_approved()
        result = super()._action_done()
        # sudo: the warehouse sees no bills; those that came first may agree now.
        self.sudo().move_ids.purchase_line_id._match_bills()
        return result
