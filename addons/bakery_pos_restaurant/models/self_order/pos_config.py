from odoo import models

from .guest_order import GuestOrder


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _guest_order(self, payload, table, may_name=()):
        """Return a :class:`.guest_order.GuestOrder` of what a telephone sent."""
        self.ensure_one()
        return GuestOrder(self, table, payload, may_name)
