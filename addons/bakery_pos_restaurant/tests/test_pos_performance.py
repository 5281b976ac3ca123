from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .test_pos_void import VoidCommon


@tagged("post_install", "-at_install")
class TestPosPerformance(VoidCommon):
    """What cashiers and waiters did, by person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.performance = cls.env["bakery.pos.performance"]
        cls.waiter_user = new_test_user(
            cls.env,
            "pelayan-uji",
            groups="base.group_user,point_of_sale.group_pos_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.dewi.user_id = cls.waiter_user

    def figures(self, *names, employee=None, role="cashier", user=None):
        """Return the sums of a person's figures."""
        self.env.flush_all()
        rows = self.performance.with_user(user or self.manager)._read_group(
            [
                ("config_id", "=", self.till.id),
                ("role", "=", role),
                *([("employee_id", "=", employee.id)] if employee else []),
            ],
            [],
            [f"{name}:{self.performance._fields[name].aggregator}" for name in names],
        )
        return rows[0] if len(names) > 1 else rows[0][0]

    def served(self, *lines, waiter=None, cashier=None, **values):
        """Sell what the waiter took and the cashier was paid for."""
        order = self.sync(*lines, employee=waiter or self.sari, **values)
        if cashier:
            order.sudo().employee_id = cashier
        return order

    def test_orders_guests_and_averages(self):
        self.served(self.line(self.bread, 2), customer_count=2)
        self.served(self.line(self.cake), customer_count=1)
        self.served(self.line(self.bread))
        self.assertEqual(
            self.figures("orders", "guests", "net", "gross"), (3, 3, 50000, 55000)
        )
        average = self.figures("average_order", "average_guest")
        self.assertAlmostEqual(average[0], 50000 / 3, 2)
        self.assertAlmostEqual(average[1], 40000 / 3, 2, "of counted guests only")

    def test_each_role_has_its_own(self):
        self.served(self.line(self.bread), waiter=self.dewi, cashier=self.sari)
        self.served(self.line(self.cake), waiter=self.sari)
        for role, person, net in (
            ("waiter", self.dewi, 10000),
            ("waiter", self.sari, 20000),
            ("cashier", self.sari, 30000),
        ):
            self.assertEqual(self.figures("net", employee=person, role=role), net)
        self.assertEqual(self.figures("orders", employee=self.dewi), 0)

    def test_extras_beside_the_rest(self):
        drinks = self.env["pos.category"].create({"name": "Minum", "is_extra": True})
        self.cake.pos_categ_ids = drinks
        self.served(self.line(self.bread), self.line(self.cake))
        self.served(self.line(self.cake))
        self.served(self.line(self.bread))
        self.assertEqual(self.figures("extras"), 1, "a drink alone is no extra")
        self.assertAlmostEqual(float(self.figures("extra_rate")), 1 / 3, 4)

    def test_suggestions_taken(self):
        self.bread.product_tmpl_id.pos_optional_product_ids = self.cake.product_tmpl_id
        self.served(self.line(self.bread), self.line(self.cake))
        self.served(self.line(self.cake))
        self.assertEqual(self.figures("optional_taken"), 1)

    def test_discounts_and_prices_by_hand(self):
        self.served(self.line(self.bread, 2, discount=10))
        cheap = {**self.line(self.bread, 2, price=9000), "price_type": "manual"}
        order = self.served(cheap)
        self.assertEqual(order.lines.listed_price, 11000)
        self.assertEqual(
            self.figures("discounts", "override_lines", "overrides"), (2200, 1, 4000)
        )
        self.assertAlmostEqual(float(self.figures("discount_rate")), 2200 / 40000, 4)

    def test_refunds(self):
        order = self.served(self.line(self.bread, 2))
        self.served(self.line(self.bread, -1, refunded=order.lines), is_refund=True)
        self.assertEqual(
            self.figures("orders", "refunds", "refunded", "net"), (1, 1, 11000, 10000)
        )

    def test_voids_are_whoever_s_who_took_them_off(self):
        order = self.opened(self.line(self.bread, 3))
        self.again(order, last_order_preparation_change=self.sent_change(order))
        self.again(order, self.less(order.lines, 1), employee=self.dewi)
        names = ("voids", "voided", "voided_sent")
        self.assertEqual(self.figures(*names, employee=self.dewi), (1, 22000, 22000))
        self.assertEqual(
            self.figures("voids", employee=self.sari, role="waiter"), 1, "her order"
        )
        self.assertEqual(self.figures("voids", employee=self.sari), 0)

    def sent_change(self, order):
        return self.sent(order)["last_order_preparation_change"]

    def test_times_of_a_table(self):
        order = self.opened(self.line(self.bread))
        self.again(order, last_order_preparation_change=self.sent_change(order))
        payment = {
            "uuid": "waktu-uji",
            "payment_method_id": self.cash.id,
            "amount": 11000,
        }
        paid = {"payment_ids": [Command.create(payment)], "amount_paid": 11000}
        self.again(order, state="paid", **paid)
        now = fields.Datetime.now()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE pos_order SET create_date = %s, first_sent_at = %s, paid_at = %s"
            " WHERE id = %s",
            [now - timedelta(minutes=30), now - timedelta(minutes=24), now, order.id],
        )
        send, pay = self.figures("minutes_to_send", "minutes_to_pay")
        self.assertEqual((float(send), float(pay)), (6, 30))

    def test_times_at_the_counter(self):
        self.served(self.line(self.bread), counter_seconds=90)
        self.served(self.line(self.bread))
        for bad in (-5, 10**9, "x", 1.5, True):
            order = self.served(self.line(self.bread), counter_seconds=bad)
            self.assertFalse(order.counter_seconds, bad)
        self.assertEqual(float(self.figures("minutes_to_pay")), 1.5)

    def test_days_are_the_outlet_s_own(self):
        self.till.picking_type_id.warehouse_id.partner_id.tz = "Asia/Jayapura"
        order = self.served(self.line(self.bread))
        order.date_order = datetime(2026, 3, 1, 15, 30)
        self.env.flush_all()
        row = self.performance.search([("order_id", "=", order.id)], limit=1)
        self.assertEqual(str(row.day), "2026-03-02")
        self.till.picking_type_id.warehouse_id.partner_id.tz = "Asia/Jakarta"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(str(row.day), "2026-03-01")

    # Who sees what --------------------------------------------------------------------

    def test_others_are_for_managers_only(self):
        self.served(self.line(self.bread), waiter=self.dewi, cashier=self.sari)
        self.env.flush_all()
        for model in ("bakery.pos.performance", "bakery.pos.scorecard"):
            mine = [("config_id", "=", self.till.id)] if "performance" in model else []
            Model = self.env[model]
            rows = Model.with_user(self.manager).search(mine)
            self.assertIn(self.sari, rows.employee_id)
            self.assertFalse(Model.with_user(self.waiter_user).search([]))
            self.company.show_own_performance = True
            seen = Model.with_user(self.waiter_user).search([])
            self.assertEqual(seen.sudo().employee_id, self.dewi)
            others = rows.filtered(lambda row: row.employee_id == self.sari)
            with self.assertRaises(AccessError):
                others.with_user(self.waiter_user).read(["net"])
            with self.assertRaises(AccessError):
                seen.unlink()
            self.assertFalse(Model.with_user(self.seller).search([]))
            self.company.show_own_performance = False
            self.env.invalidate_all()

    def test_other_companies_are_not_seen(self):
        self.served(self.line(self.bread))
        other = self.env["res.company"].create({"name": "Kafe Lain"})
        stranger = new_test_user(
            self.env,
            "manajer-lain",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self.env.flush_all()
        for model in ("bakery.pos.performance", "bakery.pos.scorecard"):
            rows = self.env[model].with_user(stranger)
            rows = rows.with_context(allowed_company_ids=other.ids)
            self.assertFalse(rows.search([]))

    # Cards ----------------------------------------------------------------------------

    def test_cards(self):
        self.served(self.line(self.bread, 3))
        self.served(self.line(self.bread), waiter=self.dewi)
        old = self.served(self.line(self.cake), waiter=self.dewi)
        old.date_order = fields.Datetime.now() - timedelta(days=10)
        self.env.flush_all()
        cards = self.env["bakery.pos.scorecard"].with_user(self.manager)
        found = {
            (card.employee_id, card.period): (card.net, card.share)
            for card in cards.search(
                [("role", "=", "cashier"), ("company_id", "=", self.company.id)]
            )
        }
        self.assertEqual(found[self.sari, "1"], (30000, 100))
        self.assertEqual(found[self.dewi, "1"], (10000, 33))
        self.assertEqual(found[self.dewi, "3"], (30000, 100))
        card = cards.search([("employee_id", "=", self.dewi.id)], limit=1)
        action = card.action_open_details()
        rows = self.performance.with_user(self.manager).search(action["domain"])
        self.assertEqual(sum(rows.mapped("net")), card.net)

    def test_queries_do_not_grow_with_people(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.performance._read_group([], ["employee_id", "role"], ["net:sum"])
            cards = self.env["bakery.pos.scorecard"].search([])
            cards.read(["employee_id", "net", "average_order", "void_rate"])
            return self.cr.sql_log_count - before

        self.served(self.line(self.bread))
        queries()
        one = queries()
        people = self.env["hr.employee"].create(
            [
                {"name": f"Orang {number}", "company_id": self.company.id}
                for number in range(50)
            ]
        )
        for person in people:
            self.served(self.line(self.bread), waiter=person)
        self.assertLessEqual(queries(), one)
