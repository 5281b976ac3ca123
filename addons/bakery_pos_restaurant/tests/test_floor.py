from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_floor import FloorCommon


@tagged("post_install", "-at_install")
class TestFloor(FloorCommon):
    """What the plan shows of a table: its name, and times by the server's clock."""

    def open_order(self, *lines, **values):
        lines = lines or (self.line(self.bread),)
        values = {"table_id": self.first.id, **values}
        return self.sync(*lines, state="draft", **values)

    def test_table_is_called_by_its_name(self):
        self.first.table_name = "VIP-1"
        self.assertEqual(self.first.display_name, "Lantai Uji, VIP-1")
        self.assertEqual(self.second.display_name, "Lantai Uji, 2")
        self.assertIn(
            "table_name", self.env["restaurant.table"]._load_pos_data_fields(self.till)
        )

    def test_plan_is_stocks_until_it_is_switched_on(self):
        self.assertFalse(self.till.live_floor)
        settings = self.env["res.config.settings"].create(
            {"pos_config_id": self.till.id}
        )
        settings.pos_live_floor = True
        self.assertTrue(self.till.live_floor)

    def test_till_learns_the_servers_time(self):
        row = self.env["pos.config"]._load_pos_data_read(self.till, self.till)[0]
        self.assertLess(
            fields.Datetime.now() - row["_server_now"], timedelta(minutes=1)
        )

    def test_last_order_is_told_by_the_server(self):
        past = fields.Datetime.now() - timedelta(days=30)
        order = self.open_order({**self.line(self.bread, 2), "ordered_at": past})
        line = order.lines
        self.assertLess(fields.Datetime.now() - line.ordered_at, timedelta(minutes=1))
        self.env.cr.execute(
            "UPDATE pos_order_line SET ordered_at = %s WHERE id = %s", (past, line.id)
        )
        order.invalidate_recordset()
        line.invalidate_recordset()
        self.assertEqual(order.last_ordered_at, past.replace(microsecond=0))
        line.with_user(self.seller).write({"qty": 1, "ordered_at": "2001-01-01"})
        self.assertEqual(line.ordered_at, past.replace(microsecond=0))
        line.with_user(self.seller).write({"qty": 2})
        self.assertLess(
            fields.Datetime.now() - order.last_ordered_at, timedelta(minutes=1)
        )

    def test_bill_is_noted_and_survives_the_tablets(self):
        order = self.open_order()
        rows = order.with_user(self.seller).note_bill_printed("7")
        self.assertEqual(rows[0]["bill_printed_at"], order.bill_printed_at)
        self.assertGreaterEqual(order.bill_printed_at, order.last_ordered_at)
        order.with_user(self.seller).write({"bill_printed_at": False})
        self.assertTrue(order.bill_printed_at)
        forged = self.open_order(bill_printed_at="2001-01-01 00:00:00", table_id=False)
        self.assertFalse(forged.bill_printed_at)

    def test_who_may_not_note_a_bill_and_which_not(self):
        order = self.open_order()
        stranger = new_test_user(
            self.env, "orang-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            order.with_user(stranger).note_bill_printed()
        paid = self.sync(self.line(self.bread))
        with self.assertRaisesRegex(UserError, "before the order is paid"):
            paid.with_user(self.seller).note_bill_printed()

    def test_fifty_orders_cost_as_much_as_one(self):
        orders = self.env["pos.order"].browse()
        for _number in range(51):
            orders |= self.sync(self.line(self.bread), state="draft")
        counts = []
        for some in (orders[:1], orders[1:]):
            self.env.invalidate_all()
            some.mapped("state")
            before = self.env.cr.sql_log_count
            some.mapped("last_ordered_at")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[0])
