from contextlib import closing

from psycopg2.errors import OperationalError

from odoo import api

TRIES = 5


class ShortTransaction:
    """A short transaction of the spool's own, for one record.

    It commits at its end. When another process changed the same row meanwhile, it is
    undone, and whoever asked finds nothing to do.
    """

    def __init__(self, record):
        self.record = record

    def __enter__(self):
        self.cr = self.record.env.registry.cursor()
        # sudo: jobs of the queue have the user who caused the first slip.
        env = api.Environment(self.cr, api.SUPERUSER_ID, dict(self.record.env.context))
        return self.record.with_env(env)

    def __exit__(self, kind, error, trace):
        with closing(self.cr):
            if kind is None:
                # commit: what follows happens outside of the database.
                self.cr.commit()  # pylint: disable=invalid-commit


def insist(record, work):
    """Return ``work(record)`` of a short transaction, though somebody edits the rows.

    :raise OperationalError: somebody did, each of ``TRIES`` times
    """
    for last in (*[False] * (TRIES - 1), True):
        try:
            with ShortTransaction(record) as own:
                return work(own)
        except OperationalError:
            if last:
                raise
    return None
