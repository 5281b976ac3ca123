from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AccessCommon


@tagged("post_install", "-at_install")
class TestOverview(AccessCommon):
    """Who may do what, and why; the answer is what the guard would say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.access_control = False

    def _explain(self, user, as_user=None):
        overview = self.env["bakery.access.overview"]
        return overview.with_user(as_user or self.admin).explain(user.id)

    def _holders(self, code, warehouse=None, as_user=None):
        right = self.env["bakery.access.right"]._of_code(code)
        overview = self.env["bakery.access.overview"].with_user(as_user or self.admin)
        answer = overview.holders(right.id, warehouse.id if warehouse else False)
        return {user["id"]: user["sources"] for user in answer["users"]}

    def test_the_answer_is_that_of_the_guard(self):
        for user in self.users.values():
            for right in self._explain(user)["rights"]:
                self.assertEqual(
                    bool(right["sources"]), user._holds_right(right["code"]), right
                )

    def test_each_right_says_role_place_and_end(self):
        line = self.clerk.access_assignment_ids
        line.date_to = self.env["res.users"]._access_day() + timedelta(days=5)
        answer = self._explain(self.clerk)
        rights = {right["code"]: right["sources"] for right in answer["rights"]}
        [source] = rights["receipt_process"]
        self.assertEqual(source["role_id"], self.roles["warehouse_clerk"].id)
        self.assertEqual(source["where"], "Dapur Uji")
        self.assertEqual(source["until"], line.date_to.isoformat())
        self.assertFalse(rights["receipt_delete"])
        self.assertTrue(answer["governed"])
        self.assertFalse(answer["reason"])

    def test_no_role_is_explained(self):
        newcomer = new_test_user(self.env, login="uji-baru")
        answer = self._explain(newcomer)
        self.assertFalse(answer["governed"])
        self.assertIn("do not bind", answer["reason"])
        self.env.company.access_control = True
        answer = self._explain(newcomer)
        self.assertTrue(answer["governed"])
        self.assertIn("nothing of this is allowed", answer["reason"])

    def test_a_role_that_has_not_begun_gives_nothing_yet(self):
        # The day is that of whoever asks: at night it differs between zones.
        today = self.env["res.users"].with_user(self.admin)._access_day()
        tomorrow = today + timedelta(days=1)
        self.clerk.access_assignment_ids.date_from = tomorrow
        answer = self._explain(self.clerk)
        [role] = answer["roles"]
        self.assertFalse(role["valid"])
        self.assertEqual(role["from"], tomorrow.isoformat())
        self.assertFalse(any(right["sources"] for right in answer["rights"]))
        self.assertIn("No role holds today", answer["reason"])

    def test_holders_of_a_right_in_a_warehouse(self):
        own = self._holders("receipt_process", self.own)
        self.assertIn(self.clerk.id, own)
        self.assertIn(self.admin.id, own)
        self.assertNotIn(self.staff.id, own)
        other = self._holders("receipt_process", self.other)
        self.assertNotIn(self.clerk.id, other)
        [source] = other[self.admin.id]
        self.assertEqual(source["where"], "All warehouses")

    def test_names_of_hidden_warehouses_are_not_told(self):
        local = self.user_of(self.role_with("access_configure"))
        far = self.user_of(
            self.role_with("receipt_view"), warehouses=self.own | self.other
        )
        [role] = self._explain(far, as_user=local)["roles"]
        self.assertEqual(role["where"], "Dapur Uji, 1 more")

    def test_others_explain_only_themselves(self):
        self.assertTrue(self._explain(self.clerk, as_user=self.clerk)["roles"])
        newcomer = new_test_user(self.env, login="uji-baru")
        for user in (self.clerk, self.staff, newcomer):
            with self.assertRaises(AccessError):
                self._explain(self.admin, as_user=user)
            with self.assertRaises(AccessError):
                self._holders("receipt_view", as_user=user)
        self.assertEqual(set(self.refused_rights()), {"access_configure"})

    def test_queries_do_not_grow_with_users(self):
        self._holders("receipt_process", self.own)
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=20):
            self._holders("receipt_process", self.own)
        for number in range(20):
            self.user_of(self.roles["warehouse_clerk"], login=f"uji-banyak-{number}")
        self._holders("receipt_process", self.own)
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=20):
            self._holders("receipt_process", self.own)
