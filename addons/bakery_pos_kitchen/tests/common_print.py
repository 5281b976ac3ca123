from unittest.mock import patch

from odoo.tests import HttpCase, TransactionCase

from odoo.addons.queue_job.tests.common import trap_jobs

from ..printing import transport
from ..printing.decode import text_lines
from ..printing.fake import FakePrinter


class PrintCommon(TransactionCase):
    """A printer in the spool that is a socket on the loopback."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jobs = cls.env["bakery.print.job"]

    def setUp(self):
        super().setUp()
        self.fake, self.printer = self.make_printer("Dapur Uji")
        # Faults are awaited, not slept through: half a second is long on the loopback.
        create = transport.socket.create_connection

        def hasty(address, timeout=None, *options):
            # Requests of Odoo's own have an address to come from, and their time.
            return create(address, timeout if options else 0.5, *options)

        self.startPatcher(patch.object(transport.socket, "create_connection", hasty))
        if not isinstance(self, HttpCase):
            self.registry_enter_test_mode()

    def make_printer(self, name, **values):
        fake = FakePrinter()
        self.addCleanup(fake.close)
        values = {"name": name, "host": "127.0.0.1", "port": fake.port, **values}
        return fake, self.env["bakery.printer"].create(values)

    def enqueue(self, uuid=None, name="Roti", printers=None, **options):
        data = {"table": "12", "lines": [{"qty": 1, "name": name}]}
        with trap_jobs():
            return self.jobs._enqueue(
                printers or self.printer, "kitchen", data, uuid=uuid, **options
            )

    def drain(self, printer=None):
        """Send what waits, as a job of the queue does; return its pause."""
        self.env.flush_all()
        with trap_jobs() as trap:
            pause = (printer or self.printer)._drain()
        self.env.invalidate_all()
        self.wanted = trap.enqueued_jobs
        return pause

    def again(self, job):
        """Let the pause before the next attempt pass."""
        job.next_try = False

    def printed(self, fake=None):
        return [text_lines(slip) for slip in (fake or self.fake).slips]
