from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_floor import FloorCommon


@tagged("post_install", "-at_install")
class TestSeats(FloorCommon):
    def test_goods_belong_to_seats(self):
        order = self.sync(
            {**self.line(self.bread), "seat": 1},
            {**self.line(self.cake), "seat": 2},
            self.line(self.bread, 3),
            state="draft",
        )
        self.assertEqual(order.lines.mapped("seat"), [1, 2, 0])
        fields = self.env["pos.order.line"]._load_pos_data_fields(self.till)
        self.assertIn("seat", fields)

    def test_there_are_no_such_seats(self):
        order = self.sync(self.line(self.bread), state="draft")
        line = order.lines.with_user(self.seller)
        for seat in (-1, 100):
            with (
                self.assertRaisesRegex(CheckViolation, "check_seat"),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                line.write({"seat": seat})
                self.env.flush_all()
        line.write({"seat": 99})
        self.assertEqual(line.seat, 99)

    def test_parts_of_one_bill_are_paid_apart(self):
        """Equal parts are payments of one order; the tips and taxes are whole."""
        goods = self.line(self.cake, 3)
        parts = (22000, 22000, 22000)
        order = self.sync(
            goods,
            payment_ids=[
                (0, 0, {"payment_method_id": self.cash.id, "amount": part})
                for part in parts
            ],
        )
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.payment_ids.mapped("amount"), list(parts))
