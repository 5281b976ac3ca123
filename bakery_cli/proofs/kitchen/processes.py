"""Two worker processes behind nginx, and one real screen whose connection is cut."""

import contextlib
import json
import subprocess
import threading
import time
from pathlib import Path

from ...i18n import _
from . import Kitchen
from .evening import SHOWN, Evening
from .front import DEAF, GONE, OPEN, Front

DRIVER = Path(__file__).with_name("screen_driver.py")
# Seconds of each cut, and whether only pushes or everything is away. A browser that
# waited long before trying the socket again has the snapshot of every 15 seconds.
CUTS = ((1, DEAF), (5, GONE), (15, DEAF), (30, GONE), (60, DEAF), (120, GONE))
# Sends between two deaths of a worker.
WORKER = 15
# Seconds of sends with a connection before each cut.
CALM = 5
# As many sends as there is time for.
ENDLESS = 1_000_000
HELD = """
    SELECT uuid, state FROM bakery_kitchen_ticket
     WHERE station_id IN ({stations}) AND (closed_at IS NULL OR needs_ack)
       AND (show_at IS NULL OR show_at <= now() AT TIME ZONE 'UTC')
"""
REV = "SELECT rev FROM bakery_kitchen_ticket WHERE uuid = '{}'"


class RealScreen:
    """The browser of ``screen_driver.py``."""

    def __init__(self, python, task):
        self.process = subprocess.Popen(
            [python, DRIVER, json.dumps(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def look(self):
        return self._ask("look")

    def tap(self, uuid):
        return self._ask(f"tap {uuid}")

    def close(self):
        with contextlib.suppress(OSError):
            self.process.stdin.write("quit\n")
            self.process.stdin.flush()
        self.process.wait(timeout=60)


class Service(Evening):
    """An evening that lasts as long as the connection is cut again and again."""

    KILL = WORKER

    def __init__(self, front, scene, ask, seed, screen, note=lambda text: None):
        super().__init__(front, scene, ask, seed, ENDLESS, note)
        self.cooks = []
        self.screen = screen
        self.stations = ",".join(map(str, scene["screens"][0]["stations"]))
        # When the way was open again, and after how many seconds the screen was right,
        # with what waiters needed to end what they had begun.
        self.restored = time.monotonic()
        self.reconciled = []
        self.going, self.resting = threading.Event(), threading.Semaphore(0)
        self.going.set()

    def _pause(self):
        """Let waiters rest while the screen is compared: what changes is not equal."""
        if not self.going.is_set():
            self.resting.release()
            self.going.wait()

    def _rest(self, waiters):
        """Return when no waiter asks for anything."""
        self.going.clear()
        for waiter in waiters:
            while waiter.is_alive() and not self.resting.acquire(timeout=1):
                pass

    def kill(self, wait):
        time.sleep(wait)
        self.server.kill_a_worker()
        self.kills += 1

    def _work(self, waiters):
        """Cut the screen's connection, and see each time what it shows afterwards."""
        for seconds, how in CUTS:
            self._wait(CALM)
            if self.over:
                break
            tapped = self._cut(seconds, how)
            self._rest(waiters)
            self._see(seconds, tapped)
            self.going.set()
        self.over = True
        for thread in waiters:
            thread.join()
        self._see(0, None)

    def _wait(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.over:
            time.sleep(0.1)

    def _cut(self, seconds, how):
        """Cut for so long; return ``(ticket, rev)`` of what was tapped meanwhile."""
        self.server.cut(how)
        self._wait(1)
        seen = self.screen.look()
        fresh = [key for key, state in seen["tickets"].items() if state == "new"]
        tapped = None
        if how == GONE and fresh:
            tapped = fresh[0], self.ledger.ask(REV.format(fresh[0]))
            self.screen.tap(fresh[0])
        self._wait(seconds - 1)
        self.server.cut(OPEN)
        self.restored = time.monotonic()
        return tapped

    def _see(self, seconds, tapped):
        """Wait until the screen shows what is true, in 15 seconds at most (I7)."""
        started = time.monotonic()
        while not self._is_true():
            if time.monotonic() > started + SHOWN:
                self.fail(f"I7: after {seconds} s the screen shows what is not true")
                break
            time.sleep(0.1)
        self.reconciled.append(round(time.monotonic() - self.restored, 1))
        # Done, or refused because the order was changed: either raises the revision.
        if tapped and self.ledger.ask(REV.format(tapped[0])) == tapped[1]:
            self.fail(f"what was tapped without a connection got lost: {tapped[0]}")
        if errors := self.screen.look()["errors"]:
            self.fail(f"the screen broke: {errors[0]}")

    def _is_true(self):
        rows = self.ledger.ask(HELD.format(stations=self.stations)).splitlines()
        return self.screen.look()["tickets"] == dict(row.split("|") for row in rows)


class Processes(Kitchen):
    """Proves the same with worker processes behind nginx, and a real screen."""

    NAME = "kitchen_processes"

    def _size(self):
        return len(CUTS)

    def _evening(self, database, seed, scene, paper):
        log = self.settings.logs / f"{self.NAME}.log"
        log.unlink(missing_ok=True)
        first = self.settings.port + 1300
        front = Front(self.settings, self.cluster, database, first, log)
        try:
            front.start()
            screen = self._screen(front, scene)
            started = time.monotonic()
            evening = Service(
                front,
                scene,
                lambda sql: self.cluster.psql(sql, database=database).strip(),
                seed,
                screen,
                note=self.note,
            )
            try:
                evening.play()
            finally:
                screen.close()
        finally:
            front.stop()
        self.played = {
            "seconds": round(time.monotonic() - started),
            "kills": evening.kills,
            "slips": paper.slips,
            "reconciled": evening.reconciled,
        }
        return self._told(evening)

    def _screen(self, front, scene):
        self.note(_("a browser opens the kitchen's screen"))
        task = {
            "url": front.screens_url,
            "token": scene["screens"][0]["token"],
            "shot": str(self.settings.logs / f"{self.NAME}.png"),
        }
        return RealScreen(self.settings.env_dev / "bin" / "python", task)
