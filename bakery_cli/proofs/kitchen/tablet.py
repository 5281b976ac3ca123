"""A waiter's tablet whose every request may go wrong, and that does not give up."""

import threading
import time

from .bill import Bill
from .wire import LostError

QUANTITIES = (1, 2, 3, 0.5)
NOTES = ("Pedas", "Tanpa gula", "🍰 <b>&")
# Seconds that a tablet goes on asking while the server is away.
PATIENCE = 180
# In how many of a hundred saves which fault happens, and how often a send goes along.
FAULTS = {
    "none": 40,
    "request lost": 10,
    "answer lost": 16,
    "sent twice": 12,
    "overtaken": 8,
    "rival": 8,
    "slow": 6,
}
# What moves goods changes nothing that is made (I5, I6); faults that change the bill
# would hide it.
QUIET = {"none": 5, "request lost": 1, "answer lost": 2, "sent twice": 1}


class Tablet:
    """Plays one waiter: random steps with bills of its own, at tables of its own.

    :param evening: the evening; it counts, checks and kills.
    :param wire: the way to the server.
    :param dice: random numbers.
    """

    def __init__(self, evening, wire, dice, tables):
        self.evening, self.wire, self.dice = evening, wire, dice
        self.tables = [*tables, None]
        self.goods = list(evening.scene["goods"])
        self.open, self.closed = [], []

    # Saving ---------------------------------------------------------------------------

    def send(self, bill, kind="send", only=FAULTS, **values):
        """Ask the kitchen, whatever happens on the way, and look at what came of it."""
        bill.ask(kind, **values)
        self.save(bill, only=only)
        self.settle(bill)
        self.evening.sent(bill)

    def save(self, bill, paid=False, only=FAULTS):
        """Save once, with a fault or without; the answer may or may not come."""
        fault = self.dice.choices(list(only), only.values())[0]
        if self.evening.kill_is_due():
            fault = "killed"
        self.evening.count(fault)
        asked = "+".join(send["kind"] for send in bill.sends) or "save"
        bill.history.append(f"{asked}: {fault}")
        try:
            getattr(self, "_" + fault.replace(" ", "_"))(bill, bill.payload(paid))
        except LostError:
            return False
        return True

    def settle(self, bill, paid=False):
        """Save until there is an answer, as tablets do every five seconds."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._none(bill, bill.payload(paid))
            except LostError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _sync(self, payload, **options):
        return self.wire.call("pos.order", "sync_from_ui", [payload], **options)

    def _none(self, bill, payload):
        bill.hear(self._sync(payload))

    def _request_lost(self, _bill, _payload):
        raise LostError

    def _answer_lost(self, _bill, payload):
        self._sync(payload, answer=False)

    def _sent_twice(self, bill, payload):
        """The same request arrives twice, at once or one after the other."""
        if self.dice.random() < 0.5:
            self._at_once(lambda: self._sync(payload), lambda: self._sync(payload))
            raise LostError
        self._sync(payload)
        bill.hear(self._sync(payload))

    def _overtaken(self, bill, payload):
        """An older request arrives after a newer one, and undoes what that saved."""
        line = self.dice.choice(list(bill.lines) or [None])
        if line:
            bill.lines[line]["qty"] = self.dice.choice(QUANTITIES)
        self._sync(bill.payload(payload["state"] == "paid"))
        self._sync(payload)
        raise LostError

    def _rival(self, bill, payload):
        """Another tablet asks the kitchen for the same bill at the same moment."""
        other = {
            **payload,
            "kitchen_sends": [{"uuid": bill.new_uuid(), "kind": "send"}],
        }
        self._at_once(lambda: self._sync(payload), lambda: self._sync(other))
        raise LostError

    def _slow(self, bill, payload):
        time.sleep(self.dice.random() / 5)
        self._none(bill, payload)

    def _killed(self, _bill, payload):
        """The server dies while it carries the request out."""
        wait = self.dice.random() / 4
        self._at_once(lambda: self._sync(payload), lambda: self.evening.kill(wait))
        raise LostError

    @staticmethod
    def _at_once(*works):
        def run(work):
            try:
                work()
            except Exception as error:  # noqa: BLE001 - any is looked at below
                errors.append(error)

        errors = []
        threads = [threading.Thread(target=run, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for error in errors:
            if not isinstance(error, LostError):
                raise error

    # Steps ----------------------------------------------------------------------------

    def step(self):
        steps = {
            self.seat: 3,
            self.order: 9,
            self.change: 4,
            self.fire: 2,
            self.skip: 1,
            self.split: 2,
            self.merge: 2,
            self.move: 2,
            self.pay: 2,
            self.cancel: 1,
        }
        move = self.dice.choices(list(steps), steps.values())[0]
        if not self.open or (len(self.open) > 5 and move == self.seat):
            move = self.pay if self.open else self.seat
        move()

    def any(self):
        return self.dice.choice(self.open)

    def free(self):
        taken = {bill.table for bill in self.open if bill.table}
        return [table for table in self.tables if table not in taken]

    def seat(self):
        bill = Bill(self.evening.scene, self.dice, self.dice.choice(self.free()))
        self.open.append(bill)
        for _each in range(self.dice.randrange(1, 4)):
            bill.add(self.dice.choice(self.goods), self.dice.choice(QUANTITIES))
        if self.dice.random() < 0.3:
            later = bill.add_course()
            bill.add(self.dice.choice(self.goods), 1, course=later)
        self.send(bill)

    def order(self):
        bill = self.any()
        bill.add(self.dice.choice(self.goods), self.dice.choice(QUANTITIES))
        if self.dice.random() < 0.3:
            self.save(bill)
        self.send(bill)

    def change(self):
        bill = self.any()
        # What the server may know without the tablet's knowing comes back when deleted.
        self.settle(bill)
        line = self.dice.choice(list(bill.lines) or [None])
        if not line:
            return
        what = self.dice.randrange(4)
        if what == 0 and len(bill.lines) > 1:
            bill.remove(line)
            self.settle(bill)
        elif what == 1:
            bill.lines[line]["note"] = self.dice.choice(NOTES)
        else:
            bill.lines[line]["qty"] = self.dice.choice(QUANTITIES)
        self.send(bill)

    def fire(self):
        courses = [(bill, key) for bill in self.open for key in bill.courses]
        if courses:
            bill, course = self.dice.choice(courses)
            self.send(bill, "fire", course=course)

    def skip(self):
        bill = self.any()
        self.settle(bill)
        bill.add(self.dice.choice(self.goods), 1)
        # What became less meanwhile would be told with the next send, not with this.
        self.send(bill, "skip", only=QUIET, reason="Diambil dari etalase")

    def split(self):
        bill = self.any()
        whole = [key for key, line in bill.lines.items() if line["qty"] > 1]
        if not whole:
            return
        self.settle(bill)
        before = self.evening.ledger.made(bill)
        part = bill.split_off(self.dice.choice(whole), 1)
        self.open.append(part)
        pair = self.dice.sample([bill, part], 2)
        for each in pair:
            self.save(each, only=QUIET)
        for each in pair:
            self.settle(each)
        self.evening.same("split", before, self.evening.ledger.made(bill, part))
        self.send(part)

    def merge(self):
        if len(self.open) < 2:
            return
        source, target = self.dice.sample(self.open, 2)
        for bill in (source, target):
            self.settle(bill)
            self.send(bill)
        before = self.evening.ledger.made(source, target)
        target.take_over(source)
        self.save(target, only=QUIET)
        self.settle(target)
        self._cancel(source)
        self.evening.same("merge", before, self.evening.ledger.made(source, target))

    def move(self):
        bill = self.any()
        free = [table for table in self.free() if table]
        if not bill.table or not free:
            return
        self.settle(bill)
        before = self.evening.ledger.made(bill)
        bill.table = self.dice.choice(free)
        self.save(bill, only=QUIET)
        self.settle(bill)
        self.evening.same("move", before, self.evening.ledger.made(bill))

    def pay(self):
        bill = self.any()
        self.settle(bill)
        if not bill.lines:
            return
        self.save(bill, paid=True)
        self.settle(bill, paid=True)
        self.open.remove(bill)
        self.closed.append(bill)
        self.evening.sent(bill)

    def cancel(self):
        bill = self.any()
        self.settle(bill)
        self._cancel(bill)
        self.evening.check(bill)

    def _cancel(self, bill):
        deadline = time.monotonic() + PATIENCE
        while bill.state != "cancel":
            try:
                lost = self.dice.random() < 0.2
                self.wire.call(
                    "pos.order", "action_pos_order_cancel", [bill.id], answer=not lost
                )
                bill.state = "cancel"
            except LostError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
                rows = self._read_state(bill)
                bill.state = rows[0]["state"] if rows else bill.state
        self.open.remove(bill)
        self.closed.append(bill)

    def _read_state(self, bill):
        try:
            return self.wire.call("pos.order", "read", [bill.id], ["state"])
        except LostError:
            return []

    def finish(self):
        """Tell the kitchen all that is left, so that bills can be compared with it."""
        for bill in self.open:
            bill.ask()
            self.settle(bill)
        for bill in self.open + self.closed:
            self.evening.check(bill)
