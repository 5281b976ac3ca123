from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestCommission(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["bakery.commission.rule"].create(
            {"name": "Pelayan 1 %", "percent": 1}
        )
        cls.officer = new_test_user(
            cls.env,
            "komisi-uji",
            groups="base.group_user,account.group_account_invoice,"
            "bakery_pos_restaurant.bakery_pos_restaurant_group_commission",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def earned(self, order):
        return self.env["bakery.commission"].search([("order_id", "in", order.ids)])

    def test_one_percent_of_sales_without_taxes_and_tip(self):
        order = self.sync(
            self.line(self.bread, 2),
            self.line(self.tip, price=5000),
            employee=self.sari,
        )
        row = self.earned(order)
        self.assertEqual(row.base, 20000)
        self.assertEqual(row.amount, 200)
        self.assertEqual(row.employee_id, self.sari)
        self.assertEqual(row.state, "draft")

    def test_open_orders_earn_nothing(self):
        order = self.sync(self.line(self.bread), state="draft")
        self.assertFalse(self.earned(order))

    def test_discounts_count_on_the_line_and_on_the_order(self):
        order = self.sync(self.line(self.bread, 2, discount=50))
        self.assertEqual(self.earned(order).base, 10000)
        reward = self.env["product.product"].create(
            {"name": "Potongan Uji", "type": "service", "taxes_id": False}
        )
        order = self.sync(
            self.line(self.bread, 2),
            self.line(self.cake),
            self.line(reward, price=-10000),
        )
        # 20,000 and 20,000 without tax, a quarter of it given away.
        self.assertEqual(self.earned(order).mapped("base"), [15000, 15000])

    def test_waiter_and_cashier_earn_by_their_own_rules(self):
        self.rule.whom = "cashier"
        by_piece = self.rule.create(
            {
                "name": "Kue 500",
                "basis": "fixed",
                "amount": 500,
                "category_ids": [Command.set(self.cakes.ids)],
            }
        )
        order = self.sync(
            self.line(self.bread),
            self.line(self.cake, 3),
            state="draft",
            employee=self.sari,
        )
        self.env["pos.order"].with_user(self.seller).sync_from_ui(
            [self.payment_of(order, self.dewi)]
        )
        rows = self.earned(order)
        self.assertEqual(
            rows.filtered(lambda row: row.rule_id == by_piece).mapped("amount"), [1500]
        )
        self.assertEqual(
            {row.employee_id for row in rows if row.rule_id == by_piece}, {self.sari}
        )
        others = rows.filtered(lambda row: row.rule_id == self.rule)
        self.assertEqual(others.employee_id, self.dewi)
        self.assertEqual(sum(others.mapped("amount")), 100 + 600)

    def payment_of(self, order, employee):
        payment = {
            "payment_method_id": self.cash.id,
            "amount": order.amount_total,
        }
        return {
            "uuid": order.uuid,
            "access_token": order.access_token,
            "session_id": self.session.id,
            "state": "paid",
            "lines": [],
            "payment_ids": [Command.create(payment)],
            "amount_paid": order.amount_total,
            "amount_total": order.amount_total,
            "amount_tax": order.amount_tax,
            "amount_return": 0,
            "employee_id": employee.id,
        }

    def test_rules_are_for_some_and_for_a_time(self):
        order = lambda: self.earned(self.sync(self.line(self.bread)))
        cook = self.env["hr.job"].create({"name": "Juru Uji"})
        for values in (
            {"employee_ids": [Command.set(self.dewi.ids)]},
            {"job_ids": [Command.set(cook.ids)]},
            {"product_ids": [Command.set(self.cake.ids)]},
            {"category_ids": [Command.set(self.cakes.ids)]},
            {"date_end": Date.subtract(Date.today(), days=2)},
            {"date_start": Date.add(Date.today(), days=2)},
            {"active": False},
        ):
            before = self.rule.copy_data()[0]
            self.rule.write(values)
            with self.subTest(**values):
                self.assertFalse(order())
            self.rule.write({name: before.get(name, True) for name in values})
        self.assertTrue(order())

    def test_what_comes_back_takes_its_share_off(self):
        sale = self.sync(self.line(self.bread, 4), employee=self.sari)
        self.rule.percent = 5
        refund = self.sync(
            self.line(self.bread, -1, refunded=sale.lines),
            employee=self.dewi,
            is_refund=True,
        )
        row = self.earned(refund)
        self.assertEqual(row.employee_id, self.sari)
        self.assertEqual(row.base, -10000)
        self.assertEqual(row.amount, -100)

    def test_a_line_earns_once(self):
        order = self.sync(self.line(self.bread))
        self.env["bakery.commission"].sudo()._earn(order)
        row = self.earned(order)
        self.assertEqual(len(row), 1)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            row.sudo().copy({"state": "draft"})

    def test_queries_do_not_grow_with_lines(self):
        def queries(count):
            order = self.sync(*(self.line(self.bread) for _x in range(count)))
            self.earned(order).sudo().unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["bakery.commission"].sudo()._earn(order)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(50))

    # Approving and paying -------------------------------------------------------------

    def pay(self, *orders):
        rows = self.earned(self.env["pos.order"].union(*orders))
        rows = rows.with_user(self.officer)
        rows.action_approve()
        return rows

    def test_approved_commissions_become_one_bill_for_each_employee(self):
        self.company.commission_account_id = self.env["account.account"].create(
            {"name": "Komisi Uji", "code": "699001", "account_type": "expense"}
        )
        rows = self.pay(
            self.sync(self.line(self.bread, 10), employee=self.sari),
            self.sync(self.line(self.cake, 10), employee=self.sari),
            self.sync(self.line(self.bread, 10), employee=self.dewi),
        )
        action = rows.action_pay_by_bill()
        bills = self.env["account.move"].search(action["domain"])
        self.assertEqual(
            sorted((bill.partner_id.name, bill.amount_total) for bill in bills),
            [("Dewi Uji", 1000), ("Sari Uji", 3000)],
        )
        self.assertEqual(set(rows.mapped("state")), {"paid"})
        self.assertEqual(rows.bill_id, bills)
        with self.assertRaisesRegex(UserError, "Nothing here is approved"):
            rows.action_pay_by_bill()
        bills[0].button_cancel()
        bills[1].unlink()
        self.assertEqual(set(rows.mapped("state")), {"approved"})

    def test_payroll_pays_once(self):
        rows = self.pay(self.sync(self.line(self.bread, 10)))
        rows.action_pay_by_payroll()
        self.assertEqual(rows.state, "paid")
        with self.assertRaisesRegex(UserError, "Nothing here is approved"):
            rows.action_pay_by_payroll()

    def test_bills_need_an_account_a_contact_and_something_to_pay(self):
        rows = self.pay(self.sync(self.line(self.bread, 10), employee=self.sari))
        with self.assertRaisesRegex(UserError, "Choose the account"):
            rows.action_pay_by_bill()
        self.company.commission_account_id = self.env["account.account"].create(
            {"name": "Komisi Uji", "code": "699001", "account_type": "expense"}
        )
        self.sari.work_contact_id = False
        with self.assertRaisesRegex(UserError, "Sari Uji has no contact"):
            rows.action_pay_by_bill()
        self.assertEqual(rows.state, "approved")

    def test_rights(self):
        order = self.sync(self.line(self.bread))
        row = self.earned(order)
        with self.assertRaises(AccessError):
            row.with_user(self.seller).read(["amount"])
        with self.assertRaises(AccessError):
            row.with_user(self.seller).action_approve()
        for values in ({"amount": 10**6}, {"state": "paid"}):
            with self.assertRaises(AccessError):
                row.with_user(self.officer).write(values)
        with self.assertRaises(AccessError):
            row.with_user(self.officer).create({})
        self.sari.user_id = self.seller
        self.assertEqual(row.with_user(self.seller).amount, 100)
        self.sari.user_id = self.officer
        with self.assertRaisesRegex(UserError, "Somebody else"):
            row.with_user(self.officer).action_approve()

    def test_bad_rules(self):
        for values in (
            {"percent": 0},
            {"percent": 101},
            {"percent": -1},
            {"basis": "fixed", "amount": 0},
            {"date_start": "2026-02-01", "date_end": "2026-01-01"},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.rule.write(values)
