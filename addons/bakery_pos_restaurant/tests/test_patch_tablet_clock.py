import json

from odoo import fields
from odoo.tests import tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestPatchTabletClock(SaleCommon):
    """What was sent to the kitchen is dated by the server, not by the tablet."""

    def sent(self, date):
        return json.dumps({"lines": {}, "metadata": {"serverDate": date}})

    def date_of(self, order):
        change = json.loads(order.last_order_preparation_change)
        return fields.Datetime.to_datetime(change["metadata"]["serverDate"])

    def test_order_of_a_fast_tablet_takes_what_others_send(self):
        order = self.sync(
            self.line(self.bread),
            state="draft",
            last_order_preparation_change=self.sent("2099-01-01 10:00:00"),
        )
        self.assertLessEqual(self.date_of(order), fields.Datetime.now())
        now = fields.Datetime.to_string(fields.Datetime.now())
        vals = {"last_order_preparation_change": self.sent(now)}
        order._ensure_to_keep_last_preparation_change(vals)
        self.assertEqual(json.loads(vals["last_order_preparation_change"])["lines"], {})
        self.assertNotIn("2099", vals["last_order_preparation_change"])

    def test_nonsense_is_left_as_it_is(self):
        for nonsense in ("[]", "{}", '{"metadata": 3}', "no words"):
            with self.subTest(nonsense=nonsense):
                order = self.env["pos.order"]
                self.assertEqual(order._dated_here(nonsense), nonsense)
