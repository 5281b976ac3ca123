"""``prove``: long proofs with a list of seeds; what was proved once is not repeated."""

import json
import re
import time

from .. import build, environment
from ..day.atomic import write_atomic
from ..errors import BakeryError
from ..i18n import _
from ..ui import bad, say, section, step
from .up import prepare

NAME = "prove"
HELP = "prove at length what the tests only sample, seed by seed"

DRIVERS = ("books_driver.py", "random_books.py")
SCRIPT = """
import logging
from odoo.addons.bakery_l10n_id.tests.random_books import play_together
logging.getLogger("odoo").setLevel(logging.ERROR)
failed, documents = play_together(env, {seeds!r}, {months})
print("PROVED", len(failed), documents)
for row in failed:
    print("FAILED", *row)
"""


def add_arguments(parser):
    parser.add_argument(
        "what",
        choices=("books",),
        help=_("books: random years of documents, checked after every month"),
    )
    parser.add_argument(
        "--seeds", default="1-20", metavar="1-20", help=_("seeds, as 1-20 or 3,7")
    )
    parser.add_argument(
        "--months", type=int, default=12, metavar="N", help=_("months of each year")
    )
    parser.add_argument(
        "--companies",
        type=int,
        default=1,
        metavar="N",
        help=_("companies that play in one database at once"),
    )
    parser.add_argument(
        "--again", action="store_true", help=_("forget what was proved before")
    )


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


def run(settings, args):
    """Prove what is not proved yet; the last line reads ``N passed, N failed``."""
    if args.months < 1 or args.companies < 1:
        raise BakeryError(_("--months and --companies must be 1 or more."))
    seeds = seeds_of(args.seeds)
    with section(_("Proof")):
        cluster = prepare(settings, settings.logs / "up.log", cluster_name="test")
        with Proof(settings, cluster, args) as proof:
            results = [proof.of(seed) for seed in seeds]
    failed = sum(not result["ok"] for result in results)
    documents = sum(result["documents"] for result in results)
    say(_("{n} documents in all", n=documents))
    say(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


class Proof:
    """Proves single seeds on clones of the template and remembers the outcome."""

    def __init__(self, settings, cluster, args):
        self.args = args
        self.settings = settings
        self.builder = build.Builder(settings, cluster)
        self.base = f"proof_{args.what}_base"
        name = f"{args.what}-{args.months}-{args.companies}-{self._key()}.json"
        self.path = settings.cache / "proofs" / name
        self.known = {}
        if self.path.exists() and not args.again:
            self.known = json.loads(self.path.read_text(encoding="utf-8"))

    def __enter__(self):
        """Set a database aside to clone: other checkouts forget old templates."""
        self.builder.drop(self.base)
        self.builder.clone(self.builder.template(demo=False), self.base)
        return self

    def __exit__(self, *error):
        self.builder.drop(self.base)

    def _key(self):
        """Return a hash of what is proved: another program is another proof."""
        addon = self.settings.addons / "bakery_l10n_id"
        driver = [(addon / "tests" / name).read_text() for name in DRIVERS]
        _environment, tree = environment.require(self.settings)
        return build.digest(
            tree.version, *driver, *sorted(build.suite_hashes(self.settings).items())
        )

    def of(self, seed):
        """Return the outcome of one seed, from memory if it was proved before."""
        with step(_("Seed {seed}", seed=seed)) as current:
            result = self.known.get(str(seed))
            if not result:
                result = self._prove(seed)
                self.known[str(seed)] = result
                self.path.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(self.path, json.dumps(self.known, indent=2))
            current.failed = not result["ok"]
            current.update(_("{n} documents", n=result["documents"]))
        for line in result["failed"]:
            say(f"      {bad('✗')} {line}")
        return result

    def _prove(self, seed):
        started = time.monotonic()
        database = f"proof_{seed}"
        self.builder.drop(database)
        self.builder.clone(self.base, database)
        first = seed * 1000 if self.args.companies > 1 else seed
        seeds = [first + number for number in range(self.args.companies)]
        script = SCRIPT.format(seeds=seeds, months=self.args.months)
        try:
            output = self.builder.odoo.shell(database, script, self.builder.log)
        finally:
            self.builder.drop(database)
        match = re.search(r"^PROVED (\d+) (\d+)$", output, re.MULTILINE)
        failed = re.findall(r"^FAILED (.*)$", output, re.MULTILINE)
        return {
            "ok": bool(match) and match[1] == "0",
            "documents": int(match[2]) if match else 0,
            "seconds": round(time.monotonic() - started),
            "failed": failed if match else [output.strip()[-300:]],
        }
