"""What the agent has sent to printers and not yet told the server, over a power cut."""

import json
import os
import threading
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none: there, do not start the program twice.
    fcntl = None

# Lines that are worth a shorter file.
LONGEST = 2000
LOST = {"state": "queued", "error": "lost", "ambiguous": True}


class InUse(Exception):
    """Another agent writes this journal."""


class Journal:
    """A file of one JSON object a line, each on disk before the next step is taken.

    A slip is ``begun`` before its first byte leaves, ``done`` when the printer's answer
    is known, and ``told`` when the server has that answer. One that was begun by a
    process that is dead may be on paper or not: the server hears that it was lost, and
    sends it again as a copy. Nothing is printed of which the journal knows nothing.

    :param path: of the file; it is made if missing
    :raise InUse: when another process has it
    :raise OSError: when it cannot be written
    """

    def __init__(self, path):
        self.path = Path(path)
        self.lock = threading.Lock()
        self.open = {}
        self.lines = 0
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.guard = open(f"{self.path}.lock", "w")  # noqa: SIM115 - held for good
        self._take()
        self._load()
        self.file = None
        self._shorten()

    def close(self):
        self.file.close()
        self.guard.close()

    def begin(self, slip):
        """Note that bytes of a slip are about to leave."""
        with self.lock:
            self.open[slip] = None
            self._write({"begun": slip})

    def done(self, slip, **outcome):
        """Note what became of it: ``state``, ``error`` and ``ambiguous``."""
        with self.lock:
            self.open[slip] = outcome
            self._write({"done": slip, **outcome})

    def told(self, slips):
        """Forget slips of which the server knows."""
        with self.lock:
            for slip in slips:
                if self.open.pop(slip, None) is not None:
                    self._write({"told": slip}, safe=False)
            if self.lines > LONGEST:
                self._shorten()

    def untold(self):
        """Return ``{slip: outcome}`` of what the server has to hear."""
        with self.lock:
            return {slip: outcome for slip, outcome in self.open.items() if outcome}

    def _take(self):
        if not fcntl:
            return
        try:
            fcntl.flock(self.guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.guard.close()
            raise InUse(str(self.path)) from error

    def _load(self):
        text = self.path.read_bytes() if self.path.exists() else b""
        for line in text.splitlines():
            try:
                entry = json.loads(line)
                for kind in ("begun", "done", "told"):
                    if kind in entry:
                        self._replay(kind, tuple(entry.pop(kind)), entry)
            except (ValueError, TypeError, AttributeError):
                # Half a line: the power went while it was written, and nothing was
                # done on its strength.
                continue
        for slip, outcome in self.open.items():
            self.open[slip] = outcome or dict(LOST)

    def _replay(self, kind, slip, outcome):
        if kind == "told":
            self.open.pop(slip, None)
        else:
            self.open[slip] = outcome if kind == "done" else None

    def _write(self, entry, safe=True):
        self.file.write(json.dumps(entry).encode() + b"\n")
        self.file.flush()
        if safe:
            os.fsync(self.file.fileno())
        self.lines += 1

    def _shorten(self):
        """Write a new file of what is open, and put it in the old one's place."""
        fresh = self.path.with_suffix(".new")
        with open(fresh, "wb") as file:
            for slip, outcome in self.open.items():
                kind = "begun" if outcome is None else "done"
                file.write(json.dumps({kind: slip, **(outcome or {})}).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)
        if self.file:
            self.file.close()
        self.file = open(self.path, "ab")  # noqa: SIM115 - open as long as the agent
        self.lines = len(self.open)
