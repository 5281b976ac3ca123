"""One day from the first step to the books, shown as it happens."""

import sys

from . import report
from .books import Books
from .player import Player


class Show:
    """Plays a day and tells about it.

    :param quiet: say nothing on the way (for ``--json``).
    :param brief: link to the first document of a step only.
    :param before: called with each step before it runs.
    :param after: called when all steps went through, before the books are read.
    :param books: whether the books are read at the end.
    """

    def __init__(
        self, day, quiet=False, before=None, brief=False, after=None, books=True
    ):
        self.books = books
        self.day = day
        self.brief = brief
        self.quiet = quiet
        self.after = after or (lambda: None)
        self.player = Player(day, report=self._step, before=before)
        self.lines, self.checks, self.stock_value = [], [], None

    def run(self):
        """Play the day; return whether all its steps went through."""
        played = self.player.play()
        if played:
            date = self.day.today()
            self.after()
            if self.books:
                self._read_books(date)
        return played

    def _read_books(self, date):
        books = Books(self.day, date)
        self.lines = books.trial_balance()
        self.checks = books.checks(self.lines)
        self.stock_value = books.stock_value()

    def ties_out(self):
        """Return whether all comparisons that were made agree."""
        return all(check.ok for check in self.checks)

    def error(self):
        """Return the sentence of the step that failed, or None."""
        return next((r.error for r in self.player.results if r.error), None)

    def _step(self, result):
        if self.quiet:
            return
        print(report.step_line(result, self.brief), flush=True)
        if not self.brief and not result.error:
            print("".join(f"{line}\n" for line in report.links(result)), end="")

    def print_books(self):
        if self.lines and not self.quiet:
            report.print_books(self.lines, self.checks, self.stock_value)
            sys.stdout.flush()

    def document(self, date):
        """Return the day for machines."""
        return report.document(
            self.day, self.player, date, self.lines, self.checks, self.stock_value
        )
