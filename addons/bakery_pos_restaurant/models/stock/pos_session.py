from odoo import models


# pylint: disable=consider-merging-classes-inherited
# What sales owe the stock when the till closes is a subject of its own.
class PosSession(models.Model):
    _inherit = "pos.session"

    def _validate_session(self, *args, **kwargs):
        # The closing entry holds the cost of what has left.
        self.env["bakery.pos.stock"]._post_now([("session_id", "in", self.ids)])
        return super()._validate_session(*args, **kwargs)
