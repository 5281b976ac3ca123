"""What the kitchen costs: sends, screens, pushes and slips, each against its peer.

Starts a server and sockets of its own and commits what it does::

    python3 benchmarks/throwaway.py benchmarks/kitchen.py

The environment's ROUNDS, LINES, ORDERS (of the busy hour) and RATE (orders an hour)
change the size. Sends are compared with saving the same order at a till without
kitchen tickets, pushes with a bare notification of Odoo's bus to the same screen.
"""

import os
import random
import statistics
import sys
import threading
import time
from uuid import uuid4

from listener import Listener

from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying

from odoo.addons.bus.websocket import WebsocketConnectionHandler

# The checkout that this file is in: the scene and the server of the long proof.
sys.path.insert(0, os.environ["BAKERY_CHECKOUT"])

from bakery_cli.postgres import Cluster
from bakery_cli.proofs.kitchen import scene as scenery
from bakery_cli.proofs.kitchen.bill import Bill
from bakery_cli.proofs.kitchen.evening import Paper
from bakery_cli.proofs.kitchen.wire import Wire
from bakery_cli.server import Server, free_port
from bakery_cli.settings import Settings

ROUNDS = int(os.environ.get("ROUNDS", "30"))
LINES = int(os.environ.get("LINES", "20"))
ORDERS = int(os.environ.get("ORDERS", "40"))
RATE = int(os.environ.get("RATE", "300"))
TICKETS, PER_TICKET, SLIPS = 150, 4, 100
DICE = random.Random(7)


def p95(values):
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def show(what, values, *rest):
    median, most = statistics.median(values) * 1000, p95(values) * 1000
    print(f"{what}: median {median:.0f} ms, p95 {most:.0f} ms", *rest, flush=True)


