"""A cook's screen: taps with old revisions, twice, and without hearing the answer."""

import random
import threading
import time
import uuid

from .wire import LostError, Wire

# As many tickets as a screen shows.
MOST_OPEN = 500
ACTIONS = ("start", "done", "undone", "bump", "recall", "undo", "ack", "rush", "hold")
TAPPED = """
    SELECT action_uuid FROM bakery_kitchen_event WHERE action_uuid = ANY('{{{uuids}}}')
"""
SHOWN = """
    SELECT uuid, rev FROM bakery_kitchen_ticket
     WHERE station_id IN ({stations}) AND (closed_at IS NULL OR needs_ack)
       AND (show_at IS NULL OR show_at <= now() AT TIME ZONE 'UTC')
"""


class Cook:
    """Taps at random until told to stop.

    :param evening: the evening. :param screen: one of the screens of the scene.
    """

    def __init__(self, evening, url, screen, seed):
        self.evening = evening
        self.wire = Wire(url, f"bakery_kitchen={screen['token']}")
        self.stations = screen["stations"]
        self.dice = random.Random(seed)
        self.stop = threading.Event()
        self.done, self.refused = [], []
        self.stale = 0

    def run(self):
        while not self.stop.is_set():
            try:
                self.tap()
            except LostError:
                time.sleep(0.3)

    def snapshot(self):
        status, shown = self.wire.post("/kitchen/snapshot", {})
        if status != 200:
            raise LostError(status)
        return shown

    def tap(self):
        shown = self.snapshot()
        # Whoever bumps what is held cooks without a slip, by his own will.
        rows = [t for t in shown["tickets"] + shown["recent"] if t["state"] != "held"]
        for ticket in self.dice.sample(rows, min(len(rows), 6)):
            old = self.dice.random() < 0.15
            wish = {
                "uuid": str(uuid.UUID(int=self.dice.getrandbits(128), version=4)),
                "action": self.dice.choice(ACTIONS),
                "ticket": ticket["uuid"],
                "line": self.dice.choice(ticket["lines"])["uuid"],
                "rev": ticket["rev"] - old,
            }
            self._act(wish, old)
            self.stop.wait(self.dice.random() / 2)

    def _act(self, wish, old):
        body = {"actions": [wish]}
        if self.dice.random() < 0.2:
            try:
                self.wire.post("/kitchen/act", body, answer=False)
            except LostError:
                pass
        for _try in range(600):
            try:
                status, _answer = self.wire.post("/kitchen/act", body)
            except LostError:
                time.sleep(0.2)
                continue
            if status < 500:
                break
        if old and status != 409:
            self.evening.fail(f"a tap on an old revision was answered with {status}")
        if status == 200:
            self.done.append(wish["uuid"])
        else:
            self.stale += status == 409
            self.refused.append(wish["uuid"])

    def differences(self):
        """Return what is wrong with the taps: each once or, where refused, never."""
        ask = self.evening.ledger.ask
        every = ",".join(self.done + self.refused)
        events = ask(TAPPED.format(uuids=every)).split() if every else []
        lost = set(self.done) - set(events)
        made = set(self.refused) & set(events)
        found = [f"the tap {key} was lost" for key in sorted(lost)]
        found += [f"the tap {key} was refused and done" for key in sorted(made)]
        if len(events) != len(set(events)):
            found.append("a tap was carried out twice")
        return found

    def same_as(self, ledger):
        """Tell whether the screen shows what the database holds (I7)."""
        shown = {t["uuid"]: t["rev"] for t in self.snapshot()["tickets"]}
        stations = ",".join(map(str, self.stations))
        rows = ledger.ask(SHOWN.format(stations=stations))
        held = dict(row.split("|") for row in rows.splitlines())
        if len(shown) >= MOST_OPEN:  # a screen shows no more than it can bear
            return all(held.get(key) == str(rev) for key, rev in shown.items())
        return shown == {key: int(rev) for key, rev in held.items()}
