from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AccessCommon
from .deeds import Deeds
from .matrix import cases


class MatrixMixin:
    """Plays every cell of the matrix; a refusal counts as not done."""

    def _was_done(self, role, document, verb, place):
        warehouse = self.own if place == "own" else self.other
        deeds = Deeds(self, self._caller(self.users[role]))
        savepoint = self.env.cr.savepoint()
        try:
            done = deeds.do(document, verb, warehouse)
            self.env.flush_all()
            return done
        except AccessError:
            return False
        finally:
            self.env.clear()
            savepoint.close(rollback=True)

    def _play(self):
        wrong = [
            (role, document, verb, place, allowed)
            for role, document, verb, place, allowed in cases()
            if self._was_done(role, document, verb, place) != allowed
        ]
        self.assertFalse(wrong, "cells that differ from the matrix")


@tagged("post_install", "-at_install")
class TestMatrix(MatrixMixin, AccessCommon):
    """Each role × document × verb × own or other warehouse, by ORM as that user."""

    def _caller(self, user):
        def call(model, method, ids=None, **kwargs):
            records = self.env[model].with_user(user).browse(ids or [])
            return getattr(records, method)(**kwargs)

        return call

    def test_every_cell(self):
        self._play()
