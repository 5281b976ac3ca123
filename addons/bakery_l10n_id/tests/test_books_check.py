from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import TillCommon

CODES = [
    "balanced",
    "stock",
    "unposted",
    "rounding",
    "received",
    "process",
    "till",
    "payments",
    "receivable",
    "payable",
    "tax",
    "statement",
]


class TestBooksCheck(TillCommon):
    def run_checks(self, date=None):
        self.env.flush_all()
        return self.env["bakery.books.check"].run(self.company.id, date)

    def wrong(self, date=None):
        return {row["code"]: row for row in self.run_checks(date) if not row["ok"]}

    def test_a_company_without_documents_ties_out(self):
        rows = self.run_checks()
        # Addons between the books and others add theirs after these.
        self.assertEqual([row["code"] for row in rows][: len(CODES)], CODES)
        self.assertFalse(self.wrong())

    def test_a_day_ties_out(self):
        self.stock_up()
        order = self.order(100, 20000)
        self.receive(order, 60)
        self.bill(order, 30, 22000)
        session = self.open_till()
        self.sell(session, {self.latte: 2, self.cake: 1})
        self.assertFalse(self.wrong(), "with an open till")
        self.close_till(session)
        self.assertFalse(self.wrong(), "after closing")

    def test_cash_in_whole_coins_ties_out(self):
        profit, loss = self.account("bakery_81100060"), self.account("bakery_91100040")
        coin = self.env["account.cash.rounding"].create(
            {
                "name": "Rp100",
                "rounding": 100,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": profit.id,
                "loss_account_id": loss.id,
            }
        )
        self.config.write(
            {
                "cash_rounding": True,
                "only_round_cash_method": True,
                "rounding_method": coin.id,
            }
        )
        self.stock_up()
        session = self.open_till()
        for price, paid in ((25030, 25000), (25080, 25100)):
            self.cake.lst_price = price
            cash = {"payment_method_id": self.cash.id, "amount": paid}
            order = self.sell(
                session,
                {self.cake: 1},
                payment_ids=[Command.create(cash)],
                amount_paid=paid,
            )
            self.assertEqual(order.state, "paid")
        self.close_till(session)
        self.assertFalse(self.wrong())
        order.amount_total = 20000
        self.assertEqual(set(self.wrong()), {"till", "payments"}, "no rounding")

    def test_a_foreign_entry_on_the_stock_account_is_named(self):
        self.stock_up()
        move = self.env["account.move"].create(
            {
                "journal_id": self.company.account_stock_journal_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "account_id": self.account(name).id,
                            "balance": amount,
                            "product_id": self.cake.id,
                        },
                    )
                    for name, amount in (
                        ("bakery_11300040", 5000),
                        ("l10n_id_51000010", -5000),
                    )
                ],
            }
        )
        move.action_post()
        wrong = self.wrong()
        self.assertEqual(list(wrong), ["stock"])
        self.assertEqual(wrong["stock"]["difference"], 5000)
        self.assertEqual(
            wrong["stock"]["documents"], [["product.product", self.cake.ids]]
        )

    def test_an_order_whose_balance_was_touched_is_named(self):
        order = self.order(100, 20000)
        self.receive(order)
        lines = [
            (0, 0, {"account_id": self.account(name).id, "balance": amount})
            for name, amount in (
                ("bakery_21150010", 7000),
                ("l10n_id_51000010", -7000),
            )
        ]
        lines[0][2]["received_line_id"] = order.order_line.id
        self.env["account.move"].create({"line_ids": lines}).action_post()
        wrong = self.wrong()
        self.assertEqual(list(wrong), ["received"])
        documents = [["purchase.order", order.ids]]
        self.assertEqual(wrong["received"]["documents"], documents)

    def test_a_movement_without_an_entry_is_named(self):
        self.stock_up()
        move = self.move_out(1, self.cake)
        move.account_move_id = False
        self.assertEqual(
            self.wrong()["unposted"]["documents"], [["stock.move", move.ids]]
        )

    def test_the_past_ties_out_too(self):
        self.stock_up()
        self.assertFalse(self.wrong("2026-01-01"))

    def test_only_accountants_may_look(self):
        user = self.env["res.users"].create(
            {
                "name": "Kasir",
                "login": "uji-kasir-buku",
                "group_ids": [(6, 0, self.env.ref("base.group_user").ids)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        with self.assertRaises(AccessError):
            self.env["bakery.books.check"].with_user(user).run(self.company.id)

    def test_what_is_no_company_is_refused(self):
        for wrong in (0, 999999999, "x"):
            with self.subTest(wrong=wrong), self.assertRaises(AccessError):
                checks = self.env["bakery.books.check"].with_user(self.auditor())
                checks.run(wrong)

    def auditor(self):
        users = self.env["res.users"]
        group = self.env.ref("account.group_account_readonly")
        return users.search([("login", "=", "uji-auditor")]) or users.create(
            {
                "name": "Auditor",
                "login": "uji-auditor",
                "group_ids": [(6, 0, group.ids)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )

    def test_another_chart_is_refused_by_name(self):
        other = self.env["res.company"].create({"name": "PT Bagan Lain"})
        self.env.user.company_ids += other
        with self.assertRaisesRegex(UserError, "PT Bagan Lain"):
            self.env["bakery.books.check"].run(other.id)

    def test_the_page_shows_every_check(self):
        action = self.env["bakery.books.check"].action_open()
        page = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(page.line_ids.mapped("code")[: len(CODES)], CODES)
        self.assertTrue(page.ok)

    def test_the_queries_do_not_grow_with_the_documents(self):
        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["bakery.books.check"].run(self.company.id)
            return self.env.cr.sql_log_count - before

        self.stock_up()
        for number in range(3):
            self.receive(self.order(10 + number, 20000))
        few = count()
        for number in range(12):
            self.receive(self.order(10 + number, 20000))
        self.assertLessEqual(count(), few + 3)
