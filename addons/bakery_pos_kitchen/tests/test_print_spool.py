from datetime import timedelta
from uuid import uuid4

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_print import PrintCommon


@tagged("post_install", "-at_install")
class TestPrintSpool(PrintCommon):
    """Slips are accepted once, sent in their order, and known to be printed."""

    def test_prints_and_knows(self):
        """A slip is on paper, and the printer has said so."""
        job = self.enqueue(name="Nasi Uji")
        self.assertEqual(job.state, "queued")
        self.assertFalse(self.fake.visits, "nothing leaves within the transaction")
        self.assertFalse(self.drain())
        self.assertEqual((job.state, job.attempts), ("confirmed", 1))
        self.assertTrue(job.sent_at)
        self.assertEqual(self.printer.state, "ready")
        self.assertIn("1 x Nasi Uji", self.printed()[0])
        self.assertIn(job.reference, self.printed()[0])

    def test_accepted_once(self):
        """The same number is the same slip, whatever comes with it."""
        uuid = str(uuid4())
        first = self.enqueue(uuid, name="Satu")
        self.assertEqual(self.enqueue(uuid, name="Dua"), first)
        self.drain()
        self.assertEqual(len(self.fake.slips), 1)

    def test_number_for_each_printer(self):
        """One ticket on two printers is two slips."""
        _fake, other = self.make_printer("Bar Uji")
        jobs = self.enqueue(str(uuid4()), printers=self.printer | other)
        self.assertEqual(jobs.printer_id, self.printer | other)

    def test_in_their_order(self):
        """What was ordered first is printed first, on one connection at a time."""
        for number in range(5):
            self.enqueue(name=f"Roti {number}")
        self.drain()
        names = [lines[2] for lines in self.printed()]
        self.assertEqual(names, [f"1 x Roti {number}" for number in range(5)])
        self.assertEqual(self.fake.most_open, 1)

    def test_queries_do_not_grow(self):
        """Accepting a slip costs the same with many waiting."""
        self.enqueue()
        before = self.count()
        for _number in range(20):
            self.enqueue()
        self.assertEqual(self.count(), before)

    def count(self):
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        self.enqueue()
        self.env.flush_all()
        return self.env.cr.sql_log_count - start

    def test_one_in_flight(self):
        """While a slip is being printed, nobody sends another one."""
        flying, waiting = self.enqueue(), self.enqueue()
        until = fields.Datetime.now() + timedelta(seconds=20)
        flying.write({"state": "sending", "lease_until": until})
        self.assertFalse(self.drain())
        self.assertEqual(waiting.state, "queued")
        self.assertFalse(self.fake.visits)

    def test_sender_died(self):
        """What a dead process was sending is printed again, marked as a copy."""
        job = self.enqueue()
        past = fields.Datetime.now() - timedelta(seconds=1)
        job.write({"state": "sending", "lease_until": past, "attempts": 1})
        self.drain()
        self.assertEqual((job.state, job.copies), ("confirmed", 1))
        self.assertTrue(any("2" in line for line in self.printed()[0][:1]))

    def test_late_answer_of_the_dead(self):
        """Who held a slip too long no longer decides about it."""
        job = self.enqueue()
        now = fields.Datetime.now()
        job.write({"state": "sending", "lease_until": now})
        late = now - timedelta(seconds=40)
        self.assertIsNone(job._finish(late, "confirmed", False, False))
        self.assertEqual(job.state, "sending")

    def test_scheduler_wakes_what_is_left(self):
        """A slip whose job was lost gets a new one, in the channel of printing."""
        self.enqueue()
        self.env["queue.job"].search([("channel", "=", "root.print")]).unlink()
        self.printer._wake_printers()
        jobs = self.env["queue.job"].search([("channel", "=", "root.print")])
        self.assertEqual(jobs.mapped("method_name"), ["_drain"])

    def test_each_slip_brings_its_own_job(self):
        """One that is about to begin may end before this slip can be seen by it."""
        jobs = self.env["queue.job"]
        here = [("channel", "=", "root.print")]
        jobs.search(here).unlink()
        self.printer._drain_soon()
        jobs.search(here).state = "enqueued"
        self.printer._drain_soon()
        self.assertEqual(jobs.search_count(here), 2)
        # What waits for its next attempt waits once.
        self.printer._drain_soon(5)
        self.printer._drain_soon(5)
        self.assertEqual(jobs.search_count(here), 3)

    def test_reprint(self):
        """The same bytes again, marked; what still waits is not printed twice."""
        manager = self.user("point_of_sale.group_pos_manager")
        job = self.enqueue()
        with self.assertRaises(UserError):
            job.with_user(manager).action_reprint()
        self.drain()
        again = job.with_user(manager).action_reprint()
        self.assertTrue(again.is_reprint)
        self.drain()
        first, second = self.printed()
        self.assertEqual(second[1:], first)

    def test_reprint_of_a_printer_that_is_gone(self):
        """Its backup prints it, or a sentence says that nobody does."""
        _fake, backup = self.make_printer("Bar Uji")
        job = self.enqueue()
        self.drain()
        self.printer.write({"active": False, "backup_printer_id": backup.id})
        self.assertEqual(job.action_reprint().printer_id, backup)
        backup.active = False
        with self.assertRaises(UserError):
            job.action_reprint()

    def test_cancel(self):
        """A slip that waits may be taken back."""
        job = self.enqueue()
        job.action_cancel()
        self.drain()
        self.assertFalse(self.fake.visits)

    def test_drawer(self):
        """The drawer opens, and no paper comes out."""
        self.printer.has_drawer = True
        self.printer.action_drawer()
        self.drain()
        self.assertEqual(self.fake.slips, [b"\x1b@\x1bt\x00\x1bp\x0022"])

    def test_test_page(self):
        self.printer.action_test()
        self.drain()
        self.assertIn("Dapur Uji", self.printed()[0])

    # Rights ---------------------------------------------------------------------------

    def user(self, group):
        return new_test_user(self.env, f"cetak_{group[-7:]}", groups=group)

    def test_users_do_not_see_printers(self):
        """Waiters print by what they do; addresses and slips are not theirs."""
        waiter = self.user("point_of_sale.group_pos_user")
        job = self.enqueue()
        for records in (job, self.printer):
            with self.assertRaises(AccessError):
                records.with_user(waiter).read()
        for action in (job.action_reprint, job.action_cancel, self.printer.action_test):
            with self.assertRaises(AccessError):
                getattr(action.__self__.with_user(waiter), action.__name__)()

    def test_managers_do_not_write_slips(self):
        manager = self.user("point_of_sale.group_pos_manager")
        with self.assertRaises(AccessError):
            self.enqueue().with_user(manager).state = "confirmed"

    def test_address_is_an_address(self):
        for host in ("http://x", "a b", "x/y", "u@h", False):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.printer.host = host

    def test_backup_of_itself(self):
        _fake, other = self.make_printer("Bar Uji", backup_printer_id=self.printer.id)
        with self.assertRaises(ValidationError):
            self.printer.backup_printer_id = other
