"""What was proved before, so that an interrupted proof goes on where it stopped."""

import json

from ..day.atomic import write_atomic


class Memory:
    """Outcomes by name, kept in one file that names what they are about.

    :param path: the file; its name holds a hash of the program that was proved.
    :param again: take no outcome from the file, but keep those not found anew.
    """

    def __init__(self, path, again=False):
        self.path = path
        self.known = {}
        if path.exists():
            self.known = json.loads(path.read_text(encoding="utf-8"))
        self.forgotten = set(self.known) if again else set()

    def get(self, name):
        """Return the outcome called ``name``, or None."""
        return None if name in self.forgotten else self.known.get(name)

    def put(self, name, outcome):
        """Remember ``outcome``, at once and on disk."""
        self.known[name] = outcome
        self.forgotten.discard(name)
        write_atomic(self.path, json.dumps(self.known, indent=2))
