from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from .common_kitchen import KitchenCommon

PIN = "1111"


@tagged("post_install", "-at_install")
class TestWaiterTour(KitchenCommon, HttpCase):
    """A waiter's tablet sends, sends more, splits and takes money for one part."""

    browser_size = "1024x768"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dewi.pin = PIN
        cls.lay_out()

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "default_screen": "tables",
            "iface_splitbill": True,
            "stock_outbox": False,
        }

    def test_a_waiter_sends_and_splits(self):
        waiting = self.order(self.second)
        waiting.add(self.rice)
        waiting.ask()
        waiting.save()
        self.tickets(waiting).write({"state": "ready", "ready_at": Datetime.now()})
        # The name is the browser's now.
        type(self).session = None
        self.start_tour(
            f"/pos/ui/{self.till.id}",
            "bakery_waiter_sends",
            login="kasir-uji",
            timeout=180,
        )
        served = self.env["pos.order"].search(
            [("config_id", "=", self.till.id), ("uuid", "!=", waiting.uuid)]
        )
        paid = served.filtered(lambda order: order.state == "paid")
        self.assertEqual(self.sold(paid), {self.latte: 1})
        self.assertEqual(self.sold(served - paid), {self.rice: 1, self.latte: 1})
        self.assertEqual((served - paid).table_id, self.first)
        # The split told the kitchen nothing new.
        self.assertEqual(self.told(*served), {self.rice: 1, self.latte: 2})
        self.assertFalse(self.till.with_user(self.seller).kitchen_news()["gaps"])
        self.check_ledger()

    def sold(self, order):
        self.assertEqual(len(order), 1)
        return {line.product_id: line.qty for line in order.lines}
