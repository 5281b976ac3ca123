from odoo.tests import HttpCase, tagged

from .common_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestOutletGoodsTour(DispatchCommon, HttpCase):
    """What an outlet does on a phone: receive, ask, send back."""

    browser_size = "390x844"
    touch_enabled = True

    def test_an_outlet_at_work(self):
        self._fill(self.bun, 50)
        self._fill(self.box, 50)
        self._par(self.cafe, self.bun, 5, 20)
        self._ask(self.cafe, {self.bun: 20, self.box: 6})
        run = self._run()
        run.action_load()
        run.action_depart()
        load = self._load(run, self.cafe)
        # The clerk works in this outlet first.
        self.env["stock.warehouse"].search(
            [("id", "not in", (self.kitchen | self.cafe | self.shop).ids)]
        ).sequence = 99
        self.cafe.sequence = 0
        self.start_tour(
            "/odoo/outlet", "bakery_mrp_outlet_goods", login=self.clerk.login
        )
        self.assertEqual(load.state, "done")
        line = self._line(load, self.bun)
        self.assertEqual(
            (line.received_qty, line.reason_id), (18, self.reasons["damaged"])
        )
        self.assertEqual(self._at(self.bun, self.cafe), 15)
        request = self.env["bakery.outlet.request"].search(
            [("warehouse_id", "=", self.cafe.id), ("state", "=", "sent")]
        )
        self.assertEqual(request.line_ids.product_id, self.box)
        back = self.env["bakery.dispatch.load"].search(
            [("kind", "=", "back"), ("warehouse_id", "=", self.cafe.id)]
        )
        self.assertEqual((back.state, back.line_ids.loaded_qty), ("transit", 3))
