"""What an outlet asked for at its till is sent to it."""

from .. import pickings
from .base import Step

REQUEST = "bakery.stock.request"


class StockRequest(Step):
    """The clerk sends what the shop asked for; its manager receives it.

    What is not there any more is cancelled, and the till says so.
    """

    sequence = 108
    key = "stock_request"
    name = "Request of an outlet"
    role = "warehouse_clerk"
    hour = 14
    beside = "sales"
    lane = "sales"

    def run(self, day):
        asked = [d.id for d in day.made("shop_sales") if d.model == REQUEST]
        if not asked:
            return
        client = day.client(self.role)
        rows = client.read(REQUEST, asked, ["picking_id", "receipt_id"])
        for row in rows:
            self._send(day, client, row)

    @staticmethod
    def _send(day, client, row):
        transfer = row["picking_id"][0]
        client.call("stock.picking", "action_confirm", ids=[transfer])
        ready = pickings.reserve(client, [transfer])
        if not ready:
            client.call("stock.picking", "action_cancel", ids=[transfer])
            return
        for sent in pickings.validate(client, ready):
            day.record("stock.picking", sent["id"], sent["name"])
        manager = day.client("outlet_manager")
        move = manager.read("stock.move", row["receipt_id"][:1], ["picking_id"])[0]
        receipt = [move["picking_id"][0]]
        for received in pickings.validate(manager, pickings.reserve(manager, receipt)):
            day.record("stock.picking", received["id"], received["name"])
