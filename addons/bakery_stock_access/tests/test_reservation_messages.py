from odoo.tests import tagged

from .common_reservation import ReservationCommon

SUBJECTS = ("The goods you waited for are reserved", "Reservations have expired")


@tagged("post_install", "-at_install")
class TestReservationMessages(ReservationCommon):
    """The salesperson hears what becomes of goods that they waited for."""

    def setUp(self):
        super().setUp()
        # A bakery that was set up gives its users its own language.
        self.staff.lang = "en_US"

    def _messages(self, user, *subjects):
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("subject", "in", subjects or SUBJECTS),
                ("notified_partner_ids", "in", user.partner_id.ids),
            ]
        )

    def test_covered_by_a_receipt(self):
        order = self.quotation(self.staff, 500)
        reservation = self.reserve(110, order, self.staff)
        self.assertEqual(reservation.state, "partial")
        self.assertFalse(self._messages(self.staff))
        receipt = self.picking("receipt", self.own, quantity=5)
        receipt.with_user(self.clerk).button_validate()
        self.assertEqual(reservation.state, "partial")
        self.assertFalse(self._messages(self.staff))
        receipt = self.picking("receipt", self.own, quantity=50)
        receipt.with_user(self.clerk).button_validate()
        self.assertEqual(reservation.state, "reserved")
        message = self._messages(self.staff)
        self.assertEqual(len(message), 1)
        self.assertIn(reservation.name, message.body)
        self.assertIn(order.name, message.body)

    def test_covered_by_the_scheduler(self):
        order = self.quotation(self.staff, 500)
        first = self.reserve(100, order, self.staff)
        second = self.reserve(10, order, self.staff)
        self.assertEqual(second.state, "waiting")
        first.with_user(self.staff).action_release()
        self.env["stock.rule"].run_scheduler()
        self.assertEqual(second.state, "reserved")
        self.assertIn(second.name, self._messages(self.staff).body)

    def test_reserved_at_once_tells_nobody(self):
        self.reserve(4, user=self.staff)
        self.order.order_line.product_uom_qty = 2
        self.assertFalse(self._messages(self.staff))

    def test_expired_in_one_message(self):
        reservations = self.reserve(1, user=self.staff)
        reservations |= self.reserve(2, user=self.staff)
        self.overdue(reservations)
        reservations._expire()
        message = self._messages(self.staff)
        self.assertEqual(len(message), 1)
        for reservation in reservations:
            self.assertIn(reservation.name, message.body)
        reservations._expire()
        self.assertEqual(len(self._messages(self.staff)), 1)

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.staff.lang = "id_ID"
        reservation = self.reserve(1, user=self.staff)
        self.overdue(reservation)
        reservation._expire()
        subject = "Reservasi telah kedaluwarsa"
        self.assertIn(reservation.name, self._messages(self.staff, subject).body)

    def test_whoever_works_elsewhere_by_now_is_told_nothing(self):
        reservation = self.reserve(1, user=self.staff)
        self.overdue(reservation)
        self.staff.allowed_warehouse_ids = self.other
        reservation._expire()
        self.assertFalse(self._messages(self.staff))
