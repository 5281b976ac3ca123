"""The agent at work: asks for slips, prints them, tells what became of them."""

import base64
import threading
import time

from ..printing.transport import NotPrinted, send_tcp
from .link import Away, Refused
from .words import words

# Seconds until a server that is away, or that refuses, is asked again.
PAUSES = (1, 2, 4, 8, 15, 30)
REFUSED_PAUSES = (10, 30, 60, 300)
# Odd answers aside, the server has one slip at a time for each printer.
MOST_JOBS = 50
MOST_REPORTS = 50
JOB = {"uuid", "printer", "attempt", "payload", "host", "port", "has_status"}


class Agent:
    """Prints on several printers at once, one slip at a time on each.

    :param link: ``Link``; :param journal: ``Journal``
    :param int wait: seconds for which the server may hold a request
    :param say: called with a sentence for people
    :param float pace: what pauses are multiplied with; tests are in a hurry
    """

    def __init__(self, link, journal, wait=25, say=print, pace=1, send=send_tcp):
        self.link = link
        self.journal = journal
        self.wait = wait
        self.say = say
        self.pace = pace
        self.send = send
        self.stopped = threading.Event()
        self.gate = threading.Lock()
        self.printers = {}
        self.threads = set()
        self.failures = 0

    def run(self):
        """Work until somebody calls ``stop``; slips that are under way are finished."""
        while not self.stopped.is_set():
            self.stopped.wait(self.step() * self.pace)
        for thread in list(self.threads):
            thread.join(30)

    def stop(self):
        self.stopped.set()

    def step(self):
        """Ask once; return the seconds until it is asked again."""
        try:
            answer = self.exchange(self.wait)
        except Refused:
            pause = self._pause(REFUSED_PAUSES)
            self.say(
                words(
                    "The server does not know this token: it was revoked or replaced."
                    " Ask the outlet manager for a new one; it is tried again in"
                    " {seconds} s.",
                    seconds=pause,
                )
            )
            return pause
        except Away as error:
            pause = self._pause(PAUSES)
            self.say(
                words(
                    "The server does not answer ({reason}); it is tried again in"
                    " {seconds} s.",
                    reason=error,
                    seconds=pause,
                )
            )
            return pause
        if self.failures:
            self.say(words("The server answers again."))
            self.failures = 0
        pause = answer.get("pause")
        return pause if isinstance(pause, int | float) and 0 <= pause <= 60 else 1

    def _pause(self, pauses):
        pause = pauses[min(self.failures, len(pauses) - 1)]
        self.failures += 1
        return pause

    def exchange(self, wait):
        """Tell the server what it does not know yet, and begin with what it gives."""
        untold = list(self.journal.untold().items())[:MOST_REPORTS]
        reports = [
            {"uuid": uuid, "printer": printer, "attempt": attempt, **outcome}
            for (uuid, printer, attempt), outcome in untold
        ]
        answer = self.link.exchange(reports, wait)
        self.journal.told([slip for slip, _outcome in untold])
        for job in answer["jobs"][:MOST_JOBS]:
            if isinstance(job, dict) and job.keys() >= JOB:
                self.begin(job, answer.get("lease") or 0)
        return answer

    def begin(self, job, lease):
        """Print a slip beside others."""
        thread = threading.Thread(
            target=self.work, args=(job, time.time() + lease / 2), daemon=True
        )
        self.threads.add(thread)
        thread.start()

    def work(self, job, latest):
        """Print a slip, and ask for the next one of the same printer."""
        try:
            self.put_on_paper(job, latest)
            if not self.stopped.is_set():
                self.exchange(0)
        except (Away, Refused):
            # The journal has it: the next request that comes through tells it.
            return
        except OSError as error:
            # What the journal cannot note is not printed.
            self.say(
                words(
                    "The journal {path} cannot be written: {reason}.",
                    path=self.journal.path,
                    reason=error,
                )
            )
        finally:
            self.threads.discard(threading.current_thread())

    def put_on_paper(self, job, latest):
        """Print a slip, unless it is too late for it: somebody else may have it.

        :param float latest: moment until which it may begin (by the clock on the wall,
            which goes on while a machine sleeps)
        """
        slip = (job["uuid"], job["printer"], job["attempt"])
        with self._own(job["printer"]):
            self.journal.begin(slip)
            outcome = {"state": "queued", "error": "lost", "ambiguous": False}
            if time.time() <= latest:
                outcome = self.deliver(job)
            self.journal.done(slip, **outcome)
        if outcome["state"] == "queued":
            self.say(
                words(
                    "Printer {printer} did not print slip {slip}: {reason}.",
                    printer=job.get("name") or job["printer"],
                    slip=job.get("reference") or job["uuid"][:8],
                    reason=words(outcome["error"]),
                )
            )

    def deliver(self, job):
        """Send a slip to its printer; return what is to be told of it."""
        try:
            payload = base64.b64decode(job["payload"])
            state = self.send(job["host"], job["port"], payload, job["has_status"])
        except NotPrinted as failure:
            return {
                "state": "queued",
                "error": failure.code,
                "ambiguous": failure.ambiguous,
            }
        return {"state": state, "error": False, "ambiguous": False}

    def _own(self, printer):
        with self.gate:
            return self.printers.setdefault(printer, threading.Lock())
