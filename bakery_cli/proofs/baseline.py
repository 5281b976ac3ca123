"""The committed file of what fails in stock Odoo itself, one per Odoo version."""

import json

from ..day.atomic import write_atomic
from .comparison import Run


class Baseline:
    """Outcomes of stock Odoo's suites without our addons.

    :param path: the file, by Odoo version.
    :param key: hash of the stock modules and their environment; what another one
        found says nothing about this one.
    :param again: take no outcome from the file, but keep those not found anew.
    """

    def __init__(self, path, key, again=False):
        self.path = path
        self.key = key
        self.suites, self.excused = {}, {}
        if path.exists():
            text = json.loads(path.read_text(encoding="utf-8"))
            self.excused = text["excused"]
            if text["environment"] == key:
                self.suites = text["suites"]
        self.forgotten = set(self.suites) if again else set()

    def get(self, suite):
        """Return the :class:`Run` of ``suite``, or None when it is not known yet."""
        known = None if suite in self.forgotten else self.suites.get(suite)
        return known and Run(known["ran"], known["failed"], known["skipped"])

    def put(self, suite, run):
        """Write the outcome of ``suite`` down."""
        self.suites[suite] = {
            "ran": run.ran,
            "failed": run.failed,
            "skipped": run.skipped,
        }
        self.forgotten.discard(suite)
        self._write()

    def add_failed(self, suite, names):
        """Note that ``names`` fail without our addons too, though not every time."""
        if names:
            known = self.suites[suite]
            known["failed"] = sorted({*known["failed"], *names})
            self._write()

    def _write(self):
        text = {
            "environment": self.key,
            # Tests that any additional addon breaks, each with the reason.
            "excused": self.excused,
            "suites": dict(sorted(self.suites.items())),
        }
        write_atomic(self.path, json.dumps(text, indent=2) + "\n")
