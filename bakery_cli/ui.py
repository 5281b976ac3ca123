"""What the user sees in the terminal: steps with progress and elapsed time."""

import contextlib
import shutil
import sys
import threading
import time

from .i18n import _

_GREEN, _RED, _DIM, _BOLD, _RESET = (
    "\033[32m",
    "\033[31m",
    "\033[2m",
    "\033[1m",
    "\033[0m",
)


def colour(text, code, stream=None):
    """Wrap ``text`` in an ANSI code when ``stream`` is a terminal."""
    if (stream or sys.stdout).isatty():
        return f"{code}{text}{_RESET}"
    return text


def bold(text):
    return colour(text, _BOLD)


def good(text):
    return colour(text, _GREEN)


def bad(text):
    return colour(text, _RED)


def dim(text):
    return colour(text, _DIM)


def say(text=""):
    print(text, flush=True)


def warn(text):
    print(colour(text, _RED, sys.stderr), file=sys.stderr, flush=True)


class Step:
    """One step on the screen: a name, a live note, and the time it took."""

    def __init__(self, name):
        self.name = name
        self.note = ""
        self.failed = False
        self.started = time.monotonic()
        self._stop = threading.Event()
        self._screen = threading.Lock()
        self._thread = None

    def elapsed(self):
        return time.monotonic() - self.started

    def update(self, note):
        """Show ``note`` behind the name of the running step."""
        self.note = note

    def line(self, name, seconds, failed=False):
        """Show that part ``name`` of the running step has ended."""
        with self._screen:
            self._wipe()
            mark = bad("✗") if failed else good("✓")
            say(f"    {mark} {name:<42} {seconds:6.1f} s")

    def _spin(self):
        width = shutil.get_terminal_size().columns
        while not self._stop.wait(0.2):
            line = f"  … {self.name}  {self.elapsed():5.0f} s  {self.note}"
            with self._screen:
                print("\r" + line[: width - 1].ljust(width - 1), end="", flush=True)
        self._wipe()

    def _wipe(self):
        if self._thread:
            width = shutil.get_terminal_size().columns
            print("\r" + " " * (width - 1) + "\r", end="", flush=True)

    def __enter__(self):
        if sys.stdout.isatty():
            self._thread = threading.Thread(target=self._spin, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, exc_type, exc, tb):
        self._stop.set()
        if self._thread:
            self._thread.join()
        mark = bad("✗") if exc_type or self.failed else good("✓")
        note = f"  {dim(self.note)}" if self.note else ""
        say(f"  {mark} {self.name:<44} {self.elapsed():6.1f} s{note}")
        return False


def step(name):
    """Context manager that shows one step of a longer job."""
    return Step(name)


@contextlib.contextmanager
def section(title):
    """Print a heading, then the total time of what ran below it."""
    say(bold(title))
    started = time.monotonic()
    yield
    say(_("  total {seconds} s", seconds=f"{time.monotonic() - started:.1f}"))


def table(rows, header=None, right=()):
    """Print ``rows`` (lists of strings) in aligned columns.

    :param right: indexes of the columns that align right (amounts).
    """
    lines = ([header] if header else []) + [[str(c) for c in row] for row in rows]
    if not lines:
        return
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for number, line in enumerate(lines):
        cells = [
            cell.rjust(widths[i]) if i in right else cell.ljust(widths[i])
            for i, cell in enumerate(line)
        ]
        text = "  " + "  ".join(cells).rstrip()
        say(bold(text) if header and number == 0 else text)
