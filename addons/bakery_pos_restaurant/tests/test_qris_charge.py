from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import requests
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ConcurrencyError, UserError, ValidationError
from odoo.fields import Command, Date, Datetime
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .common_qris import QrisCommon


@tagged("post_install", "-at_install")
class TestQrisCharge(QrisCommon):
    """A payment with a code of its own, from asking to the receipt."""

    def test_from_asking_to_the_receipt(self):
        charge = self.ask()
        self.assertEqual(charge.state, "new")
        self.assertFalse(self.stub.calls, "nobody waits for the provider in a sale")
        self.assertEqual(self.work(charge, "_job_create"), ["_job_check"])
        told = self.at_till.poll_code(charge.line_uuid)
        self.assertEqual(told["state"], "pending")
        self.assertIn(charge.reference, told["payload"])
        self.assertAlmostEqual(told["seconds"], 600, delta=30)
        self.pay(charge, issuer="gopay")
        self.assertFalse(self.work(charge, "_job_check"))
        self.assertEqual(self.at_till.poll_code(charge.line_uuid)["state"], "paid")
        sale = self.sell(charge)
        self.assertEqual(charge.order_id, sale)
        self.assertEqual(
            sale.payment_ids.payment_ref_no, charge.provider_reference, "to settle by"
        )
        self.assertFalse(sale.payment_ids.qris_unconfirmed)
        self.assertFalse(charge.refund_state)

    def test_till_hears_of_it(self):
        charge = self.shown()
        self.pay(charge)
        heard = []
        with patch.object(
            self.registry["pos.config"],
            "_notify",
            lambda config, name, message, **_: heard.append((name, message["state"])),
        ):
            self.work(charge, "_job_check")
        self.assertEqual(heard[0], ("QRIS_CHARGE", "paid"))

    def test_asked_twice_is_one_charge(self):
        charge = self.ask()
        with trap_jobs() as trap:
            told = self.at_till.request_code(
                self.session.id, self.qris.id, "x", charge.line_uuid, 22000
            )
            trap.assert_jobs_count(0)
        self.assertEqual(told["amount"], 11000, "what the guest was told stays")

    def test_the_same_moment_runs_anew(self):
        charge = self.ask()
        with (
            patch.object(
                self.registry["bakery.qris.charge"],
                "_find",
                lambda self, uuid: self.browse(),
            ),
            self.assertRaises(ConcurrencyError),
            mute_logger("odoo.sql_db"),
        ):
            self.ask(uuid=charge.line_uuid)

    def test_waiting_for_it_asks_again_and_again(self):
        charge = self.shown()
        for _time in range(3):
            self.assertEqual(self.work(charge, "_job_check"), ["_job_check"])
        self.assertEqual(charge.attempts, 3)

    # What is asked for ----------------------------------------------------------------

    def test_sums_that_are_none(self):
        for amount in (0, -1, 0.5, float("nan"), float("inf"), "1", None, 10_000_001):
            with self.assertRaises(UserError):
                self.ask(amount)

    def test_server_knows_the_sum_better(self):
        sale = self.sync(self.line(self.bread), state="draft")
        with self.assertRaises(UserError):
            self.ask(11001, sale=sale.uuid)
        payment = self.env["pos.payment"].create(
            {
                "pos_order_id": sale.id,
                "payment_method_id": self.qris.id,
                "amount": 6000,
                "uuid": str(uuid4()),
            }
        )
        charge = self.ask(1, uuid=payment.uuid, sale=sale.uuid)
        self.assertEqual(charge.amount, 6000)

    def test_paid_sale_asks_for_nothing(self):
        sale = self.sync(self.line(self.bread))
        with self.assertRaises(UserError):
            self.ask(sale=sale.uuid)

    def test_only_where_the_user_sells(self):
        guest = new_test_user(self.env, "bukan-kasir", groups="base.group_user")
        outsider = self.charges.with_user(guest)
        charge = self.shown()
        for method in ("poll_code", "check_code", "cancel_code"):
            with self.assertRaises(AccessError):
                getattr(outsider, method)(charge.line_uuid)
        with self.assertRaises(AccessError):
            outsider.request_code(self.session.id, self.qris.id, "a", "b", 1)
        with self.assertRaises(AccessError):
            self.at_till.search([])
        with self.assertRaises(AccessError):
            charge.with_user(self.seller).write({"state": "paid"})

    def test_nonsense_is_refused(self):
        for arguments in (
            (0, self.qris.id, "a", "b", 1),
            ("x", self.qris.id, "a", "b", 1),
            ([self.session.id], self.qris.id, "a", "b", 1),
            (self.session.id, self.cash.id, "a", "b", 1),
            (self.session.id, None, "a", "b", 1),
            (self.session.id, self.qris.id, None, "b", 1),
            (self.session.id, self.qris.id, "a", {}, 1),
            (self.session.id, self.qris.id, "a", "b" * 100, 1),
        ):
            with self.assertRaises(UserError):
                self.at_till.request_code(*arguments)
        self.assertEqual(self.at_till.poll_code("nobody"), {})
        self.assertEqual(self.at_till.cancel_code("nobody"), {})

    def test_queries_do_not_grow(self):
        charges = [self.shown() for _time in range(3)]
        for charge in charges:
            self.pay(charge)
            self.work(charge, "_job_check")
        payments = self.env["pos.payment"]
        for charge in charges:
            payments |= self.sell(charge).payment_ids
        payments[0].qris_unconfirmed  # noqa: B018
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            payments.mapped("qris_unconfirmed")

    # Who does not pay -----------------------------------------------------------------

    def test_unpaid_is_not_sold(self):
        charge = self.shown()
        with self.assertRaises(UserError):
            self.sell(charge)

    def test_another_sum_is_not_sold(self):
        charge = self.shown(5000)
        self.pay(charge)
        self.work(charge, "_job_check")
        with self.assertRaises(UserError):
            self.sell(charge)

    def test_paid_once_is_sold_once(self):
        charge = self.shown()
        self.pay(charge)
        self.work(charge, "_job_check")
        sale = self.sell(charge)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
        ):
            self.sell(charge)
        other = self.sync(self.line(self.bread), self.line(self.bread))
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
        ):
            other.payment_ids.write({"uuid": charge.line_uuid})
            self.env.flush_all()
        self.assertEqual(charge.order_id, sale)

    def test_confirmed_payment_stays(self):
        charge = self.shown()
        self.pay(charge)
        self.work(charge, "_job_check")
        payment = self.sell(charge).payment_ids
        with self.assertRaises(ValidationError):
            payment.amount = 1000

    def test_foreign_method_is_not_paid_by_it(self):
        charge = self.shown()
        self.pay(charge)
        self.work(charge, "_job_check")
        other = self.qris.copy({"name": "QRIS Lain"})
        payment = self.env["pos.payment"].new(
            {"uuid": charge.line_uuid, "payment_method_id": other.id, "amount": 11000}
        )
        self.assertFalse(charge._is_of(payment))

    # Taken on trust -------------------------------------------------------------------

    def test_taken_on_trust_is_kept_and_seen(self):
        charge = self.shown()
        sale = self.sell(charge, qris_on_trust=True)
        self.assertEqual(sale.state, "paid")
        payments = self.env["pos.payment"]
        self.assertTrue(sale.payment_ids.qris_unconfirmed)
        unconfirmed = payments.search([("qris_unconfirmed", "=", True)])
        self.assertIn(sale.payment_ids, unconfirmed)
        self.pay(charge)
        self.work(charge, "_job_check")
        self.assertEqual(charge.order_id, sale, "confirmed later")
        self.assertFalse(charge.refund_state)
        sale.payment_ids.invalidate_recordset()
        self.assertFalse(sale.payment_ids.qris_unconfirmed)
        confirmed = payments.search([("qris_unconfirmed", "=", False)])
        self.assertIn(sale.payment_ids, confirmed)

    def test_trust_without_any_charge(self):
        uuid = str(uuid4())
        line = self.line(self.bread)
        payment = {
            "uuid": uuid,
            "payment_method_id": self.qris.id,
            "amount": line["price_subtotal_incl"],
            "qris_on_trust": True,
        }
        sale = self.sync(line, payment_ids=[Command.create(payment)])
        self.assertTrue(sale.payment_ids.qris_unconfirmed)

    def test_trusted_after_it_expired_and_paid_late(self):
        charge = self.shown()
        self.sell(charge, qris_on_trust=True)
        self.stub.become(charge.reference, "expire")
        self.work(charge, "_job_check")
        self.assertEqual(charge.state, "expired")
        self.pay(charge)
        self.work(charge, "_job_check_now")
        self.assertTrue(charge.payment_id)
        self.assertFalse(charge.refund_state)

    # Too late -------------------------------------------------------------------------

    def test_cancelled_and_paid_nevertheless(self):
        manager = new_test_user(
            self.env,
            "manajer-uji",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        charge = self.shown()
        with trap_jobs():
            told = self.at_till.cancel_code(charge.line_uuid)
        self.assertEqual(told["state"], "cancelled")
        self.pay(charge)
        self.work(charge, "_job_cancel")
        self.assertEqual((charge.state, charge.refund_state), ("paid", "owed"))
        self.assertEqual(charge.activity_ids.user_id, manager)
        with self.assertRaises(AccessError):
            charge.with_user(self.seller).action_refunded()
        charge.with_user(manager).action_refunded()
        self.assertEqual(charge.refund_state, "refunded")
        self.assertFalse(charge.activity_ids)
        with self.assertRaises(UserError):
            charge.with_user(manager).action_refunded()
        with self.assertRaises(UserError):
            self.sell(charge)

    def test_late_but_sold_after_all(self):
        charge = self.shown()
        with trap_jobs():
            self.at_till.cancel_code(charge.line_uuid)
        self.pay(charge)
        self.work(charge, "_job_cancel")
        self.sell(charge)
        self.assertFalse(charge.refund_state)
        self.assertFalse(charge.activity_ids)

    def test_cancelled_at_the_provider(self):
        charge = self.shown()
        with trap_jobs() as trap:
            self.at_till.cancel_code(charge.line_uuid)
            trap.assert_jobs_count(1, only=charge._job_cancel)
        self.work(charge, "_job_cancel")
        payment = self.stub.payments[charge.reference]
        self.assertEqual(payment["transaction_status"], "cancel")
        self.assertEqual(charge.state, "cancelled")

    def test_cancelled_while_the_code_is_made(self):
        charge = self.ask()
        with trap_jobs():
            self.at_till.cancel_code(charge.line_uuid)
        self.assertEqual(self.work(charge, "_job_create"), ["_job_cancel"])
        self.assertFalse(self.stub.calls)

    def test_paid_is_faster_than_cancelled(self):
        charge = self.shown()
        self.pay(charge)
        self.work(charge, "_job_check")
        with trap_jobs() as trap:
            told = self.at_till.cancel_code(charge.line_uuid)
            trap.assert_jobs_count(0)
        self.assertEqual(told["state"], "paid")

    def test_expired(self):
        charge = self.shown()
        self.stub.become(charge.reference, "expire")
        self.assertFalse(self.work(charge, "_job_check"))
        self.assertEqual(charge.state, "expired")

    def test_expired_by_the_clock(self):
        charge = self.shown()
        charge.expires_at = Datetime.now() - timedelta(minutes=5)
        self.stub.faults[:] = ["500"]
        self.assertEqual(self.work(charge, "_job_check"), ["_job_cancel"])
        self.assertEqual(charge.state, "expired")

    def test_another_sum_is_owed(self):
        charge = self.shown()
        self.pay(charge, gross_amount="9000.00")
        self.work(charge, "_job_check")
        self.assertEqual((charge.state, charge.refund_state), ("paid", "owed"))
        self.assertEqual(charge.amount_paid, 9000)
        self.assertEqual(self.at_till.poll_code(charge.line_uuid)["state"], "failed")
        with self.assertRaises(UserError):
            self.sell(charge)

    def test_paid_but_never_sold(self):
        charge = self.shown()
        self.pay(charge)
        self.work(charge, "_job_check")
        self.charges._cron_sweep()
        self.assertFalse(charge.refund_state, "the till may sell it yet")
        self.session.close_session_from_ui()
        self.charges._cron_sweep()
        self.assertEqual(charge.refund_state, "owed")

    # Faults ---------------------------------------------------------------------------

    def test_answer_is_lost_and_told_again(self):
        charge = self.ask()
        self.stub.faults[:] = ["lost"]
        self.assertEqual(self.work(charge, "_job_create"), ["_job_create"])
        self.assertEqual(charge.state, "new")
        self.work(charge, "_job_create")
        self.assertEqual(charge.state, "pending")
        self.assertEqual(len(self.stub.payments), len(self.stub.keys), "one payment")

    def test_lost_for_too_long(self):
        charge = self.ask()
        self.stub.faults[:] = ["lost"]
        self.work(charge, "_job_create")
        self.stub.keys.clear()
        self.assertIn("_job_cancel", self.work(charge, "_job_create"))
        self.assertEqual(charge.state, "failed")
        self.work(charge, "_job_cancel")
        payment = self.stub.payments[charge.reference]
        self.assertEqual(payment["transaction_status"], "cancel", "nobody pays it")

    def test_no_answer(self):
        for fault in ("drop", "500", "nonsense"):
            charge = self.ask()
            self.stub.faults[:] = [fault] * 3
            for _time in range(2):
                self.assertEqual(self.work(charge, "_job_create"), ["_job_create"])
            self.assertEqual(self.work(charge, "_job_create"), ["_job_cancel"])
            self.assertEqual(charge.state, "failed")
            self.assertTrue(self.at_till.poll_code(charge.line_uuid)["error"])

    def test_no_answer_in_time(self):
        charge = self.ask()
        with patch.object(requests, "request", side_effect=requests.Timeout):
            self.assertEqual(self.work(charge, "_job_create"), ["_job_create"])

    def test_wrong_key(self):
        self.qris.qris_server_key = "salah"
        charge = self.ask()
        self.work(charge, "_job_create")
        self.assertEqual(charge.state, "failed")
        self.assertTrue(charge.error)
        self.assertEqual(len(self.stub.calls), 1, "asking again would not help")

    def test_provider_is_away_while_the_code_is_shown(self):
        charge = self.shown()
        self.stub.faults[:] = ["drop"]
        self.assertEqual(self.work(charge, "_job_check"), ["_job_check"])
        self.assertEqual(charge.state, "pending")
        self.assertTrue(self.at_till.poll_code(charge.line_uuid)["error"])
        self.work(charge, "_job_check")
        self.assertFalse(charge.error)

    def test_lost_jobs_are_taken_up(self):
        new, shown = self.ask(), self.shown()
        self.env.flush_all()
        long_ago = Datetime.now() - timedelta(hours=1)
        self.env.cr.execute(
            "UPDATE bakery_qris_charge SET write_date = %s WHERE id IN %s",
            [long_ago, (new.id, shown.id)],
        )
        self.env.invalidate_all()
        with trap_jobs() as trap:
            self.charges._cron_sweep()
            names = {(job.recordset, job.method_name) for job in trap.enqueued_jobs}
        self.assertEqual({(new, "_job_create"), (shown, "_job_check")}, names)

    def test_refunded_at_the_provider(self):
        charge = self.shown()
        with trap_jobs():
            self.at_till.cancel_code(charge.line_uuid)
        self.pay(charge)
        self.work(charge, "_job_cancel")
        self.stub.payments[charge.reference]["transaction_status"] = "refund"
        self.work(charge, "_job_check_now")
        self.assertEqual(charge.refund_state, "refunded")

    # Settlement -----------------------------------------------------------------------

    def test_settled_by_the_providers_number(self):
        charges = [self.shown() for _time in range(2)]
        for charge in charges:
            self.pay(charge)
            self.work(charge, "_job_check")
            self.sell(charge)
        acquirer = self.env["bakery.pos.collector"].create(
            {
                "name": "Midtrans Uji",
                "kind": "qris",
                "payment_method_ids": [Command.link(self.qris.id)],
            }
        )
        self.session.close_session_from_ui()
        # The same sum twice: only the number tells them apart.
        rows = "".join(
            f"{charge.provider_reference};11000;77\n" for charge in reversed(charges)
        )
        settlement = self.env["bakery.pos.settlement"].create(
            {
                "collector_id": acquirer.id,
                "date_start": Date.subtract(Date.today(), days=1),
                "date_end": Date.add(Date.today(), days=1),
                "statement_text": f"Reference;Gross;MDR\n{rows}",
            }
        )
        self.env.user.group_ids += self.env.ref("account.group_account_invoice")
        settlement.action_collect()
        settlement.action_compare()
        self.assertEqual(settlement.line_ids.mapped("result"), ["matched"] * 2)
