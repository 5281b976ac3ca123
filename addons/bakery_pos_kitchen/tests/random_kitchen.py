"""A random evening in a café whose network fails: nothing is lost or doubled.

Everything that waiters, guests and cooks do is played in random order, with answers
that get lost, requests that are repeated and transactions that are rolled back. After
each step the ledger must be what the tickets say; at the end every order must be what
the kitchen was told, however it came there.
"""

import json
from contextlib import suppress
from random import Random
from uuid import uuid4


class Broken(Exception):
    """A transaction that does not come to its end."""


class RandomKitchen:
    """Play ``steps`` random steps.

    :param test: a test case of ``ScreenCommon``
    :param int seed: the same seed plays the same evening
    """

    def __init__(self, test, seed):
        self.test = test
        self.env = test.env
        self.dice = Random(seed)  # noqa: S311: dice
        self.goods = [test.rice, test.latte, test.cake_slice, test.bread]
        self.tables = [test.first, test.second, test.third, None]
        self.orders = []
        self.closed = []

    def play(self, steps):
        weights = {
            self.open: 3,
            self.add: 6,
            self.change: 4,
            self.send: 8,
            self.split: 2,
            self.merge: 2,
            self.move: 2,
            self.pay: 1,
            self.cancel: 1,
            self.cook: 5,
        }
        moves = list(weights)
        for step in range(steps):
            move = self.dice.choices(moves, weights.values())[0]
            if not self.orders:
                move = self.open
            move()
            self.test.check_ledger()
            self.label = f"{step} {move.__name__}"
        for order in self.orders:
            order.ask()
            order.save()
        self.test.check_ledger()
        self.check_orders()

    # Steps ----------------------------------------------------------------------------

    def any(self):
        return self.dice.choice(self.orders)

    def open(self):
        taken = {order.table for order in self.orders if order.table}
        free = [table for table in self.tables if table not in taken]
        order = self.test.order(self.dice.choice(free))
        self.orders.append(order)
        self.add(order)

    def add(self, order=None):
        order = order or self.any()
        order.add(self.dice.choice(self.goods), self.dice.choice([1, 2, 3, 0.5]))
        self.save(order)

    def change(self):
        order = self.any()
        if not order.lines:
            return
        line = self.dice.choice(list(order.lines))
        what = self.dice.randrange(4)
        if what == 0:
            order.remove(line)
        elif what == 1:
            order.set(line, note=self.dice.choice(["Pedas", "Tanpa gula", "🍰"]))
        else:
            order.set(line, qty=self.dice.choice([1, 2, 4]))
        self.save(order)

    def send(self):
        order = self.any()
        order.ask()
        self.save(order)

    def split(self):
        order = self.any()
        whole = [u for u, line in order.lines.items() if line["qty"] > 1]
        if not whole:
            return
        line = self.dice.choice(whole)
        self.settle(order)
        before = self.made()
        part = self.test.order()
        product = self.env["product.product"].browse(order.lines[line]["product_id"])
        note = order.lines[line].get("note")
        part.add(product, 1, came_from=json.dumps({line: 1}), note=note)
        order.set(line, qty=order.lines[line]["qty"] - 1)
        self.orders.append(part)
        for each in self.dice.sample([order, part], 2):
            self.save(each, whole=True)
        self.test.assertEqual(self.made(), before)

    def merge(self):
        if len(self.orders) < 2:
            return
        source, target = self.dice.sample(self.orders, 2)
        # What was taken off and not sent yet is void when the order is cancelled.
        source.ask()
        for order in (source, target):
            self.settle(order)
        before = self.made()
        for uuid, line in source.lines.items():
            product = self.env["product.product"].browse(line["product_id"])
            target.add(
                product,
                line["qty"],
                came_from=json.dumps({uuid: line["qty"]}),
                note=line.get("note"),
            )
        self.save(target, whole=True)
        source.cancel()
        self.orders.remove(source)
        self.test.assertEqual(self.made(), before)

    def move(self):
        order = self.any()
        taken = {other.table for other in self.orders if other.table}
        free = [table for table in self.tables if table and table not in taken]
        if order.table and free:
            self.settle(order)
            before = self.made()
            order.table = self.dice.choice(free)
            self.save(order, whole=True)
            self.test.assertEqual(self.made(), before)

    def pay(self):
        order = self.any()
        self.settle(order)
        if order.lines:
            order.save(paid=True)
            order.save(paid=True)
            self.orders.remove(order)
            self.closed.append(order)

    def cancel(self):
        order = self.any()
        self.settle(order)
        order.cancel()
        self.orders.remove(order)
        self.test.assertFalse(self.test.told(order))

    def cook(self):
        tickets = self.env["bakery.kitchen.ticket"].search(
            [("company_id", "=", self.test.company.id)]
        )
        if not tickets:
            return
        ticket = self.dice.choice(tickets)
        line = self.dice.choice(ticket.line_ids)
        action = self.dice.choice(
            ["start", "done", "undone", "bump", "recall", "undo", "ack", "hold"]
        )
        wish = {
            "uuid": str(uuid4()),
            "action": action,
            "ticket": ticket.uuid,
            "line": line.uuid,
            "rev": ticket.rev,
        }
        device = self.test.pass_device
        for _twice in range(2):
            answer = device.env["bakery.kitchen.ticket"]._act(device, wish)
            self.test.assertEqual(answer["status"], 200)

    # Faults ---------------------------------------------------------------------------

    def save(self, order, whole=False):
        """Save, and let something go wrong now and then; ``whole``: in the end not."""
        fault = self.dice.randrange(6)
        if fault == 0:
            order.save(lost=True)
        elif fault == 1:
            self.break_off(order)
        else:
            order.save()
        if whole:
            order.save()

    def settle(self, order):
        """Let the tablet have its answer."""
        order.save()

    def break_off(self, order):
        """A transaction that is rolled back leaves nothing (I4)."""
        before = self.count()
        with suppress(Broken), self.env.cr.savepoint():
            order.save(lost=True)
            raise Broken
        self.env.invalidate_all()
        self.test.assertEqual(self.count(), before)

    def count(self):
        return [
            self.env[f"bakery.kitchen.{name}"].search_count([])
            for name in ("ticket", "ticket.line", "ledger", "send", "event")
        ]

    # Checks ---------------------------------------------------------------------------

    def made(self):
        """Return what the kitchen is told to make altogether."""
        return self.test.told(*self.orders, *self.closed)

    def check_orders(self):
        """What is on the server's bills is what was told (I2, I9).

        A line whose answer got lost, and that was deleted before it came again, comes
        back to a real tablet.
        """
        cooked = (self.test.rice, self.test.latte, self.test.cake_slice)
        for order in self.orders + self.closed:
            wanted = {}
            for line in order.record().lines:
                if line.product_id in cooked and line.qty > 0:
                    wanted[line.product_id] = wanted.get(line.product_id, 0) + line.qty
            self.test.assertEqual(self.test.told(order), wanted)
