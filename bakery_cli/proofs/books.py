"""Random years of documents on clones of one database, checked after every month."""

import re
import time

from .. import build, environment
from ..errors import BakeryError
from ..i18n import _
from ..ui import bad, say, step
from .memory import Memory

SCRIPT = """
import logging
from odoo.addons.bakery_l10n_id.tests.random_books import play_together
logging.getLogger("odoo").setLevel(logging.ERROR)
failed, documents = play_together(env, {seeds!r}, {months})
print("PROVED", len(failed), documents)
for row in failed:
    print("FAILED", *row)
"""


def seeds_of(text):
    """Return the numbers that ``1-3,7`` names.

    :raise BakeryError: when it names none.
    """
    seeds = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d+)(?:-(\d+))?\s*", part)
        if not match:
            raise BakeryError(
                _("{seeds} names no seeds: write 1-20 or 3,7.", seeds=text)
            )
        first, last = int(match[1]), int(match[2] or match[1])
        seeds += range(first, last + 1)
    return seeds


class Books:
    """Proves single seeds on clones of the template and remembers the outcome."""

    NAME = "books"
    # Whether the seeds are played in the demo bakery.
    DEMO = False
    # What plays the documents: addons and files of their tests.
    DRIVERS = (
        ("bakery_l10n_id", "books_driver.py"),
        ("bakery_l10n_id", "random_books.py"),
    )

    def __init__(self, settings, cluster, args):
        self.args = args
        self.settings = settings
        self.builder = build.Builder(settings, cluster)
        self.base = f"proof_{self.NAME}_base"
        name = f"{self.NAME}-{self._size()}-{self._key()}.json"
        self.memory = Memory(settings.cache / "proofs" / name, args.again)
        # How far the present seed is; what else is worth remembering of it.
        self.note = lambda text: None
        self.played = {}

    def __enter__(self):
        """Set a database aside to clone: other checkouts forget old templates."""
        self.builder.drop(self.base)
        self.builder.clone(self.builder.template(demo=self.DEMO), self.base)
        return self

    def __exit__(self, *error):
        self.builder.drop(self.base)

    def _size(self):
        """Return what is played of each seed: another size is another proof."""
        return f"{self.args.months}-{self.args.companies}"

    def _script(self, seed):
        """Return what plays ``seed`` in Odoo's shell and prints the outcome."""
        first = seed * 1000 if self.args.companies > 1 else seed
        seeds = [first + number for number in range(self.args.companies)]
        return SCRIPT.format(seeds=seeds, months=self.args.months)

    def _key(self):
        """Return a hash of what is proved: another program is another proof."""
        _environment, tree = environment.require(self.settings)
        hashes = sorted(build.suite_hashes(self.settings).items())
        return build.digest(tree.version, *self._drivers(), *hashes)

    def _drivers(self):
        """Return the texts of what plays the seeds."""
        addons = self.settings.addons
        return [
            (addons / addon / "tests" / name).read_text()
            for addon, name in self.DRIVERS
        ]

    def of(self, seed):
        """Return the outcome of one seed, from memory if it was proved before."""
        with step(_("Seed {seed}", seed=seed)) as current:
            result = self.memory.get(str(seed))
            if not result:
                self.note = current.update
                result = self._prove(seed)
                self.memory.put(str(seed), result)
            current.failed = not result["ok"]
            current.update(_("{n} documents", n=result["documents"]))
        for line in result["failed"]:
            say(f"      {bad('✗')} {line}")
        return result

    def _prove(self, seed):
        started = time.monotonic()
        database = f"proof_{self.NAME}_{seed}"
        self.builder.drop(database)
        self.builder.clone(self.base, database)
        try:
            output = self._play(database, seed)
        finally:
            self.builder.drop(database)
        match = re.search(r"^PROVED (\d+) (\d+)$", output, re.MULTILINE)
        failed = re.findall(r"^FAILED (.*)$", output, re.MULTILINE)
        return {
            "ok": bool(match) and match[1] == "0",
            "documents": int(match[2]) if match else 0,
            "seconds": round(time.monotonic() - started),
            "failed": failed if match else [output.strip()[-300:]],
            **self.played,
        }

    def _play(self, database, seed):
        """Play ``seed`` in ``database``; return what Odoo's shell prints."""
        return self.builder.odoo.shell(database, self._script(seed), self.builder.log)
