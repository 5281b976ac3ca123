from freezegun import freeze_time

from odoo import fields

from .common import BooksCommon


class TestSameSecond(BooksCommon):
    """Goods that come and leave within a second cost what the entries say."""

    def setUp(self):
        super().setUp()
        self.receive(self.order(10, 100))

    def in_and_out(self):
        """Plan a receipt, let goods leave, then receive, all in one second."""
        with freeze_time(fields.Datetime.now()):
            planned = self.order(20, 400)
            gone = self.move_out(6)
            picking = self.receive(planned)
        return gone, picking.move_ids

    def test_what_left_before_is_replayed_before(self):
        gone, come = self.in_and_out()
        self.assertLess(come.id, gone.id, "the receipt is to be planned first")
        self.assertEqual(gone.value, 600)
        cost = self.flour.with_company(self.company).standard_price
        self.assertAlmostEqual(cost, (400 + 8000) / 24, 4)
        self.assert_stock_ties_out()

    def test_what_leaves_afterwards_is_replayed_afterwards(self):
        with freeze_time(fields.Datetime.now()):
            planned = self.order(20, 400)
            self.move_out(6)
            self.receive(planned)
            last = self.move_out(4)
            self.receive(self.order(1, 350))
        self.assertAlmostEqual(last.value, 4 * 350, 0)
        self.assert_stock_ties_out()

    def test_a_later_date_of_its_order_does_not_overtake(self):
        _gone, come = self.in_and_out()
        with freeze_time(come.date):
            self.move_out(4)
        before = come.date
        come.date = fields.Datetime.add(before, seconds=5)
        self.assertEqual(come.date, before)
        self.receive(self.order(1, 350))
        self.assert_stock_ties_out()

    def test_a_date_of_another_day_is_taken(self):
        _gone, come = self.in_and_out()
        earlier = fields.Datetime.subtract(come.date, days=1)
        come.date = earlier
        self.assertEqual(come.date, earlier)
