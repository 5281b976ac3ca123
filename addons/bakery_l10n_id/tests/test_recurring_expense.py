from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from .common_statement import StatementCommon

RENT, WAGES, OWED = "l10n_id_65110040", "l10n_id_61100010", "l10n_id_21100040"


class TestRecurringExpense(StatementCommon):
    def expense(self, **values):
        """Return the rent of the northern outlet, due on the tenth."""
        return self.env["bakery.recurring.expense"].create(
            {
                "name": "Sewa Ruko",
                "company_id": self.company.id,
                "outlet_id": self.north.id,
                "partner_id": self.vendor.id,
                "account_id": self.account(RENT).id,
                "amount": 5000000,
                "day": 10,
                "next_date": "2026-03-10",
                **values,
            }
        )

    def wages(self, **values):
        return self.expense(
            name="Gaji",
            kind="entry",
            partner_id=False,
            account_id=self.account(WAGES).id,
            counterpart_account_id=self.account(OWED).id,
            **values,
        )

    def run_on(self, day):
        with freeze_time(day):
            self.env["bakery.recurring.expense"]._cron_create_moves()

    def test_a_bill_waits_as_a_draft_with_its_outlet(self):
        rent = self.expense()
        self.run_on("2026-03-10")
        bill = rent.move_ids
        self.assertRecordValues(
            bill,
            [
                {
                    "move_type": "in_invoice",
                    "state": "draft",
                    "partner_id": self.vendor.id,
                    "invoice_date": date(2026, 3, 10),
                    "amount_total": 5000000,
                    "recurring_period": date(2026, 3, 1),
                }
            ],
        )
        self.assertEqual(bill.journal_id.type, "purchase")
        line = bill.invoice_line_ids
        self.assertEqual(line.account_id, self.account(RENT))
        self.assertEqual(line.analytic_distribution, {str(self.north.id): 100})
        self.assertEqual(rent.next_date, date(2026, 4, 10))
        self.assertEqual(rent.move_count, 1)

    def test_an_entry_is_posted_at_once_when_asked_for(self):
        wages = self.wages(auto_post=True)
        self.run_on("2026-03-10")
        self.assertEqual(wages.move_ids.state, "posted")
        self.assertEqual(wages.move_ids.journal_id.type, "general")
        self.assertEqual(self.balance(WAGES), 5000000)
        self.assertEqual(self.balance(OWED), -5000000)
        outlet = self.table(self.statement("income"))["Kafe Utara"]
        self.assertEqual(outlet["general_expenses"], 5000000)

    def test_running_twice_creates_once(self):
        rent = self.expense()
        self.run_on("2026-03-09")
        self.assertFalse(rent.move_ids)
        for _time in range(3):
            self.run_on("2026-03-12")
        self.assertEqual(len(rent.move_ids), 1)

    def test_missed_months_are_made_up_for(self):
        rent = self.expense()
        self.run_on("2026-06-09")
        dates = sorted(rent.move_ids.mapped("invoice_date"))
        self.assertEqual(
            dates, [date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)]
        )

    def test_the_last_day_of_a_short_month(self):
        rent = self.expense(day=31, next_date="2026-01-31")
        self.run_on("2026-03-31")
        dates = sorted(rent.move_ids.mapped("invoice_date"))
        self.assertEqual(
            dates, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
        )

    def test_every_third_month_until_the_end(self):
        rent = self.expense(interval=3, end_date="2026-07-01")
        self.run_on("2027-01-31")
        dates = sorted(rent.move_ids.mapped("invoice_date"))
        self.assertEqual(dates, [date(2026, 3, 10), date(2026, 6, 10)])
        with self.assertRaises(UserError):
            rent.action_create_next()

    def test_a_period_has_one_document(self):
        rent = self.expense()
        rent.action_create_next()
        rent.next_date = "2026-03-20"
        with self.assertRaises(UserError):
            rent.action_create_next()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["account.move"].create(rent._move_values(date(2026, 3, 1)))
            self.env.flush_all()

    def test_a_copy_or_reversal_is_no_document_of_the_period(self):
        wages = self.wages(auto_post=True)
        wages.action_create_next()
        copies = wages.move_ids.copy() | wages.move_ids._reverse_moves()
        self.assertFalse(copies.recurring_expense_id)
        self.assertFalse(any(copies.mapped("recurring_period")))

    def test_one_that_fails_leaves_the_others(self):
        broken, rent = self.wages(auto_post=True), self.expense()
        self.account(WAGES).active = False
        self.run_on("2026-03-12")
        self.assertEqual(len(rent.move_ids), 1)
        self.assertFalse(broken.move_ids)
        self.assertEqual(broken.next_date, date(2026, 3, 10))
        self.assertIn("Not created", broken.message_ids[0].body)
        self.account(WAGES).active = True
        self.run_on("2026-03-13")
        self.assertEqual(len(broken.move_ids), 1)

    def test_two_companies_stay_apart(self):
        rent = self.expense()
        other = self.new_company("PT Roti Lain")
        chart = self.env["account.chart.template"].with_company(other)
        theirs = self.expense(
            company_id=other.id, outlet_id=False, account_id=chart.ref(RENT).id
        )
        self.run_on("2026-03-10")
        self.assertEqual(rent.move_ids.company_id, self.company)
        self.assertEqual(theirs.move_ids.company_id, other)
        self.assertEqual(theirs.journal_id.company_id, other)

    def test_what_is_missing_is_said(self):
        with self.assertRaises(ValidationError):
            self.expense(partner_id=False)
        with self.assertRaises(ValidationError):
            self.wages().counterpart_account_id = False
        for wrong in ({"amount": 0}, {"day": 32}, {"interval": 0}):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self.expense(**wrong)

    def test_the_form_fills_in_journal_and_next_date(self):
        with freeze_time("2026-03-15"):
            form = Form(self.env["bakery.recurring.expense"])
            self.assertEqual(form.journal_id.type, "purchase")
            form.kind = "entry"
            self.assertEqual(form.journal_id.type, "general")
            form.day = 25
            self.assertEqual(fields.Date.to_date(form.next_date), date(2026, 3, 25))

    def test_who_may(self):
        values = {
            "lang": self.env.user.lang,
            "company_id": self.company.id,
            "company_ids": [(6, 0, self.company.ids)],
        }
        rent = self.expense()
        accountant = new_test_user(
            self.env,
            "uji-rutin",
            "bakery_l10n_id.bakery_l10n_id_group_accountant",
            **values,
        )
        auditor = new_test_user(
            self.env, "uji-audit", "account.group_account_readonly", **values
        )
        clerk = new_test_user(
            self.env, "uji-kasir-biaya", "account.group_account_invoice", **values
        )
        rent.with_user(accountant).action_create_next()
        self.assertEqual(len(rent.move_ids), 1)
        self.assertEqual(rent.with_user(auditor).read(["name"])[0]["name"], rent.name)
        with self.assertRaises(AccessError):
            rent.with_user(auditor).amount = 1
        with self.assertRaises(AccessError):
            rent.with_user(clerk).read(["name"])
