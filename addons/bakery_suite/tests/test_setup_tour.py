from odoo.tests import HttpCase, tagged

from .common import BakerySuiteCommon


@tagged("post_install", "-at_install")
class TestSetupTour(HttpCase, BakerySuiteCommon):
    def test_an_administrator_sets_up_the_company_in_the_browser(self):
        administrator = self.env.ref("base.user_admin")
        company = administrator.company_id
        action = "/odoo/action-bakery_suite.bakery_setup_action"
        self.start_tour(action, "bakery_setup_tour", login="admin")
        self.assertEqual(company.name, "PT Roti Tur")
        self.assertEqual(company.resource_calendar_id.tz, "Asia/Makassar")

    def test_first_pages_open_without_an_error(self):
        # One page of each kind; that the others may be read, test_roles.py checks.
        for role in ("purchaser", "cashier", "accountant"):
            with self.subTest(role=role):
                user = self.user_of_role(role)
                self.browser_js(
                    "/odoo",
                    "console.log('test successful')",
                    # The records are there once all they need has been loaded.
                    "!!document.querySelector('.o_kanban_renderer, .o_list_renderer')",
                    login=user.login,
                )
