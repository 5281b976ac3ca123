from odoo.tests import HttpCase, new_test_user, tagged

from .common import ROLES, BakerySuiteCommon

# The app a role lives in, as the xml id of its root menu.
HOME = {
    "owner": "account.menu_finance",
    "store_admin": "stock.menu_stock_root",
    "purchaser": "purchase.menu_purchase_root",
    "approver": "purchase.menu_purchase_root",
    "warehouse_clerk": "stock.menu_stock_root",
    "baker": "mrp.menu_mrp_root",
    "planner": "mrp.menu_mrp_root",
    "cashier": "point_of_sale.menu_point_root",
    "waiter": "point_of_sale.menu_point_root",
    "kitchen": "mrp.menu_mrp_root",
    "online_staff": "sale.sale_menu_root",
    "sales": "crm.crm_menu_root",
    "accountant": "account.menu_finance",
    "outlet_manager": "point_of_sale.menu_point_root",
}
# Apps a role must not see.
CLOSED = {
    "warehouse_clerk": ("crm.crm_menu_root", "account.menu_finance"),
    "cashier": ("account.menu_finance", "purchase.menu_purchase_root"),
    "waiter": ("account.menu_finance", "purchase.menu_purchase_root"),
    "kitchen": ("account.menu_finance", "crm.crm_menu_root"),
    "baker": ("account.menu_finance", "crm.crm_menu_root"),
    "purchaser": ("account.menu_finance", "crm.crm_menu_root"),
    "sales": ("purchase.menu_purchase_root", "mrp.menu_mrp_root"),
}


@tagged("post_install", "-at_install")
class TestRoles(BakerySuiteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {role: cls.user_of_role(role) for role in ROLES}

    def _sees(self, role, menu):
        visible = self.env["ir.ui.menu"].with_user(self.users[role])._visible_menu_ids()
        return self.env.ref(menu).id in visible

    def test_each_role_finds_its_app(self):
        for role, menu in HOME.items():
            with self.subTest(role=role):
                self.assertTrue(self._sees(role, menu), f"{role} misses {menu}")

    def test_no_role_sees_what_is_not_its_business(self):
        for role, menus in CLOSED.items():
            for menu in menus:
                with self.subTest(role=role, menu=menu):
                    self.assertFalse(self._sees(role, menu), f"{role} sees {menu}")

    def test_each_role_begins_on_a_page_it_may_open(self):
        for role, user in self.users.items():
            with self.subTest(role=role):
                action = user._role_home_action()
                self.assertTrue(action)
                self.assertTrue(action.res_model, action.type)
                model = self.env[action.res_model].with_user(user)
                self.assertTrue(model.has_access("read"), action.res_model)

    def test_home_actions_of_implied_roles_do_not_count(self):
        owner = self.users["owner"]
        self.assertTrue(owner.has_group("point_of_sale.group_pos_user"))
        self.assertEqual(
            owner._role_home_action(),
            self.env.ref("account.open_account_journal_dashboard_kanban"),
        )

    def test_a_user_without_a_role_keeps_odoos_first_page(self):
        user = new_test_user(self.env, "uji-tanpa-peran")
        self.assertFalse(user._role_home_action())

    def test_no_role_administers_the_system(self):
        for role, user in self.users.items():
            with self.subTest(role=role):
                self.assertFalse(user.has_group("base.group_system"))

    def test_only_the_owner_manages_users(self):
        managers = [
            role
            for role, user in self.users.items()
            if user.has_group("base.group_erp_manager")
        ]
        self.assertEqual(managers, ["owner"])


@tagged("post_install", "-at_install")
class TestHome(HttpCase, BakerySuiteCommon):
    def _home(self, user):
        self.authenticate(user.login, user.login)
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        return info["home_action_id"]

    def test_the_web_client_opens_the_page_of_the_role(self):
        cashier = self.user_of_role("cashier")
        action = self.env.ref("point_of_sale.action_pos_config_kanban")
        self.assertEqual(self._home(cashier), action.id)

    def test_a_home_action_of_ones_own_wins(self):
        cashier = self.user_of_role("cashier")
        own = self.env.ref("base.action_res_users")
        cashier.action_id = own.id
        self.assertEqual(self._home(cashier), own.id)
