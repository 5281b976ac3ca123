from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_sale import SaleCommon

SCRIPT = '<img src=x onerror="alert(1)">🍞'
NOT_A_NUMBER = float("nan")
ENDLESS = float("inf")


@tagged("post_install", "-at_install")
class TestBadInput(SaleCommon):
    """What no cashier means gets a clear answer, and nothing is left behind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What is said is compared.
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})

    def refused(self, says, *lines, **values):
        before = self.env["pos.order"].search_count([])
        with self.assertRaisesRegex(UserError, says), self.cr.savepoint():
            self.sync(*lines, **values)
        self.assertEqual(self.env["pos.order"].search_count([]), before)

    def pays(self, amount):
        """Return values of an order that is paid with one note."""
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.cash.id,
            "amount": amount,
        }
        return {
            "payment_ids": [(0, 0, payment)],
            "amount_paid": amount,
            "amount_return": 11000 - amount,
        }

    def test_figures_that_are_none(self):
        for name, values in (
            ("qty", (1e15, -1e9, ENDLESS, NOT_A_NUMBER, "abc", [1])),
            ("price_unit", (1e18, NOT_A_NUMBER, "1 juta")),
            ("discount", (150, -50, NOT_A_NUMBER)),
        ):
            for value in values:
                with self.subTest(name=name, value=value):
                    self.refused("correct", self.line(self.bread) | {name: value})

    def test_payments_that_are_none(self):
        for amount in (1e15, NOT_A_NUMBER, ENDLESS, "11000"):
            values = self.pays(11000)
            values["payment_ids"][0][2]["amount"] = amount
            with self.subTest(amount=amount):
                self.refused("correct the", self.line(self.bread), **values)

    def test_a_change_of_a_line_is_looked_at_too(self):
        order = self.sync(self.line(self.bread), state="draft")
        again = self.line(self.bread)
        with self.assertRaisesRegex(UserError, "correct"), self.cr.savepoint():
            self.env["pos.order"].with_user(self.seller).sync_from_ui(
                [
                    {
                        "uuid": order.uuid,
                        "session_id": self.session.id,
                        "state": "draft",
                        "lines": [(1, order.lines.id, again | {"qty": 1e15})],
                    }
                ]
            )
        self.assertEqual(order.lines.qty, 1)

    def test_text_stays_text(self):
        line = self.line(self.bread) | {"customer_note": SCRIPT * 100, "note": SCRIPT}
        order = self.sync(line, general_customer_note=SCRIPT)
        self.assertEqual(order.lines.customer_note, SCRIPT * 100)
        self.assertEqual(order.general_customer_note, SCRIPT)

    def test_sums_that_are_not_those_of_the_goods(self):
        self.till.check_amounts = True
        cheap = self.line(self.bread, 10)
        for name in ("price_subtotal_incl", "price_subtotal"):
            cheap[name] = cheap[name] / 10
        self.refused("the goods make", cheap)
        order = self.sync(self.line(self.bread, 3), self.line(self.cake, discount=7))
        self.assertEqual(order.state, "paid")
        self.assertEqual(
            self.sync(self.line(self.bread, -1)).amount_total, -11000, "a refund"
        )

    def test_a_note_a_hundred_times_the_sale(self):
        self.till.check_amounts = True
        self.refused("correct the payment", self.line(self.bread), **self.pays(2e6))
        # A large note for something small is no mistake.
        order = self.sync(self.line(self.bread), **self.pays(100000))
        self.assertEqual((order.state, order.amount_return), ("paid", 89000))

    def test_the_session_was_closed_under_an_open_order(self):
        self.session.state = "closed"
        logger = "odoo.addons.point_of_sale.models.pos_order"
        with self.assertLogs(logger, "WARNING"):
            self.refused("session", self.line(self.bread), state="draft")
