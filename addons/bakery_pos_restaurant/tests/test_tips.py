from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import new_test_user, tagged

from ..models.people.bakery_tip_distribution import shares
from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestTips(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owed = cls.env["account.account"].create(
            {
                "name": "Hutang Tip Uji",
                "code": "299001",
                "account_type": "liability_current",
            }
        )
        cls.tip.property_account_income_id = cls.owed
        cls.officer = new_test_user(
            cls.env,
            "tip-uji",
            groups="base.group_user,account.group_account_invoice,"
            "bakery_pos_restaurant.bakery_pos_restaurant_group_commission",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.drawer = cls.env["account.journal"].create(
            {"name": "Kas Kecil Uji", "type": "cash", "code": "KKUJI"}
        )

    def give(self, amount):
        return self.sync(self.line(self.bread), self.line(self.tip, price=amount))

    def tips(self, method="equal", **values):
        days = {"date_start": Date.subtract(Date.today(), days=1)}
        people = [
            {"employee_id": employee.id, "hours": hours, "points": points}
            for employee, hours, points in (
                (self.sari, 8, 2),
                (self.dewi, 4, 1),
                (self.agus, 0, 1),
            )
        ]
        return (
            self.env["bakery.tip.distribution"]
            .with_user(self.officer)
            .create(
                {
                    **days,
                    "date_end": Date.add(Date.today(), days=1),
                    "method": method,
                    "journal_id": self.drawer.id,
                    "line_ids": [Command.create(person) for person in people],
                    **values,
                }
            )
        )

    def test_shares_lose_and_make_up_nothing(self):
        for total in (0, 1, 2, 99, 100, 12345, 10**9 + 7):
            for weights in ([1], [1, 1, 1], [8, 4, 0], [0.5, 7.25, 3], [0, 0, 1]):
                parts = shares(total, weights)
                self.assertEqual(sum(parts), total)
                exact = [total * weight / sum(weights) for weight in weights]
                for part, share in zip(parts, exact, strict=True):
                    self.assertLess(abs(part - share), 1)

    def test_tips_of_that_time_are_shared_out(self):
        self.give(10000)
        self.give(5000)
        self.sync(self.line(self.tip, price=999), state="draft")
        for method, expected in (
            ("equal", [5000, 5000, 5000]),
            ("hours", [10000, 5000, 0]),
            ("points", [7500, 3750, 3750]),
        ):
            tips = self.tips(method)
            self.assertEqual(tips.amount, 15000)
            tips.action_share_out()
            self.assertEqual(tips.line_ids.mapped("amount"), expected, method)

    def test_a_tip_is_shared_out_once(self):
        self.give(10000)
        first, second = self.tips(), self.tips()
        first.action_confirm()
        self.assertEqual(first.line_ids.mapped("amount"), [3334, 3333, 3333])
        self.assertEqual(first.amount, 10000)
        with self.assertRaisesRegex(UserError, "no tips to share out"):
            second.action_confirm()
        self.give(2000)
        second.action_confirm()
        self.assertEqual(second.amount, 2000)

    def test_paying_takes_what_was_owed_from_cash(self):
        self.give(10000)
        tips = self.tips("points")
        with self.assertRaisesRegex(UserError, "confirmed first"):
            tips.action_pay()
        tips.action_confirm()
        tips.action_pay()
        self.assertEqual(tips.state, "paid")
        entry = tips.move_id
        self.assertEqual(entry.state, "posted")
        lines = entry.line_ids
        owed = lines.filtered(lambda line: line.account_id == self.owed)
        self.assertEqual(owed.debit, 10000)
        self.assertEqual(sorted((lines - owed).mapped("credit")), [2500, 2500, 5000])
        with self.assertRaisesRegex(UserError, "paid out once"):
            tips.action_pay()

    def test_tips_that_are_booked_as_income_are_not_paid_out(self):
        self.tip.property_account_income_id = self.env["account.account"].create(
            {"name": "Pendapatan Uji", "code": "499001", "account_type": "income"}
        )
        self.give(10000)
        tips = self.tips()
        tips.action_confirm()
        with self.assertRaisesRegex(UserError, "which is not a debt"):
            tips.action_pay()
        self.assertEqual(tips.state, "confirmed")

    def test_rights(self):
        self.give(10000)
        tips = self.tips()
        for step in ("action_share_out", "action_confirm", "action_pay"):
            with self.assertRaises(AccessError):
                getattr(tips.with_user(self.seller), step)()
        for values in ({"state": "paid"}, {"order_line_ids": []}):
            with self.assertRaises(AccessError):
                tips.write(values)
        with self.assertRaises(AccessError):
            tips.line_ids[0].amount = 10**6
        tips.action_confirm()
        for change in (
            lambda: tips.write({"method": "hours"}),
            lambda: tips.line_ids[0].write({"points": 9}),
            lambda: tips.line_ids[0].unlink(),
            lambda: tips.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "not a draft"):
                change()

    def test_bad_input(self):
        with self.assertRaises(ValidationError):
            self.tips(date_end="2001-01-01")
        with self.assertRaisesRegex(UserError, "no tips"):
            self.tips().action_confirm()
        self.give(1000)
        with self.assertRaisesRegex(UserError, "who gets a share"):
            self.tips(line_ids=[]).action_confirm()
        nobody = self.tips("hours")
        nobody.line_ids.hours = 0
        with self.assertRaisesRegex(UserError, "hours or points"):
            nobody.action_confirm()
        self.assertEqual(nobody.state, "draft")
