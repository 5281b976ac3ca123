from contextlib import closing, contextmanager

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestRecallSimultaneous(BaseCase):
    """Two people at once, each in a transaction of their own, which are committed.

    Whoever comes second is refused by the database; Odoo then runs the request again,
    as the last lines of each test do, and it sees what the first one did.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.transaction() as env:
            product = env["product.product"].create(
                {"name": "Roti Serentak", "is_storable": True, "tracking": "lot"}
            )
            lot = env["stock.lot"].create(
                {"name": "SERENTAK", "product_id": product.id}
            )
            recall = env["bakery.recall"].create(
                {"reason": "Uji", "lot_ids": [Command.set(lot.ids)]}
            )
            customer = env["res.partner"].create(
                {"name": "Pembeli Serentak", "email": "serentak@uji.example"}
            )
            self.ids = {
                record._name: record.id for record in (product, lot, recall, customer)
            }
            env.cr.commit()
        self.addCleanup(self.clean)

    @contextmanager
    def transaction(self):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def of(self, env, model="bakery.recall"):
        return env[model].browse(self.ids[model])

    def mails(self, env):
        rows = self.of(env).customer_ids
        return env["mail.mail"].search(
            [("model", "=", rows._name), ("res_id", "in", rows.ids)]
        )

    def clean(self):
        with self.transaction() as env:
            self.mails(env).unlink()
            recall = self.of(env)
            # Raw SQL: a recall that was started cannot be deleted otherwise.
            env.cr.execute("DELETE FROM bakery_recall WHERE id = %s", [recall.id])
            env.invalidate_all()
            self.of(env, "stock.lot").unlink()
            self.of(env, "product.product").unlink()
            self.of(env, "res.partner").unlink()
            env.cr.commit()

    def at_once(self, work):
        """Do the work twice at once; the second is refused and runs again."""
        with self.transaction() as first, self.transaction() as second:
            # Both begin before either is done.
            first.cr.execute("SELECT 1")
            second.cr.execute("SELECT id FROM bakery_recall LIMIT 1")
            work(first)
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                work(second)
        with self.transaction() as again:
            work(again)
            again.cr.commit()

    def test_recall_starts_once(self):
        self.at_once(lambda env: self.of(env).action_start())
        with self.transaction() as env:
            recall = self.of(env)
            self.assertEqual(recall.state, "running")
            self.assertEqual(len(recall.line_ids), 1)
            self.assertTrue(self.of(env, "stock.lot").quality_hold)

    def test_each_customer_gets_one_message(self):
        with self.transaction() as env:
            self.of(env).action_start()
            env["bakery.recall.partner"].create(
                {
                    "recall_id": self.ids["bakery.recall"],
                    "partner_id": self.ids["res.partner"],
                }
            )
            env.cr.commit()
        self.at_once(lambda env: self.of(env).action_notify())
        with self.transaction() as env:
            self.assertEqual(len(self.mails(env)), 1)
