from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Barrier, RLock
from unittest.mock import patch
from uuid import uuid4

from psycopg2.errors import OperationalError, SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

TABLETS = 6
TRIES = 50


@tagged("post_install", "-at_install")
class TestSimultaneous(BaseCase):
    """Tablets and screens at once, each in a transaction of its own, committed.

    Whoever comes second is thrown back by the database; Odoo runs the request again,
    and it sees what the first one did.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.transaction() as env:
            self.ids = self.make(env)
            env.cr.commit()
        self.addCleanup(self.clean)

    @contextmanager
    def transaction(self):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def make(self, env):
        category = env["pos.category"].create({"name": "Serentak"})
        product = env["product.product"].create(
            {
                "name": "Nasi Serentak",
                "available_in_pos": True,
                "taxes_id": [Command.clear()],
                "pos_categ_ids": [Command.set(category.ids)],
            }
        )
        till = env["pos.config"].create(
            {"name": "Kasir Serentak", "kitchen_tickets": True}
        )
        station = env["bakery.kitchen.station"].create(
            {
                "name": "Dapur Serentak",
                "company_id": till.company_id.id,
                "category_ids": [Command.set(category.ids)],
                "pos_config_ids": [Command.set(till.ids)],
            }
        )
        display = env["bakery.kitchen.display"].create(
            {
                "name": "Layar Serentak",
                "company_id": till.company_id.id,
                "station_ids": [Command.set(station.ids)],
            }
        )
        device = env["bakery.kitchen.device"].create(
            {"name": "Tablet", "display_id": display.id}
        )
        session = env["pos.session"].create({"config_id": till.id})
        order = env["pos.order"].create(
            {
                "session_id": session.id,
                "uuid": str(uuid4()),
                "amount_total": 0,
                "amount_tax": 0,
                "amount_paid": 0,
                "amount_return": 0,
                "lines": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "qty": 3,
                            "price_unit": 0,
                            "price_subtotal": 0,
                            "price_subtotal_incl": 0,
                        }
                    )
                ],
            }
        )
        return {
            "pos_order": order.id,
            "pos_session": session.id,
            "bakery_kitchen_device": device.id,
            "bakery_kitchen_display": display.id,
            "bakery_kitchen_station": station.id,
            "pos_config": till.id,
            "product_product": product.id,
            "product_template": product.product_tmpl_id.id,
            "pos_category": category.id,
        }

    def clean(self):
        with self.transaction() as env:
            station = self.ids["bakery_kitchen_station"]
            for table in ("event", "ticket_line", "ticket"):
                self.delete(env, f"bakery_kitchen_{table}", "station_id", station)
            for table in (
                "bakery_kitchen_send",
                "bakery_kitchen_ledger",
                "bakery_kitchen_gap",
                "bakery_pos_void",
            ):
                self.delete(env, table, "config_id", self.ids["pos_config"])
            self.delete(env, "pos_order_line", "order_id", self.ids["pos_order"])
            for table, number in self.ids.items():
                self.delete(env, table, "id", number)
            env.cr.commit()

    @staticmethod
    def delete(env, table, column, number):
        # Raw SQL: what happened in the kitchen cannot be deleted otherwise.
        env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE %s = %s",
                SQL.identifier(table),
                SQL.identifier(column),
                number,
            )
        )

    # At work --------------------------------------------------------------------------

    def order(self, env):
        return env["pos.order"].browse(self.ids["pos_order"])

    def tell(self, env, uuid):
        self.order(env)._kitchen_tell({"kind": "send", "uuid": uuid})

    def tickets(self, env):
        return env["bakery.kitchen.ticket"].search(
            [("station_id", "=", self.ids["bakery_kitchen_station"])]
        )

    def act(self, env, action, rev, uuid=None):
        device = env["bakery.kitchen.device"].browse(self.ids["bakery_kitchen_device"])
        ticket = self.tickets(env)
        return env["bakery.kitchen.ticket"]._act(
            device,
            {
                "uuid": uuid or str(uuid4()),
                "action": action,
                "ticket": ticket.uuid,
                "rev": rev,
            },
        )

    def at_once(self, works):
        """Do all at the same moment, each again until the database lets it."""
        barrier = Barrier(len(works))

        def run(work):
            for attempt in range(TRIES):
                with self.transaction() as env:
                    env.cr.execute("SELECT 1 FROM pos_order LIMIT 1")
                    if not attempt:
                        barrier.wait(timeout=60)
                    try:
                        result = work(env)
                        env.flush_all()
                        env.cr.commit()
                    except OperationalError:
                        env.cr.rollback()
                        continue
                    return result
            raise AssertionError("the database never let it")

        # The thread that runs tests holds the lock of the registries meanwhile.
        free = patch.object(Registry, "_lock", RLock())
        with free, mute_logger("odoo.sql_db"), ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))

    def told(self, env):
        lines = self.tickets(env).line_ids
        return sum(lines.mapped("qty")) - sum(lines.mapped("qty_void"))

    # Tests ----------------------------------------------------------------------------

    def test_one_request_from_all_tablets(self):
        uuid = str(uuid4())
        self.at_once([lambda env: self.tell(env, uuid)] * TABLETS)
        with self.transaction() as env:
            self.assertEqual(len(self.tickets(env)), 1)
            self.assertEqual(self.told(env), 3)

    def test_requests_of_all_tablets(self):
        uuids = [str(uuid4()) for _each in range(TABLETS)]
        self.at_once([lambda env, u=uuid: self.tell(env, u) for uuid in uuids])
        with self.transaction() as env:
            self.assertEqual(self.told(env), 3)
            sends = env["bakery.kitchen.send"].search([("uuid", "in", uuids)])
            self.assertEqual(len(sends), TABLETS)

    def test_second_transaction_is_thrown_back(self):
        with self.transaction() as first, self.transaction() as second:
            for env in (first, second):
                env.cr.execute("SELECT 1 FROM pos_order LIMIT 1")
            self.tell(first, str(uuid4()))
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self.tell(second, str(uuid4()))
        with self.transaction() as env:
            self.assertEqual(self.told(env), 3)

    def test_send_and_cancel(self):
        with self.transaction() as env:
            self.tell(env, str(uuid4()))
            env.cr.commit()
        self.at_once(
            [
                lambda env: self.tell(env, str(uuid4())),
                lambda env: self.order(env).write({"state": "cancel"}),
            ]
        )
        with self.transaction() as env:
            self.assertEqual(self.told(env), 0)
            self.assertEqual(self.tickets(env).mapped("state"), ["void"])

    def test_same_tap_twice_and_two_cooks(self):
        with self.transaction() as env:
            self.tell(env, str(uuid4()))
            env.cr.commit()
        uuid = str(uuid4())
        answers = self.at_once([lambda env: self.act(env, "start", 1, uuid)] * 4)
        self.assertEqual({answer["status"] for answer in answers}, {200})
        answers = self.at_once([lambda env: self.act(env, "bump", 2)] * 3)
        self.assertEqual(
            sorted(answer["status"] for answer in answers), [200, 409, 409]
        )

    def test_cook_and_waiter(self):
        with self.transaction() as env:
            self.tell(env, str(uuid4()))
            env.cr.commit()

        def less(env):
            self.order(env).lines.qty = 1
            self.tell(env, str(uuid4()))

        self.at_once([less, lambda env: self.act(env, "bump", 1)])
        with self.transaction() as env:
            self.assertEqual(self.told(env), 1)
            self.assertTrue(self.tickets(env).needs_ack)

    def test_rolled_back_is_never_told(self):
        with self.transaction() as env:
            self.tell(env, str(uuid4()))
            env.flush_all()
            env.cr.rollback()
        with self.transaction() as env:
            self.assertFalse(self.tickets(env))

    def test_guesses_at_once_are_all_counted(self):
        with self.transaction() as env:
            device = env["bakery.kitchen.device"].browse(
                self.ids["bakery_kitchen_device"]
            )
            device.write(
                {
                    "code_hash": device._hash_code("123456"),
                    "code_expiry": "2099-01-01 00:00:00",
                }
            )
            env.cr.commit()
        guesses = [f"{number:06}" for number in range(5)]
        self.at_once(
            [
                lambda env, g=guess: env["bakery.kitchen.device"]._pair(g) and None
                for guess in guesses
            ]
        )
        with self.transaction() as env:
            self.assertFalse(env["bakery.kitchen.device"]._pair("123456"))
