from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import BooksCommon


class TestClosing(BooksCommon):
    """A company that closes its inventory, and the checklist before it."""

    def third(self):
        """Leave a third of a rupiah in the average cost of flour."""
        self.receive(self.order(3, 20000))
        self.receive(self.order(4, 20001))
        for _number in range(5):
            self.move_out(0.33333)

    def closing(self, day=None):
        yesterday = date.today() - timedelta(1)
        return self.env["bakery.closing"].create({"date": day or yesterday})

    def test_closing_twice_posts_once(self):
        self.third()
        gaps = self.company._stock_rounding_gaps()
        if gaps:
            self.company.action_close_stock_valuation(auto_post=True)
        with self.assertRaises(UserError):
            self.company.action_close_stock_valuation(auto_post=True)
        self.assert_stock_ties_out()

    def closed_on(self, day, **companies):
        """Return the names of those that the schedule closes on ``day``."""
        others = self.env["res.company"].search([("id", "!=", self.company.id)])
        others.inventory_period = "manual"
        for period, company in companies.items():
            company.inventory_period = period
        closed = []

        def close(company):
            closed.append(company.inventory_period)

        target = type(self.env["res.company"])
        with freeze_time(day), patch.object(target, "_close_stock_by_schedule", close):
            self.env["res.company"]._cron_post_stock_valuation()
        return sorted(closed)

    def test_monthly_companies_are_closed_on_the_last_day(self):
        monthly = self.new_company("PT Bulanan")
        closed = self.closed_on("2026-06-30", daily=self.company, monthly=monthly)
        self.assertEqual(closed, ["daily", "monthly"])

    def test_on_other_days_only_daily_ones_are(self):
        monthly = self.new_company("PT Bulanan")
        closed = self.closed_on("2026-06-29", daily=self.company, monthly=monthly)
        self.assertEqual(closed, ["daily"])

    def test_one_failure_leaves_the_others(self):
        other = self.new_company("PT Gagal")
        (self.company | other).inventory_period = "daily"
        closed = []

        def close(company, *args, **kwargs):
            if company == other:
                raise UserError(other.name)
            closed.append(company)

        target = type(self.env["res.company"])
        with (
            patch.object(target, "_has_stock_to_close", lambda company: True),
            patch.object(target, "action_close_stock_valuation", close),
        ):
            self.env["res.company"]._cron_post_stock_valuation()
        self.assertIn(self.company, closed)

    def test_the_checklist_names_what_is_open(self):
        order = self.order(10, 20000)
        self.receive(order)
        draft = self.bill(order)
        draft.button_draft()
        yesterday = date.today() - timedelta(1)
        draft.write({"invoice_date": yesterday, "date": yesterday})
        closing = self.closing()
        closing.action_look()
        drafts = closing.line_ids.filtered(lambda line: line.model == "account.move")
        self.assertEqual(drafts.record_ids, draft.ids)
        self.assertFalse(closing.ready)
        with self.assertRaises(UserError):
            closing.action_close()
        self.assertFalse(self.company.fiscalyear_lock_date)

    def test_a_closed_period_is_locked_and_closed_once(self):
        closing = self.closing()
        closing.action_close()
        self.assertEqual(self.company.fiscalyear_lock_date, closing.date)
        with self.assertRaisesRegex(UserError, "closed until"):
            self.closing().action_close()
        late = self.env["account.move"].create(
            {
                "date": closing.date,
                "line_ids": [
                    (0, 0, {"account_id": self.account(name).id, "balance": amount})
                    for name, amount in (
                        ("l10n_id_11110001", 1),
                        ("l10n_id_41000010", -1),
                    )
                ],
            }
        )
        late.action_post()
        self.assertGreater(late.date, closing.date)

    def test_a_period_that_has_not_ended_stays_open(self):
        with self.assertRaisesRegex(UserError, "after its end"):
            self.closing(date.today()).action_close()

    def test_only_an_administrator_may_close(self):
        clerk = self.env["res.users"].create(
            {
                "name": "Pembukuan",
                "login": "uji-tutup-buku",
                "group_ids": [
                    (6, 0, self.env.ref("account.group_account_invoice").ids)
                ],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        closing = self.closing()
        with self.assertRaises(AccessError):
            closing.with_user(clerk).action_close()
