from odoo.exceptions import ValidationError
from odoo.fields import Command, Date

from .test_tax_profile import ProfileCommon

FEES, COMMISSION, INPUT = "bakery_65110021", "bakery_63120010", "l10n_id_11210030"


class TestSettlement(ProfileCommon):
    """A provider pays the takings of some days out, less its fee."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.qris, cls.food = cls.env["pos.payment.method"].create(
            [
                {
                    "name": name,
                    "journal_id": cls.bank.id,
                    "company_id": cls.company.id,
                }
                for name in ("QRIS", "GoFood")
            ]
        )
        cls.config.payment_method_ids |= cls.qris | cls.food
        cls.cake.available_in_pos = True

    def settle_by(self, kinds=None, **values):
        """Apply a profile that knows who pays the takings out."""
        profile = self.profile(**values)
        for row in profile.method_ids:
            row.settlement_kind = (kinds or {}).get(row.method_id)
        profile.action_apply()
        self.env.invalidate_all()
        return profile

    def rule_of(self, method):
        return self.env["account.reconcile.model"].search(
            [("settlement_account_id", "=", method.outstanding_account_id.id)]
        )

    def sell_for(self, method, pieces):
        """Sell cakes for 25,000 each on a day of their own."""
        session = self.open_till()
        payment = {"payment_method_id": method.id, "amount": 25000 * pieces}
        self.sell(session, {self.cake: pieces}, payment_ids=[Command.create(payment)])
        self.close_till(session)

    def pay_out(self, amount, method):
        """Book a payout as the accountant does: the bank's line, then the rule."""
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "payment_ref": "Pencairan",
                "amount": amount,
                "date": Date.today(),
            }
        )
        line.manual_model_id = self.rule_of(method)
        line._onchange_manual_model_id()
        line.reconcile_bank_line()
        return line

    def held(self, account):
        """Return the balance of an account, or of its name in the chart."""
        account = self.account(account) if isinstance(account, str) else account
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def open_items(self, method):
        return self.env["account.move.line"].search(
            [
                ("account_id", "=", method.outstanding_account_id.id),
                ("reconciled", "=", False),
            ]
        )

    def test_a_payout_clears_its_takings_and_books_the_fee(self):
        self.settle_by({self.qris: "qris"})
        self.sell_for(self.qris, 4)
        self.assertEqual(self.held(self.qris.outstanding_account_id), 100000)
        line = self.pay_out(99300, self.qris)
        self.assertTrue(line.is_reconciled)
        self.assertEqual(self.held(self.qris.outstanding_account_id), 0)
        self.assertEqual(self.held(FEES), 700)
        self.assertFalse(self.open_items(self.qris))

    def test_a_fee_rounded_by_the_payment_clears_too(self):
        self.settle_by({self.qris: "qris"})
        for pieces in (3, 5, 2):
            self.sell_for(self.qris, pieces)
        # The first two days, and a fee that is off by seven rupiah.
        self.pay_out(200000 - 1400 - 7, self.qris)
        self.assertEqual(self.held(self.qris.outstanding_account_id), 50000)
        self.assertEqual(self.held(FEES), 1407)
        self.assertEqual(self.open_items(self.qris).amount_residual, 50000)

    def test_a_payout_of_something_else_is_taken_at_the_rate(self):
        self.settle_by({self.qris: "qris"})
        self.sell_for(self.qris, 4)
        self.pay_out(49650, self.qris)
        self.assertEqual(self.held(self.qris.outstanding_account_id), 50000)
        self.assertEqual(self.held(FEES), 350)

    def test_money_taken_back_comes_with_its_fee(self):
        self.settle_by({self.qris: "qris"})
        self.pay_out(-99300, self.qris)
        self.assertEqual(self.held(self.qris.outstanding_account_id), 100000)
        self.assertEqual(self.held(FEES), -700)

    def test_a_payout_undone_leaves_the_takings_open(self):
        self.settle_by({self.qris: "qris"})
        self.sell_for(self.qris, 4)
        self.pay_out(99300, self.qris).unreconcile_bank_line()
        self.assertEqual(self.held(self.qris.outstanding_account_id), 100000)
        self.assertEqual(self.held(FEES), 0)
        self.assertEqual(self.open_items(self.qris).amount_residual, 100000)

    def test_a_taxable_firm_deducts_the_ppn_of_a_platform(self):
        self.settle_by({self.food: "platform"}, is_pkp=True, document_regime="none")
        self.sell_for(self.food, 4)
        self.pay_out(80000, self.food)
        self.assertEqual(self.held(self.food.outstanding_account_id), 0)
        self.assertEqual(self.held(COMMISSION), 18018)
        self.assertEqual(self.held(INPUT), 1982)

    def test_for_other_firms_the_ppn_is_part_of_the_commission(self):
        self.settle_by({self.food: "platform"})
        self.sell_for(self.food, 4)
        self.pay_out(80000, self.food)
        self.assertEqual(self.held(COMMISSION), 20000)

    def test_the_rate_is_data_and_can_be_another(self):
        profile = self.profile()
        row = profile.method_ids.filtered(lambda row: row.method_id == self.qris)
        row.settlement_kind = "qris"
        self.assertEqual(row.settlement_fee_rate, 0.7)
        row.settlement_fee_rate = 0.3
        profile.action_apply()
        self.assertEqual(self.qris.settlement_fee_rate, 0.3)
        again = self.profile()
        again.action_plan()
        self.assertFalse(again.change_ids.filtered(lambda row: row.state == "change"))
        row = again.method_ids.filtered(lambda row: row.method_id == self.qris)
        row.settlement_fee_rate = 0.7
        again.action_apply()
        self.assertEqual(len(self.rule_of(self.qris)), 1)
        takings = self.rule_of(self.qris).line_ids[0]
        self.assertAlmostEqual(takings.amount, 100 / 0.993, 6)

    def test_a_fee_needs_sense(self):
        with self.assertRaisesRegex(ValidationError, "QRIS"):
            row = self.profile().method_ids.filtered(
                lambda row: row.method_id == self.qris
            )
            row.settlement_fee_rate = 70
