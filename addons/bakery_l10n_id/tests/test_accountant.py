import json
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from odoo.tools.json import json_default

from .common_statement import StatementCommon

ACCOUNTANT = "bakery_l10n_id.bakery_l10n_id_group_accountant"


class TestAccountant(StatementCommon):
    """What the accountant of a bakery can do, and who locks the books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls.user("buku", ACCOUNTANT)
        cls.manager = cls.user("kepala", f"{ACCOUNTANT},account.group_account_manager")
        cls.clerk = cls.user("tagihan", "account.group_account_invoice")
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )

    @classmethod
    def user(cls, login, groups):
        return new_test_user(
            cls.env,
            login,
            groups,
            lang=cls.env.user.lang,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def bill_of(self, user, amount=500000):
        bill = (
            self.env["account.move"]
            .with_user(user)
            .create(
                {
                    "move_type": "in_invoice",
                    "partner_id": self.vendor.id,
                    "invoice_date": "2026-03-10",
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": "Sewa",
                                "account_id": self.account("l10n_id_65110040").id,
                                "price_unit": amount,
                                "tax_ids": [Command.clear()],
                                "analytic_distribution": {str(self.north.id): 100},
                            }
                        )
                    ],
                }
            )
        )
        bill.action_post()
        return bill

    def test_posts_a_bill_and_pays_it(self):
        bill = self.bill_of(self.accountant)
        wizard = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=bill.ids)
            .create({"journal_id": self.bank.id})
        )
        wizard.action_create_payments()
        self.assertEqual(bill.amount_residual, 0)
        self.assertTrue(bill.matched_payment_ids.move_id)

    def test_reconciles_a_bank_transaction(self):
        bill = self.bill_of(self.accountant)
        payable = bill.line_ids.filtered(
            lambda line: line.account_type == "liability_payable"
        )
        transaction = (
            self.env["account.bank.statement.line"]
            .with_user(self.accountant)
            .create(
                {
                    "journal_id": self.bank.id,
                    "date": "2026-03-11",
                    "payment_ref": "Transfer sewa",
                    "partner_id": self.vendor.id,
                    "amount": -500000,
                }
            )
        )
        with Form(
            transaction,
            view="account_reconcile_oca.bank_statement_line_form_reconcile_view",
        ) as form:
            form.add_account_move_line_id = payable
        transaction.reconcile_bank_line()
        self.assertTrue(transaction.is_reconciled)
        self.assertEqual(bill.amount_residual, 0)
        figures = self.figures("cash_flow", "2026-03-01", "2026-03-31")
        self.assertEqual(figures["to_suppliers"], -500000)

    def test_finds_everything_in_the_menu(self):
        for name in (
            "bakery_statement_menu_income",
            "bakery_statement_menu_balance",
            "bakery_statement_menu_cash_flow",
            "bakery_statement_menu_equity",
            "general_ledger_menu",
            "trial_balance_menu",
            "journal_ledger_menu",
            "aged_partner_balance_menu",
            "open_items_menu",
            "bank_reconciliation_menu",
        ):
            self.assertTrue(self.sees(self.accountant, name), name)
            self.assertFalse(self.sees(self.clerk, name), name)

    def sees(self, user, name):
        menu = self.env.ref(f"bakery_l10n_id.{name}")
        return menu.id in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()

    def test_opens_ledgers_and_aged_balances(self):
        self.bill_of(self.accountant)
        for model, report in (
            ("general.ledger", "general_ledger"),
            ("trial.balance", "trial_balance"),
            ("journal.ledger", "journal_ledger"),
            ("aged.partner.balance", "aged_partner_balance"),
            ("open.items", "open_items"),
        ):
            wizards = self.env[f"{model}.report.wizard"].with_user(self.accountant)
            values = {"company_id": self.company.id}
            period = {"date_from": "2026-01-01", "date_to": "2026-12-31"}
            values |= {k: v for k, v in period.items() if k in wizards._fields}
            wizard = wizards.create(values)
            if model in ("aged.partner.balance", "open.items"):
                wizard.payable_accounts_only = True
                wizard.onchange_type_accounts_only()
            # The browser sends it as text.
            data = wizard.button_export_html()["data"]
            data = json.loads(json.dumps(data, default=json_default))
            values = (
                self.env[f"report.account_financial_report.{report}"]
                .with_user(self.accountant)
                ._get_report_values(wizard.ids, data)
            )
            self.assertTrue(values, model)

    # Locks ---------------------------------------------------------------------------

    def lock(self, user, **dates):
        wizard = self.env["bakery.lock.date"].with_user(user).create(dates)
        wizard.action_lock()
        return wizard

    def test_a_manager_locks_a_month(self):
        self.assertTrue(self.sees(self.manager, "bakery_lock_date_menu"))
        self.lock(self.manager, fiscalyear_lock_date="2026-03-31")
        self.assertEqual(self.company.fiscalyear_lock_date, date(2026, 3, 31))
        bill = self.bill_of(self.accountant)
        self.assertGreater(bill.date, date(2026, 3, 31))

    def test_the_form_shows_what_is_locked(self):
        self.company.tax_lock_date = "2026-01-31"
        form = Form(self.env["bakery.lock.date"].with_user(self.manager))
        self.assertEqual(form.tax_lock_date, date(2026, 1, 31))
        self.assertFalse(form.is_hardened)
        form.hard_lock_date = "2025-12-31"
        self.assertTrue(form.is_hardened)

    def test_locking_one_thing_leaves_the_others(self):
        self.company.sale_lock_date = "2026-01-31"
        self.lock(self.manager, purchase_lock_date="2026-02-28")
        self.assertEqual(self.company.sale_lock_date, date(2026, 1, 31))
        self.assertEqual(self.company.purchase_lock_date, date(2026, 2, 28))

    def test_what_is_locked_for_good_stays_locked(self):
        self.lock(self.manager, hard_lock_date="2025-12-31")
        with self.assertRaises(UserError):
            self.lock(self.manager, hard_lock_date="2025-11-30")
        with self.assertRaises(UserError):
            self.lock(self.manager, hard_lock_date=False)

    def test_an_accountant_does_not_lock(self):
        self.assertFalse(self.sees(self.accountant, "bakery_lock_date_menu"))
        with self.assertRaises(AccessError):
            self.lock(self.accountant, fiscalyear_lock_date="2026-03-31")

    # Settings ------------------------------------------------------------------------

    def test_the_settings_page_shows_and_writes_valuation(self):
        form = Form(self.env["res.config.settings"])
        self.assertEqual(form.account_grni_id, self.account("bakery_21150010"))
        form.cost_method = "standard"
        form.inventory_period = "monthly"
        form.statement_standard = "sak_emkm"
        form.save().execute()
        self.assertEqual(self.company.cost_method, "standard")
        self.assertEqual(self.company.inventory_period, "monthly")
        self.assertEqual(self.company.statement_standard, "sak_emkm")
