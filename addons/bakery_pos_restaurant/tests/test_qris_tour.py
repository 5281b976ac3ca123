from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .common_qris import QrisCommon


@tagged("post_install", "-at_install")
class TestQrisTour(QrisCommon, HttpCase):
    """A cashier takes a payment by QRIS, in a browser, from the code to the receipt."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The name is the browser's here.
        cls.browser_session, cls.session = cls.session, None
        cls.bread.available_in_pos = True

    @classmethod
    def till_values(cls):
        return {**super().till_values(), "module_pos_hr": False}

    def test_from_the_code_to_the_receipt(self):
        stub = self.stub

        def at_once(charges, method, seconds=0, **_):
            """Do what a job would; who checks after the guest has paid sees it."""
            if seconds:
                return
            for charge in charges:
                if method == "_job_check_now":
                    stub.become(charge.reference, "settlement")
                getattr(charge, method)()

        with patch.object(self.registry["bakery.qris.charge"], "_enqueue", at_once):
            self.start_tour(
                f"/pos/ui/{self.till.id}",
                "bakery_qris",
                login="kasir-uji",
                timeout=180,
            )
        charges = self.charges.search([("config_id", "=", self.till.id)], order="id")
        self.assertEqual(charges.mapped("state"), ["cancelled", "paid"])
        sale = charges[1].order_id
        self.assertEqual(sale.state, "paid")
        payment = sale.payment_ids
        self.assertEqual(payment.payment_method_id, self.qris)
        self.assertEqual(payment.payment_ref_no, charges[1].provider_reference)
        self.assertFalse(payment.qris_unconfirmed)
