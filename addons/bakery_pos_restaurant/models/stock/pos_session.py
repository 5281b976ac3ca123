from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What sales owe the stock when the till closes is a subject of its own.
class PosSession(models.Model):
    _inherit = "pos.session"

    def _validate_session(self, *args, **kwargs):
        # The closing entry holds the cost of what has left.
        self._post_stock_now()
        return super()._validate_session(*args, **kwargs)

    def _post_stock_now(self):
        """Post what the sales of these sessions owe the stock."""
        if self.ids and self.env["pos.config"]._has_stock_outbox():
            # sudo: goods follow from the sale, whoever closes the till.
            outbox = self.env["bakery.pos.stock"].sudo()
            outbox._drain([("session_id", "in", self.ids)])
