"""What an agent in the shop and the server say to each other; see the readme."""

import base64
import logging
import time
from datetime import timedelta

from odoo import fields, models, tools

from .bakery_print_job import OPEN
from .print_drain import AGENT_LEASE, AGENT_PATIENCE
from .short_transaction import ShortTransaction, insist

_logger = logging.getLogger(__name__)

# Seconds between two looks while a request is held.
LOOK_EVERY = 1
SEEN_EVERY = timedelta(seconds=10)
# Older slips are not cooked without asking, as if the printer itself had failed.
TOO_OLD = timedelta(minutes=15)
DONE = ("sent", "confirmed")


class BakeryPrintAgent(models.Model):
    _inherit = "bakery.print.agent"

    def _hear(self, reports, version=""):
        """Write what became of slips, for good.

        :param list reports: checked by the controller:
            ``{uuid, printer, attempt, state, error, ambiguous}``
        :return: for each ``done``, or ``stale`` when it is somebody else's by now
        """

        def settle(agent):
            agent._seen(version)
            jobs = agent._reported(reports)
            return [agent._settle(jobs, report) for report in reports]

        # A second request may tell the same meanwhile.
        with tools.mute_logger("odoo.sql_db"):
            return insist(self, settle)

    def _reported(self, reports):
        """Return the slips of reports by uuid, if they are on its printers."""
        jobs = self.env["bakery.print.job"].search(
            [("uuid", "in", [report["uuid"] for report in reports])]
        )
        return {job.uuid: job for job in jobs if job.printer_id.agent_id == self}

    def _settle(self, jobs, report):
        job = jobs.get(report["uuid"])
        # A slip that went to a backup, or was begun again, is no longer this one.
        if (
            not job
            or job.printer_id.id != report["printer"]
            or job.attempts != report["attempt"]
        ):
            return "stale"
        if job.state == "sending":
            # Also after its lease: until somebody else begins, it is the agent's word.
            job._finish(
                job.lease_until, report["state"], report["error"], report["ambiguous"]
            )
        return "done"

    def _work_now(self):
        """Take one slip for each printer that has one waiting and prints none.

        :return: as ``_work`` of a slip, a list; None when the token is dead by now
        """
        with ShortTransaction(self) as agent:
            if not agent.exists() or not agent.token_hash:
                return None
            agent._seen()
            waiting = agent._printers_to_serve().ids
        printers = self.env["bakery.printer"].browse(waiting)
        return [
            work for work, _pause in (printer._take() for printer in printers) if work
        ]

    def _printers_to_serve(self):
        now = fields.Datetime.now()
        groups = self.env["bakery.print.job"]._read_group(
            [
                ("printer_id", "in", self.printer_ids._by_agent().ids),
                "|",
                "&",
                ("state", "=", "queued"),
                "|",
                ("next_try", "=", False),
                ("next_try", "<=", now),
                "&",
                ("state", "=", "sending"),
                ("lease_until", "<=", now),
            ],
            ["printer_id"],
        )
        return self.env["bakery.printer"].union(*(printer for (printer,) in groups))

    def _await_work(self, seconds):
        """Return work as soon as there is some, or nothing after ``seconds``.

        Each look is a transaction of its own, since one that is held sees nothing new.
        """
        until = time.monotonic() + seconds
        while True:
            works = self._work_now()
            if works or works is None or time.monotonic() >= until:
                return works
            time.sleep(LOOK_EVERY)

    def _seen(self, version=""):
        """Note a sign of life."""
        late = fields.Datetime.now() - SEEN_EVERY
        if not self.last_seen or self.last_seen < late:
            self.last_seen = fields.Datetime.now()
        if version and version != self.version:
            self.version = version

    def _is_away(self):
        since = fields.Datetime.now() - AGENT_PATIENCE
        return not self.last_seen or self.last_seen < since

    @staticmethod
    def _public(work):
        """Return what an agent is told of a slip."""
        told = ("uuid", "reference", "attempt", "printer", "name", "host", "port")
        return {
            **{key: work[key] for key in told},
            "has_status": work["has_status"],
            "payload": base64.b64encode(work["payload"]).decode(),
        }

    @staticmethod
    def _lease_seconds():
        return AGENT_LEASE.seconds


# pylint: disable=consider-merging-classes-inherited
# What the server does about an agent is a subject of its own.
class BakeryPrinter(models.Model):
    _inherit = "bakery.printer"

    def _by_agent(self):
        return self.filtered(lambda p: p.active and p.transport == "agent")

    def _watch_agent(self):
        """See that the agent fetches what waits; called by the queue.

        When it is silent, the tills are told, and the backup prints.

        :return: seconds until it is looked at again, or nothing
        """
        # sudo: jobs of the queue have the user who caused the first slip.
        printer = self.sudo()
        now = fields.Datetime.now()
        Job = printer.env["bakery.print.job"]
        here = [("printer_id", "=", printer.id)]
        if not Job.search_count([*here, ("state", "in", OPEN)], limit=1):
            return None
        if not printer.agent_id._is_away():
            printer._drain_soon()
            return AGENT_PATIENCE.seconds
        printer._in_flight(now)
        printer._failed("away")
        if printer.backup_printer_id.active:
            printer.env.flush_all()
            printer._redirect()
            return None
        old = [*here, ("state", "=", "queued"), ("create_date", "<", now - TOO_OLD)]
        Job.search(old).write({"state": "failed", "error": "away"})
        return None
