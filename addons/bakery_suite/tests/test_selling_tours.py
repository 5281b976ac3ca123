import json

from odoo.fields import Command, Date
from odoo.tests import HttpCase, tagged

from odoo.addons.bakery_pos_restaurant.tests.test_settlement import PlatformCommon

from .common import BakerySuiteCommon


@tagged("post_install", "-at_install")
class TestSellingTours(PlatformCommon, HttpCase):
    """What a manager and the accountant look at when outlets have sold."""

    browser_size = "1366x768"

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "track_performance": True,
            "void_reason_required": True,
            "stock_outbox": False,
        }

    def walk(self, *args, **kwargs):
        # The name is the browser's here.
        self.session = None
        self.start_tour(*args, timeout=120, **kwargs)

    def somebody(self, role):
        """Return the login of a user who has ``role`` in this company."""
        user = BakerySuiteCommon.user_of_role.__func__(
            type(self),
            role,
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        return user.login

    def test_a_manager_looks_at_the_outlet(self):
        reason = self.env["bakery.refund.reason"].create({"name": "Basi uji"})
        self.deliver("F-1")
        late = self.deliver(False, paid_offline=True)
        draft = self.sync(self.line(self.cake), state="draft")
        draft.with_user(self.seller).with_context(
            void_claims=json.dumps({"*": reason.id})
        ).action_pos_order_cancel()
        usual, wanted = self.env["pos.preset"].create(
            [{"name": "Makan Uji"}, {"name": "Antar Uji", "for_all_outlets": True}]
        )
        self.till.write({"use_presets": True, "default_preset_id": usual.id})
        self.walk(
            "/odoo/pos-people",
            "bakery_outlet_manager_looks",
            login=self.somebody("outlet_manager"),
        )
        self.env.invalidate_all()
        self.assertEqual(late.platform_order_number, "F-77")
        self.assertIn(wanted, self.till.available_preset_ids)

    def test_an_accountant_settles_with_a_platform(self):
        self.deliver("F-1", quantity=10)
        self.close_till()
        # The form proposes the week that ended yesterday, whatever the outlet's hour.
        self.platform.weekday = str(Date.context_today(self.platform).weekday())
        sold = self.env["pos.payment"].search([("session_id", "=", self.session.id)])
        sold.payment_date = Date.subtract(sold[0].payment_date, days=3)
        self.walk(
            "/odoo/pos-settlements",
            "bakery_accountant_settles",
            login=self.somebody("accountant"),
        )
        settlement = self.env["bakery.pos.settlement"].search(
            [("collector_id", "=", self.platform.id)]
        )
        self.assertEqual(settlement.state, "posted")
        self.assertEqual(settlement.gross, 110000)
        self.assertEqual(self.balance(self.held), 0)
