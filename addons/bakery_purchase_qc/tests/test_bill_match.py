from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BakeryPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestBillMatch(BakeryPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purchase = cls.order((cls.egg, 100, cls.piece, 2000))
        cls.receive(cls.purchase)
        cls.accountant = cls.user("akuntan-uji", "account.group_account_invoice")
        cls.releaser = cls.user(
            "keuangan-uji", "bakery_purchase_qc.bakery_purchase_qc_group_release"
        )

    def bill(self, quantity=100, price=2000, order=None, post=True):
        order = order or self.purchase
        order.action_create_invoice()
        bill = order.invoice_ids.filtered(lambda move: move.state == "draft")
        bill.invoice_date = fields.Date.today()
        bill.write(
            {
                "invoice_line_ids": [
                    Command.update(
                        bill.invoice_line_ids.id,
                        {"quantity": quantity, "price_unit": price},
                    )
                ]
            }
        )
        if post:
            bill.action_post()
        return bill

    def pay(self, bill, user=None):
        return (
            self.env["account.payment.register"]
            .with_user(user or self.accountant)
            .with_context(active_model="account.move", active_ids=bill.ids)
            .create({})
            .action_create_payments()
        )

    def test_a_bill_that_agrees_is_paid(self):
        bill = self.bill()
        self.assertEqual(bill.match_state, "matched")
        row = bill.match_line_ids
        self.assertEqual(
            (row.qty_ordered, row.qty_accepted, row.qty_billed), (100, 100, 100)
        )
        self.assertEqual(bill.match_difference, 0)
        self.pay(bill)
        self.assertEqual(bill.amount_residual, 0)
        self.assertEqual(self.purchase.payment_status, "paid")

    def test_a_dearer_bill_waits_for_its_release(self):
        bill = self.bill(price=2100)
        self.assertEqual(bill.match_state, "exception")
        self.assertEqual(bill.match_line_ids.issue, "price")
        self.assertAlmostEqual(bill.match_difference, 10000)
        self.assertEqual(self.purchase.payment_status, "blocked")
        with self.assertRaisesRegex(UserError, "released before it is paid"):
            self.pay(bill)
        with self.assertRaises(AccessError):
            bill.with_user(self.accountant)._release_match("Saya mau")
        dialog = self.env["bakery.bill.release"].with_user(self.releaser)
        values = {"move_ids": [Command.set(bill.ids)]}
        with self.assertRaisesRegex(UserError, "Say why"):
            dialog.create({**values, "reason": " "}).action_release()
        dialog.create({**values, "reason": "Naik, disepakati"}).action_release()
        self.assertEqual(bill.match_state, "approved")
        self.assertEqual(bill.match_released_by, self.releaser)
        self.pay(bill)
        self.assertEqual(bill.amount_residual, 0)

    def test_within_the_tolerance_it_matches(self):
        self.assertEqual(self.bill(price=2020).match_state, "matched")

    def test_a_vendor_may_have_a_tolerance_of_their_own(self):
        self.mill.write({"has_bill_tolerance": True, "bill_price_tolerance": 6})
        self.assertEqual(self.bill(price=2100).match_state, "matched")

    def test_more_than_accepted_is_not_payable(self):
        bill = self.bill(quantity=110)
        self.assertEqual(bill.match_line_ids.issue, "quantity")
        self.assertAlmostEqual(bill.match_difference, 20000)

    def test_two_bills_may_not_ask_for_the_same_goods(self):
        self.bill(quantity=60)
        self.purchase.invalidate_recordset()
        self.assertEqual(self.bill(quantity=40).match_state, "matched")
        third = self.purchase.invoice_ids[:1].copy()
        third.invoice_date = fields.Date.today()
        third.invoice_line_ids.purchase_line_id = self.purchase.order_line
        third.action_post()
        self.assertEqual(third.match_state, "exception")

    def test_what_was_not_ordered_and_another_vendors_bill_differ(self):
        bill = self.bill(post=False)
        bill.write(
            {
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": self.flour.id, "quantity": 5, "price_unit": 10}
                    )
                ]
            }
        )
        self.assertEqual(set(bill.match_line_ids.mapped("issue")), {False, "no_order"})
        bill.invoice_line_ids[1].unlink()
        bill.partner_id = self.farm
        self.assertEqual(bill.match_line_ids.mapped("issue"), ["vendor"])

    def test_no_way_of_paying_goes_round_it(self):
        bill = self.bill(price=2500)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "supplier",
                "partner_id": self.mill.id,
                "amount": bill.amount_total,
                "journal_id": self.env["account.journal"]
                .search(
                    [("type", "=", "bank"), ("company_id", "=", self.company.id)],
                    limit=1,
                )
                .id,
            }
        )
        payment.action_post()
        lines = (payment.move_id | bill).line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )
        with self.assertRaisesRegex(UserError, "released"):
            lines.reconcile()
        for vals in (
            {"match_state": "approved"},
            {"match_released_by": self.accountant.id},
        ):
            with self.assertRaises(AccessError):
                bill.with_user(self.accountant).write(vals)
            with self.assertRaises(AccessError):
                bill.with_user(self.releaser).write(vals)

    def test_no_bill_is_born_released(self):
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.mill.id,
                "match_state": "approved",
                "match_reason": "Percaya saja",
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": self.egg.id, "quantity": 1, "price_unit": 5}
                    )
                ],
            }
        )
        self.assertEqual(bill.match_state, "exception")
        self.assertFalse(bill.match_reason)

    def test_a_credit_note_settles_the_difference(self):
        bill = self.bill(quantity=110)
        reversal = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=bill.ids)
            .create({"journal_id": bill.journal_id.id, "date": fields.Date.today()})
        )
        credit = self.env["account.move"].browse(reversal.refund_moves()["res_id"])
        credit.invoice_line_ids.quantity = 10
        credit.action_post()
        (credit | bill).line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        ).reconcile()
        self.assertAlmostEqual(bill.amount_residual, 200000)
        self.assertEqual(bill.match_state, "matched")

    def test_a_bill_before_its_goods_agrees_when_they_come(self):
        order = self.order((self.flour, 50, self.kilo, 11000))
        self.flour.purchase_method = "purchase"
        bill = self.bill(50, 11000, order=order)
        self.assertEqual(bill.match_state, "matched")
        self.flour.purchase_method = "receive"
        bill.sudo()._match()
        self.assertEqual(bill.match_state, "exception")
        self.receive(order)
        self.assertEqual(bill.match_state, "matched")

    def test_a_released_bill_that_rises_waits_again(self):
        bill = self.bill(price=2100)
        bill.with_user(self.releaser)._release_match("Disepakati")
        bill.button_draft()
        bill.invoice_line_ids.price_unit = 2100
        bill.action_post()
        self.assertEqual(bill.match_state, "approved")
        bill.button_draft()
        bill.write(
            {
                "invoice_line_ids": [
                    Command.update(bill.invoice_line_ids.id, {"price_unit": 2200})
                ]
            }
        )
        bill.action_post()
        self.assertEqual(bill.match_state, "exception")

    def test_the_order_tells_what_is_due_and_when(self):
        self.assertEqual(self.purchase.payment_status, "no_bill")
        bill = self.bill(post=False)
        due = fields.Date.today() + timedelta(14)
        bill.invoice_payment_term_id = False
        bill.invoice_date_due = due
        bill.action_post()
        self.assertEqual(self.purchase.payment_status, "not_paid")
        self.assertEqual(self.purchase.amount_due, 200000)
        self.assertEqual(self.purchase.next_due_date, due)
        self.assertEqual(bill.amount_due_company, 200000)

    def test_a_credit_in_foreign_money_is_not_owed(self):
        dollar = self.dollar()
        order = self.order((self.egg, 100, self.piece, 2), currency_id=dollar.id)
        self.receive(order)
        bill = self.bill(price=2, order=order)
        self.assertEqual(order.amount_due, 200)
        credit = bill.copy({"move_type": "in_refund"})
        credit.invoice_date = bill.date
        credit.invoice_line_ids.purchase_line_id = order.order_line
        credit.invoice_line_ids.quantity = 10
        credit.action_post()
        self.assertEqual(order.amount_due, 180)

    def test_off_bills_are_as_odoo_has_them(self):
        self.company.purchase_control = False
        bill = self.bill(price=9000)
        self.assertEqual(bill.match_state, "none")
        self.pay(bill)
