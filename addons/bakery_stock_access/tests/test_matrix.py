from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AccessCommon
from .deeds import Deeds
from .matrix import cases


@tagged("post_install", "-at_install")
class TestMatrix(AccessCommon):
    """Each role × document × verb × own or other warehouse, by ORM as that user."""

    def _caller(self, user):
        def call(model, method, *args):
            records = self.env[model].with_user(user)
            if not getattr(getattr(records, method), "_api_model", False) and not (
                method in ("create", "search_read")
            ):
                records, args = records.browse(args[0]), args[1:]
            return getattr(records, method)(*args)

        return call

    def _was_done(self, role, document, verb, place):
        """Return whether the deed was done; a refusal counts as not done."""
        warehouse = self.own if place == "own" else self.other
        deeds = Deeds(self, self._caller(self.users[role]))
        try:
            with self.env.cr.savepoint():
                done = deeds.do(document, verb, warehouse)
                self.env.flush_all()
                return done
        except AccessError:
            return False

    def test_every_cell(self):
        wrong = []
        for role, document, verb, place, allowed in cases():
            if self._was_done(role, document, verb, place) != allowed:
                wrong.append((role, document, verb, place, allowed))
        self.assertFalse(wrong, "cells that differ from the matrix")
