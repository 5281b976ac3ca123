from odoo import models

from .bakery_kitchen_display import CHANNEL


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Take the secret name of a screen's channel for the screen itself."""
        named = [
            name
            for name in channels
            if isinstance(name, str) and name.startswith(CHANNEL)
        ]
        found = [self.env["bakery.kitchen.display"]._of_channel(name) for name in named]
        rest = [channel for channel in channels if channel not in named]
        return super()._build_bus_channel_list([*rest, *filter(None, found)])
