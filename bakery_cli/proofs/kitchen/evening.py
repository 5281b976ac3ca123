"""An evening in a café on a server that is killed: nothing is lost, nothing is doubled.

Three waiters and three screens work at once. After each send the bill's tickets are
compared with what its tablet holds; every FULL sends all of the invariants are, and
what the screens show.
"""

import os
import random
import signal
import socket
import threading
import time
from collections import Counter

from ...i18n import _
from .cook import Cook
from .ledger import PAID_TWICE, UNPRINTED, WAITING, Ledger
from .tablet import Tablet
from .wire import LostError, Wire

WAITERS = 3
FULL = 100
# Failures after which it is not worth going on.
ENOUGH = 10
# Seconds for screens to show what is true (I7), and for the last slip to come out.
SHOWN, PRINTED = 15, 120


class Paper:
    """A printer on the loopback that takes everything and says nothing."""

    def __init__(self):
        self.slips = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            with connection:
                while connection.recv(65536):
                    pass
            self.slips += 1

    def close(self):
        self.socket.close()


class Evening:
    """Plays until so many sends were acknowledged.

    :param server: a started :class:`~bakery_cli.server.Server`.
    :param scene: what ``scene.py`` printed. :param ask: runs SQL, returns text.
    :param note: called with short progress texts.
    """

    # Sends between two deaths of the server.
    KILL = 250

    def __init__(self, server, scene, ask, seed, sends, note=lambda text: None):
        self.server, self.scene, self.note = server, scene, note
        self.ledger = Ledger(ask, scene)
        self.wanted = sends
        self.sends = self.kills = 0
        self.next_kill = min(self.KILL, max(sends // 2, 1))
        self.faults = Counter()
        self.failed = []
        self.over = False
        self.lock, self.alone = threading.Lock(), threading.Lock()
        self.tablets = [self._tablet(seed, number) for number in range(WAITERS)]
        self.cooks = [
            Cook(self, server.url, screen, seed * 100 + number)
            for number, screen in enumerate(scene["screens"])
        ]

    def _tablet(self, seed, number):
        wire = Wire(self.server.url)
        scene = self.scene
        wire.login(scene["db"], scene["login"], scene["password"])
        dice = random.Random(seed * WAITERS + number)
        return Tablet(self, wire, dice, scene["tables"][number::WAITERS])

    def play(self):
        """Play; afterwards ``failed`` says what was wrong, if anything."""
        waiters = [self._thread(self._serve, tablet) for tablet in self.tablets]
        cooks = [self._thread(self._cook, cook) for cook in self.cooks]
        self._work(waiters)
        for cook in self.cooks:
            cook.stop.set()
        for thread in cooks:
            thread.join()
        self._finish()

    def _work(self, waiters):
        """Check everything now and then while waiters serve."""
        full = FULL
        while any(thread.is_alive() for thread in waiters):
            time.sleep(0.2)
            if self.sends >= full:
                full += FULL
                self._check_all()

    def _thread(self, work, *args):
        def run():
            try:
                work(*args)
            except Exception as error:  # noqa: BLE001 - any fault fails the proof
                self.fail(f"{type(error).__name__}: {error}")

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def _serve(self, tablet):
        while not self.over:
            self._pause()
            tablet.step()
        tablet.finish()

    def _pause(self):
        """Return when the waiter may go on; nothing keeps him here."""

    @staticmethod
    def _cook(cook):
        cook.run()

    # What tablets tell ----------------------------------------------------------------

    def sent(self, bill):
        with self.lock:
            self.sends += 1
            self.over = self.over or self.sends >= self.wanted
            if not self.sends % 10:
                self.note(
                    _(
                        "{n} sends, the server died {kills} times",
                        n=self.sends,
                        kills=self.kills,
                    )
                )
        self.check(bill)

    def check(self, bill):
        for text in self.ledger.differences(bill):
            self.fail(text)

    def same(self, what, before, after):
        """See that what moved goods changed nothing that is made (I5, I6)."""
        if sorted(before.split()) != sorted(after.split()):
            self.fail(f"I5: {what} made {after!r} of {before!r}")

    def fail(self, text):
        with self.lock:
            self.failed.append(text)
            self.over = self.over or len(self.failed) >= ENOUGH

    def count(self, fault):
        with self.lock:
            self.faults[fault] += 1

    # The server's death ---------------------------------------------------------------

    def kill_is_due(self):
        with self.lock:
            if self.sends < self.next_kill:
                return False
            self.next_kill += self.KILL
            return True

    def kill(self, wait):
        """Kill the server as a power cut does, and start it again."""
        time.sleep(wait)
        with self.alone:
            os.kill(self.server.pid, signal.SIGKILL)
            os.waitpid(self.server.pid, 0)
            self.server.start()
            self.kills += 1

    # Checks ---------------------------------------------------------------------------

    def _check_all(self):
        for text in self.ledger.broken():
            self.fail(text)
        deadline = time.monotonic() + SHOWN
        for cook in self.cooks:
            while not self._shows(cook):
                if time.monotonic() > deadline and not self.alone.locked():
                    self.fail("I7: a screen shows what is not true")
                    break
                time.sleep(0.1)

    def _shows(self, cook):
        try:
            return cook.same_as(self.ledger)
        except LostError:
            return False

    def _finish(self):
        deadline = time.monotonic() + PRINTED
        while self.ledger.ask(WAITING) != "0" and time.monotonic() < deadline:
            time.sleep(1)
        waiting, failed = self.ledger.ask(WAITING), self.ledger.ask(UNPRINTED)
        if (waiting, failed) != ("0", "0"):
            self.fail(f"I10: {waiting} slips still wait, {failed} failed")
        for row in self.ledger.rows(PAID_TWICE):
            self.fail(f"paid or saved twice: {row}")
        self._check_all()
        for cook in self.cooks:
            for text in cook.differences():
                self.fail(text)
