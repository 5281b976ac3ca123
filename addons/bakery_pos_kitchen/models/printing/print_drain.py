import logging
import time
from datetime import timedelta

from psycopg2.errors import OperationalError, UniqueViolation

from odoo import api, fields, models, tools

from ...printing.transport import NotPrinted, send_box, send_tcp
from .short_transaction import ShortTransaction, insist

_logger = logging.getLogger(__name__)

CHANNEL = "root.print"
# Longer than a slip can take: connecting, three questions and writing, 4 s each.
LEASE = timedelta(seconds=30)
# The same by an agent, which has to hear of it and to tell, too.
AGENT_LEASE = timedelta(seconds=40)
# An agent that is silent for so long is away: the backup prints, the tills are told.
AGENT_PATIENCE = timedelta(seconds=20)
# Seconds until the next attempt, by how many failed.
PAUSES = (1, 2, 5, 10, 30)
# After so many failures, the backup prints and the tills are told.
PATIENCE = 3
# Then it is too old to be cooked without asking: about a quarter of an hour.
MOST_ATTEMPTS = 30
# A job of the queue ends after so many seconds, so that other printers have a turn.
SHIFT = 20


# pylint: disable=consider-merging-classes-inherited
# How slips leave the house is a subject of its own.
class BakeryPrinter(models.Model):
    """Sends the slips of a printer, one after the other.

    A slip takes two short transactions of their own, with the printer between them:
    ``_claim`` marks it as being sent and commits, so that a process that is killed
    leaves a trace; ``_finish`` writes what became of it. Nothing is locked while the
    printer is talked to.
    """

    _inherit = "bakery.printer"

    def _drain_soon(self, seconds=0):
        """Let a job send what waits.

        Of jobs that are to begin later, one waits for each printer at most. One that is
        to begin at once comes with each slip: another one that has not begun yet, as
        this transaction sees it, may end before the slip is committed, and leave it.
        """
        for printer in self:
            # An agent fetches its slips itself; here it is only seen whether it does.
            away = printer.transport == "agent"
            eta = AGENT_PATIENCE.seconds if away else seconds or None
            printer.with_delay(
                channel=CHANNEL,
                priority=1,
                eta=eta,
                identity_key=f"bakery.printer:{printer.id}:drain" if eta else None,
                description=f"Print on {printer.name}",
            )._drain()

    def _drain(self):
        """Send what waits. Whoever finds the printer taken leaves it to the other."""
        self.ensure_one()
        if self.transport == "agent":
            return self._watch_agent()
        until = time.monotonic() + SHIFT
        while time.monotonic() < until:
            work, pause = self._take()
            if not work:
                break
            pause = self._settle(work, *self._send(work))
            if pause:
                break
        else:
            pause = 0.1
        if pause:
            self._drain_soon(pause)
        return pause

    def _take(self):
        """Return ``(what to send, None)``, or as ``_claim`` does, for good."""
        try:
            with tools.mute_logger("odoo.sql_db"), ShortTransaction(self) as printer:
                job, pause = printer._claim()
                return (job._work() if job else None), pause
        except (UniqueViolation, OperationalError):
            # Another process was faster; a printer that a lock kept from being read is
            # found by the next one who looks.
            return None, None

    def _settle(self, work, *outcome):
        """Write what became of a slip, for good, though somebody edits the printer."""

        def finish(printer):
            job = printer.env["bakery.print.job"].browse(work["id"])
            return job._finish(work["lease"], *outcome)

        return insist(self, finish)

    def _claim(self):
        """Take the oldest slip that waits.

        :return: ``(job, None)``, or ``(no job, seconds)`` until there is one to try, or
            ``(no job, None)`` when none waits or somebody else sends
        """
        now = fields.Datetime.now()
        Job = self.env["bakery.print.job"]
        if self._in_flight(now):
            return Job, None
        waiting = [("printer_id", "=", self.id), ("state", "=", "queued")]
        job = Job.search(waiting, order="id", limit=1)
        if not job:
            return Job, None
        if job.next_try and job.next_try > now:
            return Job, max((job.next_try - now).total_seconds(), 1)
        job.write(
            {
                "state": "sending",
                "attempts": job.attempts + 1,
                "lease_until": now
                + (AGENT_LEASE if self.transport == "agent" else LEASE),
                "next_try": False,
            }
        )
        self.env.flush_all()
        return job, None

    def _in_flight(self, now):
        """Return the slip that is being sent; one whose sender died waits again."""
        flying = self.env["bakery.print.job"].search(
            [("printer_id", "=", self.id), ("state", "=", "sending")]
        )
        if not flying or flying.lease_until > now:
            return flying
        # It may be on paper, or not.
        flying.write(
            {
                "state": "queued",
                "copies": flying.copies + 1,
                "error": "lost",
                "lease_until": False,
            }
        )
        self.env.flush_all()
        return flying.browse()

    @api.model
    def _send(self, work):
        """Talk to the printer; no transaction is open meanwhile.

        :return: ``(state, error, ambiguous)``
        """
        try:
            if work["transport"] == "iot_box":
                done = send_box(work["host"], work["port"], work["payload"])
            else:
                done = send_tcp(
                    work["host"], work["port"], work["payload"], work["has_status"]
                )
        except NotPrinted as failure:
            return "queued", failure.code, failure.ambiguous
        return done, False, False

    @api.model
    def _wake_printers(self):
        """Called by the scheduler: send what a lost job or dead process left behind."""
        now = fields.Datetime.now()
        left = self.env["bakery.print.job"]._read_group(
            [
                "|",
                ("state", "=", "queued"),
                "&",
                ("state", "=", "sending"),
                ("lease_until", "<", now),
            ],
            ["printer_id"],
        )
        for (printer,) in left:
            printer._drain_soon()

    def _failed(self, error):
        """Note a failure that lasts, and tell the tills once."""
        if self.state == "down":
            self.fault = error
            return
        self.write(
            {"state": "down", "fault": error, "down_since": fields.Datetime.now()}
        )
        self._tell_tills()

    def _redirect(self):
        """Let the backup print all that waits here."""
        backup = self.backup_printer_id
        waiting = self.env["bakery.print.job"].search(
            [("printer_id", "=", self.id), ("state", "=", "queued")]
        )
        for origin, jobs in waiting.grouped("redirected_from").items():
            jobs.write(
                {
                    "printer_id": backup.id,
                    "redirected_from": origin.id or self.id,
                    "attempts": 0,
                    "next_try": False,
                }
            )
        backup._drain_soon()

    def _worked(self):
        """Note that the printer printed."""
        was = self.state
        self.write(
            {
                "state": "ready",
                "fault": False,
                "down_since": False,
                "last_seen": fields.Datetime.now(),
            }
        )
        if was == "down":
            self._tell_tills()

    def _tell_tills(self):
        """Tell the tills that are open whether the printer works."""
        # sudo: the spool has no user; the tills learn the name and the fault only.
        sessions = self.env["pos.session"].sudo()
        for printer in self:
            tills = sessions.search(
                [("state", "=", "opened"), ("company_id", "=", printer.company_id.id)]
            ).config_id
            for till in tills:
                till._notify("BAKERY_PRINTER", printer._alert())

    def _alert(self):
        """Return what a till is told: ``{id, name, state, fault, backup}``."""
        self.ensure_one()
        faults = dict(self._fields["fault"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "fault": faults.get(self.fault, ""),
            "backup": self.backup_printer_id.name or "",
        }


class BakeryPrintJob(models.Model):
    _inherit = "bakery.print.job"

    def _work(self):
        """Return all that is needed to send a slip, without the database."""
        self.ensure_one()
        printer = self.printer_id
        return {
            "id": self.id,
            "uuid": self.uuid,
            "reference": self.reference or "",
            "attempt": self.attempts,
            "printer": printer.id,
            "name": printer.name,
            "lease": self.lease_until,
            "payload": self._payload_bytes(),
            "transport": printer.transport,
            "host": printer.host,
            "port": printer.port,
            "has_status": printer.has_status,
        }

    def _finish(self, lease, state, error, ambiguous):
        """Write what became of a slip, unless somebody else has it by now.

        :return: seconds until the next attempt of its printer, or nothing
        """
        if not self.exists() or self.state != "sending" or self.lease_until != lease:
            return None
        printer = self.printer_id
        if state != "queued":
            self.write(
                {
                    "state": state,
                    "error": False,
                    "lease_until": False,
                    "sent_at": fields.Datetime.now(),
                }
            )
            printer._worked()
            return None
        was_down = printer.state == "down"
        self.write(
            {
                "state": "queued",
                "error": error,
                "lease_until": False,
                "copies": self.copies + ambiguous,
            }
        )
        if self.attempts >= PATIENCE or was_down:
            printer._failed(error)
            if printer.backup_printer_id.active:
                self.env.flush_all()
                printer._redirect()
                return None
        if self.attempts >= MOST_ATTEMPTS:
            self.state = "failed"
            return 1
        pause = PAUSES[min(self.attempts, len(PAUSES)) - 1]
        self.next_try = fields.Datetime.now() + timedelta(seconds=pause)
        return pause
