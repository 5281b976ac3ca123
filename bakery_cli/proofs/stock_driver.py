"""Runs in Odoo's shell: runs stock tests and writes what became of each one.

Odoo's own ``run_tests`` runs the ``at_install`` tests on the complete registry too.
As part of an installation they would run before our addons are loaded, and would
prove nothing about them.
"""

import json
from unittest.mock import patch

from odoo.tests import result, shell


class Recorder:
    """Listens to Odoo's test results.

    :ivar outcome: ``passed``, ``failed`` or ``skipped`` by the name of the test.
    :ivar reasons: what went wrong first, by the name of the test.
    """

    def __init__(self):
        self.outcome = {}
        self.reasons = {}

    @staticmethod
    def _name(test):
        while getattr(test, "test_case", None):  # a subtest counts as its test
            test = test.test_case
        return test.id().replace("odoo.addons.", "")

    def start(self, report, test):
        self.outcome[self._name(test)] = "passed"

    def fail(self, report, test, error):
        if not report._soft_fail:  # Odoo will try it again itself
            self.outcome[self._name(test)] = "failed"
            self.reasons.setdefault(self._name(test), str(error[1])[:600])

    def skip(self, report, test, reason):
        self.outcome[self._name(test)] = "skipped"

    def listening(self, method, heard):
        """Return a patch that lets ``heard`` know of each call of ``method``."""
        original = getattr(result.OdooTestResult, method)

        def both(report, test, *args):
            heard(report, test, *args)
            return original(report, test, *args)

        return patch.object(result.OdooTestResult, method, both)


def record(env, tags, path):
    """Run the tests that ``tags`` name; write their outcomes to ``path``."""
    recorder = Recorder()
    with (
        recorder.listening("startTest", recorder.start),
        recorder.listening("addFailure", recorder.fail),
        recorder.listening("addError", recorder.fail),
        recorder.listening("addSkip", recorder.skip),
    ):
        shell.run_tests(env, tags)
    with open(path, "w", encoding="utf-8") as handle:
        json.dump({"outcome": recorder.outcome, "reasons": recorder.reasons}, handle)
