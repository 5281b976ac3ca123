from contextlib import closing, contextmanager

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger


class SimultaneousCase(BaseCase):
    """Two people at once, each in a transaction of their own, which are committed.

    Whoever comes second is refused: while the first is at work by a sentence, and
    afterwards by the database. Odoo then runs the request again, and it sees what the
    first one did. What is committed has to be cleaned up by the test.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())

    @contextmanager
    def transaction(self):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    @contextmanager
    def two(self):
        """Give two environments that both began before either is done."""
        with self.transaction() as first, self.transaction() as second:
            for env in (first, second):
                env.cr.execute("SELECT id FROM res_company LIMIT 1")
            yield first, second

    @contextmanager
    def refused_by_database(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            yield

    def at_once(self, work):
        """Do the work twice at once; the second is refused and runs again."""
        with self.two() as (first, second):
            work(first)
            first.cr.commit()
            with self.refused_by_database():
                work(second)
        with self.transaction() as again:
            work(again)
            again.cr.commit()
