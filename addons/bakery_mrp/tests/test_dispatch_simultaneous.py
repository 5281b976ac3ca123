from contextlib import closing, contextmanager

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import LockError, UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestDispatchSimultaneous(BaseCase):
    """Two phones confirm the same goods, each in a transaction of its own.

    Whoever comes second is refused; Odoo runs the request again where the database
    asks for it, and the phone then reads who was first.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.transaction() as env:
            place = env["stock.warehouse"].search([], limit=1)
            load = env["bakery.dispatch.load"].create(
                {
                    "warehouse_id": place.id,
                    "kitchen_id": place.id,
                    "state": "transit",
                }
            )
            self.load_id = load.id
            env.cr.commit()
        self.addCleanup(self.clean)

    @contextmanager
    def transaction(self):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def load(self, env):
        return env["bakery.dispatch.load"].browse(self.load_id)

    def clean(self):
        with self.transaction() as env:
            # Raw SQL: what is received cannot be deleted otherwise.
            env.cr.execute(
                "DELETE FROM bakery_dispatch_load WHERE id = %s", [self.load_id]
            )
            env.cr.commit()

    def test_while_the_first_is_at_it(self):
        with self.transaction() as first, self.transaction() as second:
            second.cr.execute("SELECT 1")
            self.load(first).receive([])
            first.flush_all()
            with self.assertRaises(LockError):
                self.load(second).receive([])
            first.cr.commit()

    def test_after_the_first_has_done(self):
        with self.transaction() as first, self.transaction() as second:
            second.cr.execute("SELECT id FROM bakery_dispatch_load LIMIT 1")
            self.load(first).receive([])
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self.load(second).receive([])
        with self.transaction() as again:
            with self.assertRaisesRegex(UserError, "already"):
                self.load(again).receive([])
            self.assertEqual(self.load(again).state, "done")
