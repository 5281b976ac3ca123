from odoo.fields import Command
from odoo.tests import HttpCase

from .common import BooksCommon


class TestStatementTour(HttpCase, BooksCommon):
    def test_an_accountant_opens_a_statement_in_the_browser(self):
        groups = self.env.ref("bakery_l10n_id.bakery_l10n_id_group_accountant")
        self.env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": "Akuntan Tur",
                "login": "akuntan-tur",
                "password": "akuntan-tur",
                "lang": self.env["res.lang"].search([], limit=1).code,
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set(groups.ids)],
            }
        )
        action = "/odoo/action-bakery_l10n_id.bakery_statement_action_income"
        self.start_tour(action, "bakery_statement_tour", login="akuntan-tur")
