from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_kitchen import KitchenCommon


@tagged("post_install", "-at_install")
class TestGap(KitchenCommon):
    """Orders that the kitchen does not know are found, and gone when it does."""

    def setUp(self):
        super().setUp()
        self.till.kitchen_since = "2020-01-01 00:00:00"

    def age(self, order, minutes=5):
        self.env.flush_all()
        # Raw SQL: when a line was written is the database's.
        self.env.cr.execute(
            "UPDATE pos_order_line SET write_date = %s WHERE order_id = %s",
            [fields.Datetime.now() - timedelta(minutes=minutes), order.id],
        )
        self.env.invalidate_all()

    def check(self):
        self.env["bakery.kitchen.gap"]._check_orders()
        return self.env["bakery.kitchen.gap"].search(
            [("config_id", "=", self.till.id), ("resolved_at", "=", False)]
        )

    def test_order_nobody_sent(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        order.save()
        self.assertFalse(self.check())
        self.age(order)
        gap = self.check()
        self.assertEqual((gap.order_id.id, gap.label), (order.id, "T 1"))
        self.assertIn("0 → 2", gap.missing)
        self.assertEqual(self.check(), gap)
        [row] = self.till.with_user(self.seller).kitchen_news()["gaps"]
        self.assertEqual(row["label"], "T 1")
        order.ask()
        order.save()
        told = []
        self.patch(
            type(self.till), "_notify", lambda till, *_args, **_kw: told.append(till)
        )
        self.assertFalse(self.check())
        self.assertTrue(gap.resolved_at)
        self.assertEqual(told, [self.till], "it is told that all is right again")
        self.check()
        self.assertEqual(len(told), 1)

    def test_lost_ticket_is_found(self):
        order = self.order(self.first)
        line = order.add(self.rice, 2)
        order.ask()
        order.save()
        self.age(order)
        self.assertFalse(self.check())
        self.env["bakery.kitchen.ledger"].search([("line_uuid", "=", line)]).unlink()
        self.assertTrue(self.check())

    def test_bread_and_what_was_before_are_no_gaps(self):
        order = self.order(self.first)
        order.add(self.bread, 2)
        order.save()
        self.age(order)
        self.assertFalse(self.check())
        order.add(self.rice, 1)
        order.save()
        self.age(order)
        self.till.kitchen_since = fields.Datetime.now() + timedelta(seconds=5)
        self.assertFalse(self.check())

    def test_queries_do_not_grow_with_orders(self):
        counts = []
        for number in (1, 10):
            for _each in range(number):
                order = self.order()
                order.add(self.rice, 1)
                order.save()
                self.age(order)
            self.env.flush_all()
            self.env.invalidate_all()
            orders = self.env["pos.order"].search([("config_id", "=", self.till.id)])
            before = self.env.cr.sql_log_count
            found = self.env["bakery.kitchen.gap"]._differences(
                orders, fields.Datetime.now()
            )
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(found), len(orders))
        self.assertEqual(counts[0], counts[1])

    def test_news_are_for_who_sells(self):
        user = new_test_user(self.env, "orang-uji")
        with self.assertRaises(AccessError):
            self.till.with_user(user).kitchen_news()

    def test_switching_on_is_dated(self):
        self.till.write({"kitchen_tickets": False, "kitchen_since": False})
        self.till.kitchen_tickets = True
        self.assertTrue(self.till.kitchen_since)
