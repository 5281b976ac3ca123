from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_floor import FloorCommon
from .common_sale import SaleCommon

PIN = "1111"


class SellingTour(SaleCommon):
    """What the tours have in common: goods to touch, people with a PIN, reasons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        goods = cls.bread | cls.cake
        goods.available_in_pos = True
        for product, code in zip(
            goods, ("8990000000017", "8990000000024"), strict=True
        ):
            product.barcode = code
        cls.dewi.pin = PIN
        reasons = cls.env["bakery.refund.reason"]
        reasons.search([]).active = False
        cls.changed, cls.stale = reasons.create(
            [
                {"name": "Tamu berubah pikiran uji", "use": "void"},
                {"name": "Basi uji", "use": "refund"},
            ]
        )

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "track_performance": True,
            "void_reason_required": True,
            "stock_outbox": False,
        }


@tagged("post_install", "-at_install")
class TestWaiterTour(SellingTour, FloorCommon, HttpCase):
    """A waiter with a tablet: seats, tables, a void, one guest's part, hand-over."""

    browser_size = "1024x768"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The name is the browser's here.
        cls.session = None
        cls.lay_out()

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "module_pos_restaurant": True,
            "default_screen": "tables",
            "iface_splitbill": True,
            "live_floor": True,
        }

    def test_a_waiter_serves_a_table(self):
        self.start_tour(
            f"/pos/ui/{self.till.id}",
            "bakery_waiter_serves",
            login="kasir-uji",
            timeout=180,
        )
        orders = self.env["pos.order"].search(
            [("config_id", "=", self.till.id), ("state", "=", "draft")]
        )
        self.assertEqual(len(orders), 1)
        self.assertEqual(set(orders.lines.mapped("seat")), {0, 2})
        self.assertEqual(orders.waiter_id, self.agus)
        voids = self.env["bakery.pos.void"].search(
            [("config_id", "=", self.till.id), ("quantity", ">", 0)]
        )
        self.assertEqual(voids.product_id, self.bread)
        self.assertEqual(voids.reason_id, self.changed)
        self.assertEqual(voids.employee_id, self.dewi)


@tagged("post_install", "-at_install")
class TestCashierTour(SellingTour, HttpCase):
    """A cashier at the counter: PIN, bar codes, two ways to pay, hold, refund."""

    browser_size = "1366x768"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        held = cls.env["account.account"].create(
            {
                "name": "Penampungan Uji",
                "code": "119009",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        bank = cls.env["account.journal"].create(
            {"name": "Bank Uji", "type": "bank", "code": "BUJI"}
        )
        wallet = cls.env["pos.payment.method"].create(
            {
                "name": "GoPay Uji",
                "journal_id": bank.id,
                "outstanding_account_id": held.id,
            }
        )
        cls.session.close_session_from_ui()
        cls.till.payment_method_ids = [Command.link(wallet.id)]
        cls.till.refund_employee_ids = cls.dewi
        cls.env["pos.session"].create(
            {"config_id": cls.till.id, "user_id": cls.seller.id}
        ).set_opening_control(0, "")
        cls.session = None

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "hold_orders": True,
            "refund_reason_required": True,
            "cash_buttons": False,
        }

    def test_a_cashier_sells_at_the_counter(self):
        self.start_tour(
            f"/pos/ui/{self.till.id}",
            "bakery_cashier_sells",
            login="kasir-uji",
            timeout=180,
        )
        orders = self.env["pos.order"].search(
            [("config_id", "=", self.till.id)], order="id"
        )
        self.assertEqual(set(orders.mapped("state")), {"paid"})
        self.assertEqual(set(orders.employee_id), {self.dewi})
        back = orders.filtered(lambda order: order.amount_total < 0)
        self.assertEqual(back.refund_reason_id, self.stale)
        self.assertEqual(back.lines.product_id, self.cake)
        split = orders.payment_ids.filtered(
            lambda payment: payment.payment_method_id.name == "GoPay Uji"
        )
        self.assertEqual(split.amount, 20000)
        self.assertFalse(any(orders.mapped("held")))
