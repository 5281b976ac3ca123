from copy import deepcopy
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestPatchLostAnswer(SaleCommon):
    """What a till sends again because it heard nothing lands once."""

    @classmethod
    def till_values(cls):
        return {"module_pos_restaurant": True}

    def send(self, order):
        # A copy, since the server takes the message apart.
        message = deepcopy(order)
        rows = self.env["pos.order"].with_user(self.seller).sync_from_ui([message])
        return self.env["pos.order"].browse(rows["pos.order"][-1]["id"])

    def order(self, *lines, state="draft", paid=0):
        total = sum(line["price_subtotal_incl"] for line in lines)
        net = sum(line["price_subtotal"] for line in lines)
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.cash.id,
            "amount": paid,
        }
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "pos_reference": "UJI-LOST",
            "tracking_number": "77",
            "session_id": self.session.id,
            "company_id": self.company.id,
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [Command.create(payment)] if paid else [],
            "amount_tax": total - net,
            "amount_total": total,
            "amount_paid": paid,
            "amount_return": 0,
            "state": state,
            "to_invoice": False,
            "employee_id": self.sari.id,
        }

    def test_open_order_sent_twice(self):
        message = self.order(self.line(self.bread, 2), self.line(self.cake))
        first = self.send(message)
        self.assertEqual(self.send(message), first)
        self.assertEqual(first.lines.mapped("qty"), [2, 1])

    def test_paid_after_the_answer_was_lost(self):
        line = self.line(self.bread, 2)
        message = self.order(line)
        order = self.send(message)
        # The guest orders one more, pays, and the till still knows no number of a line.
        more = {**line, "qty": 3, "price_subtotal": 30000, "price_subtotal_incl": 33000}
        paid = {**self.order(more, state="paid", paid=33000), "uuid": message["uuid"]}
        self.send(paid)
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.lines.mapped("qty"), [3])
        self.assertEqual(order.payment_ids.mapped("amount"), [33000])
        # Nor does sending the payment again pay twice.
        self.send(paid)
        self.assertEqual(order.payment_ids.mapped("amount"), [33000])

    def test_payment_of_an_open_order_sent_twice(self):
        message = self.order(self.line(self.bread, 2), paid=10000)
        order = self.send(message)
        self.send(message)
        self.assertEqual(order.payment_ids.mapped("amount"), [10000])
        self.assertEqual(order.state, "draft")

    def test_deleted_twice(self):
        message = self.order(self.line(self.bread, 2), self.line(self.cake))
        order = self.send(message)
        cake = order.lines[1].id
        for _turn in range(2):
            self.send({**message, "lines": [Command.delete(cake)]})
        self.assertEqual(order.lines.product_id, self.bread)

    def test_courses_sent_twice(self):
        course = {"uuid": str(uuid4()), "index": 1, "fired": False}
        message = {
            **self.order(self.line(self.bread, 2)),
            "course_ids": [Command.create(course)],
        }
        order = self.send(message)
        order.course_ids.fired = True
        self.send(message)
        self.assertEqual(order.course_ids.mapped("uuid"), [course["uuid"]])
        self.assertTrue(order.course_ids.fired, "the till did not know that")

    def test_line_of_another_order_is_not_taken(self):
        message = self.order(self.line(self.bread, 2))
        order = self.send(message)
        other = self.order(self.line(self.cake))
        self.send(other)
        self.send({**other, "lines": [Command.delete(order.lines.id)]})
        self.assertEqual(order.lines.qty, 2)
