import json
from uuid import uuid4

from odoo.fields import Command

from .common_kitchen import KitchenCommon


class ScreenCommon(KitchenCommon):
    """A screen in the kitchen, one at the expo, a board, and devices that show them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Display = cls.env["bakery.kitchen.display"]
        cls.screen, cls.pass_, cls.board = Display.create(
            [
                {
                    "name": name,
                    "company_id": cls.company.id,
                    "mode": mode,
                    "station_ids": [Command.set(stations.ids)],
                }
                for name, mode, stations in (
                    ("Layar Dapur", "prep", cls.kitchen),
                    ("Layar Expo", "expo", cls.expo),
                    ("Papan Tamu", "customer", cls.kitchen | cls.bar),
                )
            ]
        )
        cls.device, cls.pass_device, cls.board_device = (
            cls.env["bakery.kitchen.device"]
            .sudo()
            .create(
                [
                    {"name": f"Tablet {display.name}", "display_id": display.id}
                    for display in (cls.screen, cls.pass_, cls.board)
                ]
            )
        )

    def sent(self, *goods, table=True, **values):
        order = self.order(self.first if table else None, **values)
        lines = [order.add(product, quantity) for product, quantity in goods]
        order.ask()
        order.save()
        return order, lines

    def leave_one(self, order, line):
        """Let the guest have only one of what the kitchen was sent."""
        order.set(line, qty=1)
        order.ask()
        order.save()

    def act(self, ticket, action, line=None, rev=None, device=None, **values):
        device = device or self.device
        wish = {
            "uuid": str(uuid4()),
            "action": action,
            "ticket": ticket.uuid,
            "rev": ticket.rev if rev is None else rev,
            **({"line": line.uuid} if line else {}),
            **values,
        }
        answer = device.env["bakery.kitchen.ticket"]._act(device, wish)
        json.dumps(answer)
        return answer