class Kitchen:
    """The café of the long proof, in this database."""

    def __init__(self, registry):
        self.registry = registry
        self.paper = Paper()
        with self.env() as env:
            self.scene = scenery.make(env, self.paper.port)
            plain = scenery.make_till(env, "Polos", kitchen_tickets=False)
            session = env["pos.session"].create({"config_id": plain.id})
            session.set_opening_control(0, "")
            self.plain = {
                **self.scene,
                "session": session.id,
                "cash": plain.payment_method_ids.id,
            }
            displays = env["bakery.kitchen.display"].search([], order="id desc")
            displays = displays[:3].sorted("id")
            self.displays = displays.ids
            self.channels = [display._channel() for display in displays]
            self.rice = next(iter(self.scene["goods"]))
            self.kitchen = self.scene["printing"]
        self.no_paper()

    def env(self):
        return Transaction(self.registry)

    def no_paper(self, printers=()):
        """Let the station print on these printers, or on none."""
        with self.env() as env:
            station = env["bakery.kitchen.station"].browse(self.kitchen)
            station.printer_ids = [(6, 0, list(printers))]

    def timed(self, work):
        """Run ``work(env)`` as a request does; return seconds and queries."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            before, started = cr.sql_log_count, time.perf_counter()
            retrying(lambda: work(env), env)
            cr.commit()
            return time.perf_counter() - started, cr.sql_log_count - before

    def bill(self, scene, lines, goods=None):
        bill = Bill(scene, DICE)
        names = goods or list(scene["goods"])[:2]
        for number in range(lines):
            bill.add(names[number % len(names)], 1)
        return bill

    def save(self, bill):
        payload = bill.payload()
        return self.timed(lambda env: env["pos.order"].sync_from_ui([payload]))

    # What is measured -----------------------------------------------------------------

    def sends(self):
        """Sending LINES lines, against saving them where there is no kitchen."""
        seconds = {"plain": [], "asked": []}
        queries = {}
        for turn in range(ROUNDS + 2):
            for name, scene in (("plain", self.plain), ("asked", self.scene)):
                bill = self.bill(scene, LINES)
                if name == "asked":
                    bill.ask()
                taken, queries[name] = self.save(bill)
                if turn > 1:
                    seconds[name].append(taken)
        added = [
            asked - plain
            for asked, plain in zip(seconds["asked"], seconds["plain"], strict=True)
        ]
        show(f"saving {LINES} lines without a kitchen", seconds["plain"])
        show(f"saving and sending {LINES} lines", seconds["asked"])
        more = queries["asked"] - queries["plain"]
        most = (p95(seconds["asked"]) - p95(seconds["plain"])) * 1000
        show("a send adds", added, f"({most:.0f} ms at the p95), {more} queries")

    def snapshot(self):
        """What a screen reads of 150 tickets, against reading the same rows bare."""
        for _number in range(TICKETS):
            bill = self.bill(self.scene, PER_TICKET, [self.rice])
            bill.ask()
            self.save(bill)
        station = self.kitchen

        def read(env):
            display = env["bakery.kitchen.display"].browse(self.displays[0])
            shown = display._snapshot(display.device_ids[:1])
            sizes.append(sum(len(t["lines"]) for t in shown["tickets"]))

        def bare(env):
            own = [("station_id", "=", station)]
            env["bakery.kitchen.ticket"].search(own).read()
            env["bakery.kitchen.ticket.line"].search(own).read()

        sizes, turns, queries = [], {"bare": [], "shown": []}, {}
        for _turn in range(ROUNDS):
            for name, work in (("bare", bare), ("shown", read)):
                seconds, queries[name] = self.timed(work)
                turns[name].append(seconds)
        show(f"reading the rows of {sizes[-1]} lines", turns["bare"])
        ratio = statistics.median(turns["shown"]) / statistics.median(turns["bare"])
        show("a snapshot", turns["shown"], f"ratio {ratio:.2f}", queries["shown"])

    def spool(self):
        """Slips on their way to a printer that only takes them."""
        with self.env() as env:
            printers = env["bakery.printer"].search([("port", "=", self.paper.port)])
            printer = printers.id
            for _number in range(SLIPS):
                self._slip(env, printer)
        started, before = time.perf_counter(), self.paper.slips
        while self.paper.slips - before < SLIPS:
            with self.env() as env:
                env["bakery.printer"].browse(printer)._drain()
        rate = SLIPS / (time.perf_counter() - started)
        print(f"spool: {rate:.0f} slips a second on one printer", flush=True)
        return printer

    @staticmethod
    def _slip(env, printer):
        data = {"table": "12", "lines": [{"qty": 1, "name": "Roti"}] * PER_TICKET}
        printers = env["bakery.printer"].browse(printer)
        env["bakery.print.job"]._enqueue(printers, "kitchen", data)

    def first_bytes(self, printer):
        """From the commit of a slip to the printer's first byte, by the queue."""
        waits = []
        for _turn in range(ROUNDS):
            before = self.paper.slips
            with self.env() as env:
                self._slip(env, printer)
            started = time.perf_counter()
            while self.paper.slips == before and time.perf_counter() < started + 30:
                time.sleep(0.005)
            waits.append(time.perf_counter() - started)
        show("commit to paper", waits)

    # Pushes ---------------------------------------------------------------------------

    def pushes(self, server):
        """From the commit to the screen, against a bare notification."""
        listener = self.listen(server, 0)
        self.greet([listener])
        waits = {"bare": [], "ticket": []}
        for _turn in range(ROUNDS):
            key = str(uuid4())
            with self.env() as env:
                display = env["bakery.kitchen.display"].browse(self.displays[0])
                env["bus.bus"]._sendone(display, "bakery_bare", {"key": key})
                env.flush_all()
                started = time.perf_counter()
            waits["bare"].append(
                listener.wait(lambda m, key=key: m["payload"].get("key") == key)
                - started
            )
            bill = self.bill(self.scene, PER_TICKET, [self.rice])
            bill.ask()
            payload = bill.payload()
            with self.env() as env:
                env["pos.order"].sync_from_ui([payload])
                env.flush_all()
                started = time.perf_counter()
            waits["ticket"].append(listener.wait(is_of(bill)) - started)
        listener.close()
        show("commit to screen, bare notification", waits["bare"])
        ratio = p95(waits["ticket"]) / p95(waits["bare"])
        show("commit to screen, ticket", waits["ticket"], f"ratio of p95 {ratio:.2f}")

    def busy(self, server):
        """From the tap on Send to the screen, with three tablets and four displays."""
        listeners = [self.listen(server, number) for number in (0, 1, 2, 0)]
        self.greet(listeners)
        scene = self.scene
        tablets = [Wire(server.url) for _number in range(3)]
        for tablet in tablets:
            tablet.login(scene["db"], scene["login"], scene["password"])
        waits, threads = [], []

        def order(tablet):
            bill = self.bill(scene, PER_TICKET, [self.rice])
            bill.ask()
            started = time.perf_counter()
            tablet.call("pos.order", "sync_from_ui", [bill.payload()])
            shown = [listeners[n].wait(is_of(bill)) for n in (0, 2, 3)]
            waits.append(max(shown) - started)

        for number in range(ORDERS):
            threads.append(threading.Thread(target=order, args=(tablets[number % 3],)))
            threads[-1].start()
            time.sleep(DICE.uniform(0.2, 1.8) * 3600 / RATE)
        for thread in threads:
            thread.join()
        for listener in listeners:
            listener.close()
        show(f"tap to all screens at {RATE} orders an hour", waits, len(waits))

    def greet(self, listeners):
        """Return when all of them are subscribed: what was sent before is not heard."""
        waiting = list(listeners)
        deadline = time.monotonic() + 60
        while waiting and time.monotonic() < deadline:
            with self.env() as env:
                displays = env["bakery.kitchen.display"].browse(self.displays)
                for display in displays:
                    env["bus.bus"]._sendone(display, "bakery_hello", {})
            time.sleep(0.5)
            waiting = [listener for listener in waiting if not listener.heard]
        if waiting:
            raise TimeoutError("a screen hears nothing")

    def listen(self, server, number):
        version = WebsocketConnectionHandler._VERSION
        return Listener(server.url, self.channels[number], version)


class Transaction:
    """An environment whose work is committed when it ends well."""

    def __init__(self, registry):
        self.registry = registry

    def __enter__(self):
        self.cursor = self.registry.cursor()
        return api.Environment(self.cursor, SUPERUSER_ID, {})

    def __exit__(self, kind, *_error):
        if not kind:
            self.cursor.commit()
        self.cursor.close()


def is_of(bill):
    return lambda message: any(
        ticket["order"] == bill.uuid for ticket in message["payload"].get("tickets", [])
    )


def main(registry):
    kitchen = Kitchen(registry)
    kitchen.sends()
    kitchen.snapshot()
    printer = kitchen.spool()
    settings = Settings.from_environment()
    server = Server(
        settings,
        Cluster(settings, "main"),
        registry.db_name,
        free_port(settings.port + 1400),
    )
    server.start()
    try:
        kitchen.first_bytes(printer)
        kitchen.pushes(server)
        kitchen.busy(server)
    finally:
        server.stop()
        kitchen.paper.close()


main(env.registry)  # noqa: F821 - Odoo's shell
