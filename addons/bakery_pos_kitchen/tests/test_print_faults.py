from unittest.mock import patch

from odoo.tests import tagged

from ..models.printing.print_drain import MOST_ATTEMPTS
from ..printing.decode import text_lines
from .common_print import PrintCommon


@tagged("post_install", "-at_install")
class TestPrintFaults(PrintCommon):
    """Whatever a printer does, no slip is lost, and none is there twice unmarked."""

    def attempt(self, mode):
        self.fake.mode = mode
        job = self.enqueue()
        self.assertTrue(self.drain(), "it is tried again")
        self.assertEqual(job.state, "queued")
        return job

    def mended(self, job):
        self.fake.mode = "ready"
        self.again(job)
        self.drain()
        self.assertEqual(job.state, "confirmed")
        return text_lines(self.fake.slips[-1])

    def assertPlain(self, job, error):
        self.assertEqual((job.error, job.copies), (error, 0))
        self.assertEqual(self.mended(job), self.plain(job))

    def assertCopy(self, job, error):
        self.assertEqual((job.error, job.copies), (error, 1))
        lines = self.mended(job)
        self.assertIn(f"{job.printer_id._words()['copy']} 2", lines[0])
        self.assertEqual(lines[1:], self.plain(job))

    def plain(self, job):
        job.copies = 0
        return text_lines(job._payload_bytes())

    def test_off(self):
        self.fake.close()
        job = self.enqueue()
        self.drain()
        self.assertEqual((job.state, job.error), ("queued", "unreachable"))
        self.assertEqual(job.copies, 0)

    def test_hanging(self):
        """It takes the connection and says nothing: nothing was sent yet."""
        self.assertPlain(self.attempt("silent"), "silent")

    def test_not_ready(self):
        self.assertPlain(self.attempt("offline"), "offline")

    def test_out_of_paper(self):
        self.assertPlain(self.attempt("paper"), "paper")

    def test_runs_out_of_paper(self):
        """Half a slip may be there."""
        self.assertCopy(self.attempt("runs_out"), "paper")

    def test_cut_in_the_middle(self):
        self.assertCopy(self.attempt("cuts"), "cut")

    def test_half_open(self):
        """It took all and never answered: perhaps it is on paper."""
        self.assertCopy(self.attempt("vanishes"), "silent")

    def test_mute_printer(self):
        """A printer that answers nothing is not asked, and nothing is claimed."""
        self.fake.mode = "mute"
        self.printer.has_status = False
        job = self.enqueue()
        self.drain()
        self.assertEqual(job.state, "sent")

    def test_pauses_grow(self):
        """1, 2, 5, 10 seconds; the slips behind it wait, too."""
        self.fake.close()
        job = self.enqueue()
        later = self.enqueue()
        pauses = []
        for _attempt in range(4):
            pauses.append(self.drain())
            self.again(job)
        self.assertEqual(pauses, [1, 2, 5, 10])
        self.assertFalse(later.attempts)

    def test_tills_are_told(self):
        """After three failures the tills know, once; and again when it works."""
        told = self.tell()
        job = self.attempt("offline")
        for _attempt in range(3):
            self.again(job)
            self.drain()
        self.assertEqual(self.printer.state, "down")
        self.assertEqual(told, ["down"])
        till = self.env["pos.config"].create({"name": "Kasir Cetak"})
        (alert,) = till.failing_printers()
        self.assertEqual((alert["name"], alert["backup"]), ("Dapur Uji", ""))
        self.mended(job)
        self.assertEqual(told, ["down", "ready"])
        self.assertFalse(till.failing_printers())

    def tell(self):
        told = []
        model = self.env.registry["bakery.printer"]
        self.startPatcher(
            patch.object(model, "_tell_tills", lambda s: told.append(s.state))
        )
        return told

    def test_too_old(self):
        """A slip nobody could print fails in the end; the next one has its turn."""
        job = self.attempt("offline")
        later = self.enqueue()
        job.attempts = MOST_ATTEMPTS
        self.again(job)
        self.drain()
        self.assertEqual(job.state, "failed")
        self.fake.mode = "ready"
        self.drain()
        self.assertEqual(later.state, "confirmed")

    def test_backup(self):
        """After three failures all that waits is printed on the backup, marked."""
        spare, backup = self.make_printer("Bar Uji")
        self.printer.backup_printer_id = backup
        self.fake.mode = "paper"
        first, second = self.enqueue(), self.enqueue()
        for _attempt in range(3):
            self.again(first)
            self.drain()
        self.assertEqual((first | second).printer_id, backup)
        self.assertIn(backup, [job.recordset for job in self.wanted])
        self.drain(backup)
        self.assertEqual((first | second).mapped("state"), ["confirmed"] * 2)
        for lines in self.printed(spare):
            self.assertIn(": Dapur", lines[0])
        # Once it is known to fail, one attempt is enough.
        third = self.enqueue()
        self.drain()
        self.assertEqual(third.printer_id, backup)
