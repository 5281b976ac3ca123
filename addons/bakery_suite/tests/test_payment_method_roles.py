from odoo.tests import Form, tagged

from .common import BakerySuiteCommon


@tagged("post_install", "-at_install")
class TestPaymentMethodRoles(BakerySuiteCommon):
    """Who manages outlets opens the ways to pay, without Odoo's online providers."""

    def test_an_outlet_manager_opens_a_way_to_pay(self):
        manager = self.user_of_role("outlet_manager")
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        method = self.env["pos.payment.method"].create(
            {"name": "Kartu Uji", "journal_id": journal.id}
        )
        self.env.invalidate_all()
        form = Form(method.with_user(manager))
        form.name = "Kartu Kedai Uji"
        form.save()
        self.assertEqual(method.name, "Kartu Kedai Uji")
