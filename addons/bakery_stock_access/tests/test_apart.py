from contextlib import closing

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestApart(BaseCase):
    """What only real transactions show: they are committed, and cleaned up after."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            role = env.ref("bakery_stock_access.role_store_admin")
            self.users = (
                env["res.users"]
                .create(
                    [
                        {
                            "name": name,
                            "login": name,
                            "group_ids": [(4, role.group_id.id)],
                        }
                        for name in ("uji-apart-1", "uji-apart-2")
                    ]
                )
                .ids
            )
            clerk = env.ref("bakery_stock_access.role_warehouse_clerk")
            self.clerk = (
                env["res.users"]
                .create(
                    {
                        "name": "uji-apart-3",
                        "login": "uji-apart-3",
                        "group_ids": [(4, clerk.group_id.id)],
                    }
                )
                .id
            )
            self.addCleanup(self._clean)
            env.cr.commit()

    def _transaction(self):
        return _Transaction(self.registry)

    def _clean(self):
        with self._transaction() as env:
            env["bakery.access.denial"].search(
                [("user_id", "in", [*self.users, self.clerk])]
            ).unlink()
            everybody = env["res.users"].browse([*self.users, self.clerk])
            # Cleaning up may leave the database without administrators, as it was.
            everybody.with_context(_force_unlink=True).unlink()
            env.cr.commit()

    def test_refusal_stays_when_its_transaction_is_undone(self):
        with self._transaction() as env:
            clerk = env["res.users"].browse(self.clerk)
            Right = env["bakery.access.right"].with_user(clerk)
            with self.assertRaises(AccessError):
                Right._require("receipt_delete", clerk.partner_id)
            env.cr.rollback()
        with self._transaction() as env:
            denial = env["bakery.access.denial"].search([("user_id", "=", self.clerk)])
            self.assertEqual(denial.right_id.code, "receipt_delete")
            self.assertEqual(denial.res_model, "res.partner")
            self.assertTrue(denial.date)

    def test_two_administrators_cannot_remove_each_other_at_once(self):
        first_user, second_user = self.users
        self._leave_only(self.users)
        with self._transaction() as first, self._transaction() as second:
            # Both look before either acts.
            of_first = self._assignment(second, first_user)
            of_second = self._assignment(first, second_user)
            of_second.with_user(first_user).unlink()
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                of_first.with_user(second_user).unlink()
        # Odoo runs a request again after such a conflict; it then sees the other's.
        with self._transaction() as again, self.assertRaises(UserError):
            self._assignment(again, first_user).unlink()

    def _assignment(self, env, user_id):
        found = env["bakery.access.assignment"].search([("user_id", "=", user_id)])
        self.assertEqual(len(found), 1)
        return found

    def _leave_only(self, user_ids):
        """End the roles of all other administrators until the test is over."""
        with self._transaction() as env:
            others = env["bakery.access.assignment"].search(
                [
                    ("role_id.right_ids.code", "=", "access_configure"),
                    ("user_id", "not in", user_ids),
                ]
            )
            kept = [(line.user_id.id, line.role_id.id) for line in others]
            others.unlink()
            env.cr.commit()
        self.addCleanup(self._give_back, kept)

    def _give_back(self, kept):
        with self._transaction() as env:
            env["bakery.access.assignment"].create(
                [{"user_id": user, "role_id": role} for user, role in kept]
            )
            env.cr.commit()


class _Transaction:
    """An environment of the superuser on a cursor of its own."""

    def __init__(self, registry):
        self.cr = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cr, SUPERUSER_ID, {})

    def __exit__(self, *error):
        with closing(self.cr):
            self.cr.rollback()
