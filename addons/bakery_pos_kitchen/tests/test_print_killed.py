import os
import subprocess
import sys
import threading
from contextlib import closing, contextmanager, suppress
from unittest.mock import patch
from uuid import uuid4

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, config

from ..printing import slips
from ..printing.decode import text_lines
from ..printing.fake import FakePrinter

# Seconds; only a test that fails waits for so long.
PATIENCE = 90
SENDER = """
from datetime import timedelta
from odoo.addons.bakery_pos_kitchen.models.printing import print_drain
print_drain.LEASE = timedelta(seconds=2)
env["bakery.printer"].browse({printer})._drain()
"""


@tagged("post_install", "-at_install")
class TestPrintKilled(BaseCase):
    """A server of its own, with a socket to the printer, is killed while it prints."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.fake = FakePrinter("vanishes")
        self.addCleanup(self.fake.close)
        # This is one of several processes: jobs of the queue are not its business.
        model = self.registry["bakery.printer"]
        self.startPatcher(patch.object(model, "_drain_soon", lambda *args: None))
        with self.transaction() as env:
            printer = env["bakery.printer"].create(
                {
                    "name": "Printer Mati",
                    "host": "127.0.0.1",
                    "port": self.fake.port,
                }
            )
            self.printer = printer.id
            data = {"lines": [{"qty": 1, "name": "Roti"}]}
            jobs = env["bakery.print.job"]
            made = [
                jobs._enqueue(printer, "kitchen", data, uuid=str(uuid4()))
                for _each in range(2)
            ]
            self.first, self.second = (job.id for job in made)
        self.addCleanup(self.clean)

    @contextmanager
    def transaction(self):
        with closing(self.registry.cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
            # commit: another process has to see it.
            cr.commit()  # pylint: disable=invalid-commit

    def clean(self):
        # Raw SQL: slips are written by the spool only, and go with their printer.
        with self.transaction() as env:
            for table, column in (
                ("bakery_print_job", "printer_id"),
                ("bakery_printer", "id"),
            ):
                env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s = %s",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        self.printer,
                    )
                )

    def send_elsewhere(self):
        """Start a server that sends what waits, as a job of the queue does."""
        command = [sys.executable, "-m", "odoo", "shell", "-d", get_db_name()]
        if config["config"]:
            command += ["-c", config["config"]]
        command += ["--addons-path", ",".join(config["addons_path"])]
        command += ["--no-http", "--log-level=error", "--shell-interface=python"]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self.addCleanup(self.end, process)
        process.stdin.write(SENDER.format(printer=self.printer).encode())
        process.stdin.close()
        return process

    @staticmethod
    def end(process):
        with suppress(OSError):
            process.kill()
        process.wait(PATIENCE)
        process.stderr.close()

    def until(self, true, process):
        beat = threading.Event()
        for _try in range(PATIENCE * 10):
            if true():
                return
            if process.poll() is not None:
                self.fail(process.stderr.read().decode())
            beat.wait(0.1)
        self.fail("it never happened")

    def drain(self):
        with self.transaction() as env:
            return env["bakery.printer"].browse(self.printer)._drain()

    def jobs(self, *fields):
        with self.transaction() as env:
            jobs = env["bakery.print.job"].browse([self.first, self.second])
            return [tuple(job[name] for name in fields) for job in jobs]

    def test_killed_while_it_prints(self):
        server = self.send_elsewhere()
        self.until(lambda: self.fake.slips, server)
        server.kill()
        server.wait(PATIENCE)
        self.fake.mode = "ready"
        states = self.jobs("state", "attempts", "copies")
        self.assertEqual(states, [("sending", 1, 0), ("queued", 0, 0)])
        # Another server asks all the time; it begins when the lease is over.
        beat = threading.Event()
        for _try in range(PATIENCE * 10):
            self.drain()
            if self.jobs("state") == [("confirmed",)] * 2:
                break
            beat.wait(0.1)
        done = [("confirmed", 2, 1), ("confirmed", 1, 0)]
        self.assertEqual(self.jobs("state", "attempts", "copies"), done)
        copy = slips.WORDS["copy"]
        lines = [text_lines(slip) for slip in self.fake.slips]
        self.assertEqual(len(lines), 3, "nothing lost, one twice")
        marked = [any(copy in line for line in slip) for slip in lines]
        self.assertEqual(marked, [False, True, False])
        self.assertEqual(lines[1][1:], lines[0])
