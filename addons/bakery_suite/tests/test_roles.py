from odoo.tests import tagged

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
