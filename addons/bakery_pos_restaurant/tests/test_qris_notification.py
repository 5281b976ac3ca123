import json

from odoo.tests import HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common_qris import QrisCommon

PATH = "/bakery/qris/midtrans"


@tagged("post_install", "-at_install")
class TestQrisNotification(QrisCommon, HttpCase):
    """What comes from outside without being asked for: believed, or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The name is the browser's here.
        cls.browser_session, cls.session = cls.session, None

    def ask(self, *args, **kwargs):
        self.session = self.browser_session
        try:
            return super().ask(*args, **kwargs)
        finally:
            self.session = None

    def sell(self, *args, **kwargs):
        self.session = self.browser_session
        try:
            return super().sell(*args, **kwargs)
        finally:
            self.session = None

    def post(self, body, status=200):
        """Send a notification; return the names of the jobs it leaves behind."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        with trap_jobs() as trap:
            answer = self.url_open(
                PATH, data=data, headers={"Content-Type": "application/json"}
            )
        self.assertEqual(answer.status_code, status, answer.text)
        self.env.invalidate_all()
        return [job.method_name for job in trap.enqueued_jobs]

    def test_paid(self):
        charge = self.shown()
        notification = self.pay(charge, issuer="dana")
        self.assertFalse(self.post(notification))
        self.assertEqual((charge.state, charge.issuer), ("paid", "dana"))
        self.sell(charge)
        self.assertTrue(charge.order_id)
        # Twice, as the documentation warns.
        self.post(notification)
        self.assertEqual(charge.state, "paid")
        self.assertFalse(charge.refund_state)

    def test_paid_before_the_code_arrived_here(self):
        charge = self.ask()
        self.stub.faults[:] = ["lost"]
        self.work(charge, "_job_create")
        self.post(self.pay(charge))
        self.assertEqual(charge.state, "paid")
        self.assertFalse(self.work(charge, "_job_create"))
        self.assertEqual(charge.state, "paid")

    def test_out_of_order(self):
        charge = self.shown()
        pending = self.stub.notification(charge.reference)
        self.post(self.pay(charge))
        self.assertFalse(self.post(pending))
        self.assertEqual(charge.state, "paid")

    def test_anything_else_is_asked_for(self):
        charge = self.shown()
        expired = self.stub.become(charge.reference, "expire")
        self.assertEqual(self.post(expired), ["_job_check_now"])
        self.assertEqual(charge.state, "pending")
        self.work(charge, "_job_check_now")
        self.assertEqual(charge.state, "expired")

    def test_paid_after_the_till_gave_up(self):
        charge = self.shown()
        with trap_jobs():
            self.at_till.cancel_code(charge.line_uuid)
        self.post(self.pay(charge))
        self.assertEqual((charge.state, charge.refund_state), ("paid", "owed"))

    def test_forged(self):
        charge = self.shown()
        paid = self.pay(charge)
        for wrong in (
            self.stub.notification(charge.reference, key="salah"),
            {**paid, "gross_amount": "1.00"},
            {**paid, "signature_key": ""},
            {**paid, "signature_key": None},
            {**paid, "signature_key": "é"},
            {**paid, "status_code": 200},
            {**paid, "order_id": "POS-nobody"},
            {**paid, "order_id": "\0"},
        ):
            self.assertFalse(self.post(wrong, 403))
            self.assertEqual(charge.state, "pending")

    def test_status_without_its_code(self):
        """What is not signed, the name of the status, does not count for itself."""
        charge = self.shown()
        pending = self.stub.notification(charge.reference)
        self.post({**pending, "transaction_status": "settlement"}, 403)
        self.assertEqual(charge.state, "pending")

    def test_nonsense(self):
        for wrong in (b"halo", b"[]", b"{}", b'{"order_id": 1}', b"\xff", b"1"):
            self.post(wrong, 400)
        self.post(b" " * 70000, 400)
        self.assertEqual(self.url_open(PATH).status_code, 405)

    def test_no_key_believes_nobody(self):
        charge = self.shown()
        self.pay(charge)
        self.qris.qris_server_key = False
        self.post(self.stub.notification(charge.reference, key=""), 403)
        self.assertEqual(charge.state, "pending")
