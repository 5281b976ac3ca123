from odoo.fields import Command
from odoo.tests import tagged

from .common_simultaneous import SimultaneousCase


@tagged("post_install", "-at_install")
class TestRecallSimultaneous(SimultaneousCase):
    def setUp(self):
        super().setUp()
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
