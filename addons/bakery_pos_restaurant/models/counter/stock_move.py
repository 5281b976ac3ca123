from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What outlets request is a subject of its own.
class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_confirm(self, *args, **kwargs):
        """Let the outlet expect what another begins to send at its request."""
        moves = super()._action_confirm(*args, **kwargs)
        # sudo: who sends may not see the documents of the outlet, which follow.
        requests = self.env["bakery.stock.request"].sudo()
        sent = requests.search([("move_id", "in", self.ids)]) if self.ids else requests
        waiting = sent.receipt_id.filtered(lambda move: move.state == "draft")
        if waiting:
            waiting._action_confirm()
        return moves
