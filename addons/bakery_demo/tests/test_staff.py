from odoo.tests import HttpCase, tagged

from .common import BakeryDemoCommon

PASSWORD = "roti-manis"
LOGINS = {
    "owner": "pemilik",
    "store_admin": "admin.toko",
    "purchaser": "pembelian",
    "approver": "penyetuju",
    "warehouse_clerk": "gudang",
    "baker": "baker",
    "planner": "perencana",
    "cashier": "kasir",
    "waiter": "pelayan",
    "kitchen": "dapur",
    "online_staff": "toko.online",
    "sales": "sales",
    "accountant": "akuntan",
    "outlet_manager": "manajer",
}


class TestStaff(BakeryDemoCommon):
    def test_every_role_has_a_user_who_works_here(self):
        for role, login in LOGINS.items():
            user = self.demo(f"user_{role}")
            with self.subTest(login=login):
                self.assertEqual(user.login, login)
                group = self.env.ref(f"bakery_suite.bakery_suite_group_{role}")
                self.assertEqual(user.group_ids, group)
                self.assertEqual((user.lang, user.tz), ("id_ID", "Asia/Jakarta"))
                self.assertEqual(len(user.employee_ids), 1)

    def test_pins_and_badges_are_personal(self):
        staff = self.demo_all("hr.employee")
        for field in ("pin", "barcode"):
            values = staff.mapped(field)
            self.assertTrue(all(values))
            self.assertEqual(len(set(values)), len(staff), field)


@tagged("post_install", "-at_install")
class TestLogin(HttpCase):
    def test_every_role_logs_in_and_sees_a_home(self):
        for login in LOGINS.values():
            with self.subTest(login=login):
                self.authenticate(login, PASSWORD)
                home = self.url_open("/odoo")
                self.assertEqual(home.status_code, 200)
                self.assertIn("web.assets_web", home.text)
                user = self.env["res.users"].search([("login", "=", login)])
                menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
                self.assertTrue(menus["root"]["children"])
