"""What a run of stock tests found, and how two runs differ."""

import re
from dataclasses import dataclass, field

# A class that cannot start fails under a name like "setUpClass (stock.tests...)".
_WHOLE_CLASS = re.compile(r"^\w+ \((?P<path>[\w.]+)\)$")


@dataclass
class Run:
    """The outcome of one suite on one database.

    :param ran: number of tests that were begun.
    :param failed: names of those that failed, and of classes that could not start.
    :param skipped: names of those that were skipped.
    :param reasons: what was wrong, by name.
    """

    ran: int = 0
    failed: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    reasons: dict = field(default_factory=dict)

    @classmethod
    def of(cls, recorded):
        """Return what the driver recorded as a run."""
        outcome = recorded["outcome"]

        def named(kind):
            return sorted(name for name, what in outcome.items() if what == kind)

        ran = sum(not _WHOLE_CLASS.match(name) for name in outcome)
        return cls(ran, named("failed"), named("skipped"), recorded["reasons"])


def tags(names):
    """Return the test tags of Odoo that run just the tests, or classes, ``names``."""
    chosen = set()
    for name in names:
        match = _WHOLE_CLASS.match(name)
        *path, last = (match["path"] if match else name).split(".")
        chosen.add(f"/{path[0]}:{last if match else f'{path[-1]}.{last}'}")
    return ",".join(sorted(chosen))


def tried_again(recorded, names, again):
    """Return ``recorded`` with the tests ``names`` replaced by what ``again`` found."""
    kept = {
        key: {name: what for name, what in recorded[key].items() if name not in names}
        for key in ("outcome", "reasons")
    }
    return {key: kept[key] | again[key] for key in kept}


def differing(without, beside):
    """Return the names of tests that fail or are skipped only beside our addons."""
    failed = set(beside.failed) - set(without.failed)
    skipped = set(beside.skipped) - set(without.skipped) - set(without.failed)
    return sorted(failed | skipped)
