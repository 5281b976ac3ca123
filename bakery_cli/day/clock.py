"""A clock that can be moved, for a server and a cluster of their own.

libfaketime adds an offset to what the two processes read from the machine. An
offset, not a point in time: every process counts a point in time from its own
start, so the database and the server would drift apart.
"""

import datetime
import time
from pathlib import Path

from ..errors import BakeryError
from ..i18n import _
from .atomic import write_atomic
from .context import ZONE

# Not the multi-threaded library: its lock makes a Python server with a few threads
# thirty times slower, and Python looks at the clock under a lock of its own.
LIBRARY = "libfaketime.so.1"
# libfaketime keeps what it read for this many seconds and counts whole ones only, so
# that a process may notice a move nearly a second later than that.
CACHE = 1
NOTICE = CACHE + 1.2
START_FILE = Path(__file__).parent / "moved_clock"
FOLDERS = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/local/lib/faketime")


def library():
    """Return the path of libfaketime."""
    for pattern in FOLDERS:
        for folder in sorted(Path("/").glob(pattern.lstrip("/"))):
            if (folder / LIBRARY).exists():
                return folder / LIBRARY
    raise BakeryError(
        _("libfaketime is missing: install the package libfaketime, then try again.")
    )


class Clock:
    """The time that the server and the cluster believe in.

    :param path: file that both read on every look at the clock; it must lie where
        the unprivileged user of the cluster may read it.
    """

    def __init__(self, path):
        self.path = path
        self.offset = 0.0
        self._noticed = 0.0

    def preload(self):
        """Return the environment that puts a process on this clock."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self.path),
            # Looking at the file on every look at the clock costs a sixth of the day.
            "FAKETIME_CACHE_DURATION": str(CACHE),
            # Waiting and time-outs stay real, or a jump would end them all.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }

    def preload_python(self):
        """Return :meth:`preload` for a Python process, which needs help to sleep."""
        return {**self.preload(), "PYTHONPATH": str(START_FILE)}

    def now(self):
        """Return the moved time."""
        moment = time.time() + self.offset
        return datetime.datetime.fromtimestamp(moment, datetime.timezone.utc)

    def date(self):
        """Return the moved date at the bakery."""
        return self.now().astimezone(ZONE).date()

    def set(self, moment):
        """Move the clock to ``moment`` (an aware datetime); it runs on from there."""
        self.offset = moment.timestamp() - time.time()
        write_atomic(self.path, f"{self.offset:+.3f}\n")
        self._noticed = time.monotonic() + NOTICE

    def begin(self, moment):
        """Move the clock forward to ``moment``, never back; do not wait.

        What runs meanwhile may see either time: good for reading only.
        """
        if moment > self.now():
            self.set(moment)

    def advance(self, moment):
        """Move the clock forward to ``moment``, never back, until all have noticed."""
        self.begin(moment)
        left = self._noticed - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._noticed = 0.0

    def at(self, date, hour):
        """Return a quarter past ``hour`` on ``date``, at the bakery."""
        return datetime.datetime.combine(date, datetime.time(hour, 15), tzinfo=ZONE)
