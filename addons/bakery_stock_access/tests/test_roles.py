from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .common import AccessCommon


@tagged("post_install", "-at_install")
class TestRoles(AccessCommon):
    """Roles are given, bounded and ended by those who manage them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.newcomer = new_test_user(cls.env, login="uji-baru")
        cls.today = cls.env["res.users"]._access_day()

    def _assign(self, user, role, **values):
        return (
            self.env["bakery.access.assignment"]
            .with_user(self.admin)
            .create({"user_id": user.id, "role_id": role.id, **values})
        )

    def test_administrator_without_system_rights_makes_and_gives_a_role(self):
        self.assertFalse(self.admin._is_system())
        rights = self.env["bakery.access.right"].search(
            [("code", "in", ("receipt_view", "receipt_process"))]
        )
        role = (
            self.env["bakery.access.role"]
            .with_user(self.admin)
            .create({"name": "Penerima", "right_ids": [Command.set(rights.ids)]})
        )
        self._assign(self.newcomer, role)
        self.assertTrue(self.newcomer._holds_right("receipt_process", self.own.id))
        self.assertFalse(self.newcomer._holds_right("receipt_edit", self.own.id))
        self.assertTrue(self.newcomer.has_group("stock.group_stock_user"))

    def test_right_taken_from_a_role_takes_its_group(self):
        role = self.role_with("crm_own", "receipt_view")
        user = self.user_of(role)
        self.assertTrue(user.has_group("sales_team.group_sale_salesman"))
        role.right_ids -= self.env["bakery.access.right"]._of_code("crm_own")
        self.assertFalse(user.has_group("sales_team.group_sale_salesman"))
        self.assertTrue(user.has_group("stock.group_stock_user"))

    def test_roles_and_members_survive_the_addon_that_brought_their_group(self):
        role = self.role_with("receipt_view")
        user = self.user_of(role)
        group = role.group_id
        group.with_context(**{MODULE_UNINSTALL_FLAG: True}).unlink()
        self.assertFalse(group.exists())
        self.assertTrue(role.group_id)
        self.assertIn(role.group_id, user.group_ids)
        self.assertTrue(user.has_group("stock.group_stock_user"))

    def test_nobody_gives_themselves_a_role_by_rpc(self):
        for user in (self.clerk, self.staff):
            with self.assertRaises(AccessError):
                self.env["bakery.access.assignment"].with_user(user).create(
                    {"user_id": user.id, "role_id": self.roles["store_admin"].id}
                )
            with self.assertRaises(AccessError):
                self.roles["warehouse_clerk"].with_user(user).write(
                    {"right_ids": [Command.clear()]}
                )
            with self.assertRaises(AccessError):
                user.with_user(user).write({"warehouse_scope": "all"})
            with self.assertRaises(AccessError):
                user.with_user(user).write(
                    {"allowed_warehouse_ids": [Command.link(self.other.id)]}
                )

    def test_nobody_gives_more_than_they_have(self):
        role = self.role_with("access_configure", "receipt_view")
        user = self.user_of(role)
        for other in ("store_admin", "warehouse_clerk"):
            with self.assertRaises(AccessError):
                self.env["bakery.access.assignment"].with_user(user).create(
                    {"user_id": user.id, "role_id": self.roles[other].id}
                )
        with self.assertRaises(AccessError):
            role.with_user(user).right_ids |= self.env["bakery.access.right"]._of_code(
                "receipt_process"
            )
        with self.assertRaises(AccessError):
            role.with_user(user).warehouse_scope = "all"

    def test_nobody_gives_groups_beyond_these_rights(self):
        group = self.env["res.groups"].create(
            {
                "name": "Uji sistem",
                "implied_ids": [Command.set(self.env.ref("base.group_system").ids)],
            }
        )
        role = self.role_with("receipt_view", group_id=group.id)
        with self.assertRaises(AccessError):
            self._assign(self.newcomer, role)
        made = (
            self.env["bakery.access.role"]
            .with_user(self.admin)
            .create(
                {
                    "name": "Licik",
                    "group_id": self.env.ref("base.group_system").id,
                    "right_ids": [Command.set(role.right_ids.ids)],
                }
            )
        )
        self.assertNotEqual(made.group_id, self.env.ref("base.group_system"))

    def test_administrator_of_one_warehouse_gives_no_other(self):
        role = self.role_with("access_configure", "receipt_view")
        user = self.user_of(role)
        line = self.env["bakery.access.assignment"].create(
            {"user_id": self.newcomer.id, "role_id": self.role_with("receipt_view").id}
        )
        self.newcomer.warehouse_scope = "selected"
        line.with_user(user).allowed_warehouse_ids = self.own
        self.assertEqual(self.newcomer.allowed_warehouse_ids, self.own)
        with self.assertRaises(AccessError):
            line.with_user(user).allowed_warehouse_ids = self.other
        with self.assertRaises(AccessError):
            line.with_user(user).warehouse_scope = "all"

    def test_last_administrator_remains(self):
        Assignment = self.env["bakery.access.assignment"]
        administer = self.env["bakery.access.right"]._of_code("access_configure")
        mine = Assignment.search([("user_id", "=", self.admin.id)])
        (
            Assignment.search([("role_id.right_ids", "in", administer.ids)]) - mine
        ).unlink()
        with self.assertRaises(UserError):
            mine.with_user(self.admin).unlink()
        with self.assertRaises(UserError):
            mine.date_to = self.today + timedelta(days=3)
        with self.assertRaises(UserError):
            self.roles["store_admin"].right_ids -= administer
        with self.assertRaises(UserError):
            self.roles["store_admin"].active = False
        with self.assertRaises(UserError):
            self.admin.active = False
        with self.assertRaises(UserError):
            self.admin.group_ids -= self.roles["store_admin"].group_id
        self._assign(self.newcomer, self.roles["store_admin"])
        mine.unlink()
        self.assertFalse(
            self.admin.has_group(
                "bakery_stock_access.bakery_stock_access_group_administrator"
            )
        )

    def test_role_begins_and_ends_on_its_days(self):
        role = self.roles["warehouse_clerk"]
        line = self._assign(
            self.newcomer, role, date_from=self.today + timedelta(days=1)
        )
        self.assertFalse(self.newcomer._holds_right("receipt_process"))
        self.assertFalse(self.newcomer.has_group("stock.group_stock_user"))
        line.write({"date_from": self.today, "date_to": self.today})
        self.assertTrue(self.newcomer._holds_right("receipt_process"))
        self.assertTrue(self.newcomer.has_group("stock.group_stock_user"))
        self.patch(
            type(self.env["res.users"]),
            "_access_day",
            lambda users: self.today + timedelta(days=1),
        )
        self.assertFalse(self.newcomer._holds_right("receipt_process"))
        self.env["bakery.access.assignment"]._cron_apply_dates()
        self.assertFalse(self.newcomer.has_group("stock.group_stock_user"))

    def test_who_loses_the_last_role_remains_staff(self):
        user = self.user_of(self.roles["warehouse_clerk"], login="uji-mantan")
        user.group_ids = user.access_assignment_ids.role_id.group_id
        user.access_assignment_ids.unlink()
        self.assertTrue(user._is_internal())
        self.assertFalse(user.has_group("stock.group_stock_user"))

    def test_group_given_on_the_user_form_is_a_role(self):
        role = self.roles["warehouse_clerk"]
        self.newcomer.group_ids += role.group_id
        self.assertEqual(self.newcomer.access_assignment_ids.role_id, role)
        self.newcomer.group_ids -= role.group_id
        self.assertFalse(self.newcomer.access_assignment_ids)

    def test_rights_add_up_each_in_its_warehouses(self):
        here = self.role_with(
            "receipt_process",
            warehouse_scope="selected",
            warehouse_ids=[Command.set(self.own.ids)],
        )
        there = self.role_with(
            "receipt_view",
            warehouse_scope="selected",
            warehouse_ids=[Command.set(self.other.ids)],
        )
        self._assign(self.newcomer, here)
        self._assign(self.newcomer, there)
        self.assertTrue(self.newcomer._holds_right("receipt_process", self.own.id))
        self.assertFalse(self.newcomer._holds_right("receipt_process", self.other.id))
        self.assertEqual(
            self.newcomer._visible_warehouse_ids(), [self.own.id, self.other.id]
        )

    def test_selected_and_empty_means_nowhere(self):
        user = self.user_of(
            self.roles["warehouse_clerk"],
            warehouses=self.env["stock.warehouse"],
            login="uji-nihil",
        )
        self.assertFalse(self.env["stock.warehouse"].with_user(user).search([]))

    def test_bad_input(self):
        with self.assertRaises(ValidationError):
            self.role_with()
        with self.assertRaises(ValidationError):
            self.role_with("receipt_view", name="  ")
        with self.assertRaises(ValidationError):
            self.role_with("receipt_view", discount_limit=101)
        portal = new_test_user(self.env, login="uji-portal", groups="base.group_portal")
        with self.assertRaises(ValidationError):
            self._assign(portal, self.roles["store_staff"])

    def test_switching_the_company_over_binds_everybody(self):
        self.newcomer.group_ids += self.env.ref("stock.group_stock_user")
        picking = self.picking("receipt", self.own)
        self.assertTrue(picking.with_user(self.newcomer)._holds_verb("process"))
        self.env.company.access_control = True
        with self.assertRaises(AccessError):
            picking.with_user(self.newcomer).button_validate()

    def test_refusal_is_recorded(self):
        picking = self.picking("shipment", self.own)
        with self.assertRaisesRegex(AccessError, "cancel processing"):
            picking.with_user(self.clerk).action_cancel()
        self.assertEqual(self.refused_rights(), ["shipment_cancel"])
        [values] = self.refusals
        self.assertEqual(values["user_id"], self.clerk.id)
        self.assertEqual(
            (values["res_model"], values["res_id"]), ("stock.picking", picking.id)
        )
        self.assertEqual(values["res_name"], picking.name)
