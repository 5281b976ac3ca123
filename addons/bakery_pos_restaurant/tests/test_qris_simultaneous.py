import secrets
from contextlib import closing, contextmanager
from unittest.mock import patch
from uuid import uuid4

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..models.payment.qris.midtrans import Answer, Midtrans

CONFLICT = mute_logger("odoo.sql_db")


@tagged("post_install", "-at_install")
class TestQrisSimultaneous(BaseCase):
    """Two at once on one payment, each in a transaction of its own.

    Whoever comes second is refused by the database; Odoo, or the queue, then runs it
    again, as ``again`` does here, and it sees what the first one did.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        with cls.transaction() as env:
            cls._set_up(env)
            env.cr.commit()
        cls.addClassCleanup(cls._clean)

    @classmethod
    @contextmanager
    def transaction(cls):
        with closing(cls.registry.cursor()) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if hasattr(cls, "company_id"):
                env = env(context={"allowed_company_ids": [cls.company_id]})
            yield env

    @classmethod
    def _set_up(cls, env):
        rupiah = env.ref("base.IDR")
        rupiah.active = True
        # No company is ever deleted: each run makes one more, by another name.
        company = env["res.company"].create(
            {"name": f"Serentak {secrets.token_hex(4)}", "currency_id": rupiah.id}
        )
        cls.company_id = company.id
        env = env(context={"allowed_company_ids": company.ids})
        env["account.chart.template"].try_loading(
            "generic_coa", company.with_env(env), install_demo=False
        )
        company.currency_id = rupiah
        bank = env["account.journal"].create(
            {"name": "Bank Serentak", "type": "bank", "code": "SRTK"}
        )
        method = env["pos.payment.method"].create(
            {
                "name": "QRIS Serentak",
                "journal_id": bank.id,
                "payment_method_type": "terminal",
                "use_payment_terminal": "bakery_qris",
                "qris_server_key": "kunci",
                "company_id": company.id,
            }
        )
        till = env["pos.config"].create(
            {
                "name": "Kasir Serentak",
                "company_id": company.id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        session = env["pos.session"].create(
            {"config_id": till.id, "user_id": SUPERUSER_ID}
        )
        session.set_opening_control(0, "")
        cls.method_id, cls.session_id, cls.till_id = method.id, session.id, till.id

    @classmethod
    def _clean(cls):
        with cls.transaction() as env:
            cr = env.cr
            cr.execute(
                "DELETE FROM queue_job WHERE name LIKE 'QRIS POS-%%'"
                " AND state IN ('pending', 'wait_dependencies')"
            )
            cr.execute(
                "DELETE FROM mail_message WHERE model = 'bakery.qris.charge' AND"
                " res_id IN (SELECT id FROM bakery_qris_charge WHERE company_id = %s)",
                [cls.company_id],
            )
            cr.execute(
                "DELETE FROM bakery_qris_charge WHERE company_id = %s", [cls.company_id]
            )
            cr.execute("DELETE FROM pos_session WHERE id = %s", [cls.session_id])
            cr.execute(
                "UPDATE pos_config SET active = false WHERE id = %s", [cls.till_id]
            )
            # As another process would.
            cr.commit()  # pylint: disable=invalid-commit

    def request(self, env, uuid):
        return env["bakery.qris.charge"].request_code(
            self.session_id, self.method_id, uuid, uuid, 11000
        )

    def charge(self, env, uuid):
        return env["bakery.qris.charge"].search([("line_uuid", "=", uuid)])

    def answer(self, state, uuid):
        return Answer(state, f"ref-{uuid}", 11000, f"000201{uuid}", None, None)

    def pending(self):
        """Return the line of a charge whose code is shown."""
        uuid = str(uuid4())
        with self.transaction() as env:
            self.request(env, uuid)
            self.charge(env, uuid)._heard(self.answer("pending", uuid))
            env.cr.commit()
        return uuid

    def jobs(self, uuid):
        with self.transaction() as env:
            return env["queue.job"].search_count([("name", "like", f"POS-{uuid}")])

    def test_two_tablets_ask_for_one_line(self):
        uuid = str(uuid4())
        with self.transaction() as first, self.transaction() as second:
            self.assertFalse(self.charge(second, uuid), "its view is from before")
            self.assertEqual(self.request(first, uuid)["state"], "new")
            first.cr.commit()
            with CONFLICT, self.assertRaises(ConcurrencyError):
                self.request(second, uuid)
            second.cr.rollback()
        with self.transaction() as again:
            self.assertEqual(self.request(again, uuid)["state"], "new")
            self.assertEqual(len(self.charge(again, uuid)), 1)
            again.cr.commit()
        self.assertEqual(self.jobs(uuid), 1, "the provider is asked once")

    def test_notification_and_check_at_once(self):
        uuid = self.pending()
        with self.transaction() as told, self.transaction() as asked:
            mine = self.charge(asked, uuid)
            self.assertEqual(mine.state, "pending")
            self.charge(told, uuid)._heard(self.answer("paid", uuid))
            told.cr.commit()
            answer = self.answer("paid", uuid)
            with (
                patch.object(Midtrans, "status", return_value=answer),
                CONFLICT,
                self.assertRaises(SerializationFailure),
            ):
                mine._job_check()
                asked.flush_all()
        with (
            self.transaction() as again,
            patch.object(Midtrans, "status", return_value=answer) as status,
        ):
            charge = self.charge(again, uuid)
            charge._job_check()
            again.flush_all()
            self.assertEqual((charge.state, charge.refund_state), ("paid", False))
            status.assert_not_called()

    def test_cancelled_while_it_is_paid(self):
        uuid = self.pending()
        with self.transaction() as told, self.transaction() as till:
            self.assertEqual(self.charge(till, uuid).state, "pending")
            self.charge(told, uuid)._heard(self.answer("paid", uuid))
            told.cr.commit()
            with CONFLICT, self.assertRaises(SerializationFailure):
                till["bakery.qris.charge"].cancel_code(uuid)
                till.flush_all()
        with self.transaction() as again:
            told = again["bakery.qris.charge"].cancel_code(uuid)
            self.assertEqual(told["state"], "paid", "the guest was faster")

    def test_cancel_does_not_wait_for_the_provider(self):
        """While a job asks, the cashier goes on; then the job finds it cancelled."""
        uuid = str(uuid4())
        with self.transaction() as env:
            self.request(env, uuid)
            env.cr.commit()

        def cancelled_meanwhile(*_args):
            with self.transaction() as till:
                # Waits for nobody, or this test would never end.
                till.cr.execute("SET LOCAL lock_timeout = '2s'")
                told = till["bakery.qris.charge"].cancel_code(uuid)
                self.assertEqual(told["state"], "cancelled")
                till.flush_all()
                till.cr.commit()
            return self.answer("pending", uuid)

        with (
            self.transaction() as job,
            patch.object(Midtrans, "charge", side_effect=cancelled_meanwhile),
            CONFLICT,
            self.assertRaises(SerializationFailure),
        ):
            self.charge(job, uuid)._job_create()
            job.flush_all()
        with self.transaction() as again:
            with patch.object(Midtrans, "charge") as create:
                self.charge(again, uuid)._job_create()
            create.assert_not_called()
            self.assertEqual(self.charge(again, uuid).state, "cancelled")
