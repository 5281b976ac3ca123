"""``prove``: long proofs, piece by piece; what was proved once is not repeated."""

from ..debian import PROXY, TEST
from ..errors import BakeryError
from ..i18n import _
from ..lint.tools import Tools
from ..proofs.baking import Baking
from ..proofs.books import Books, seeds_of
from ..proofs.kitchen import Kitchen
from ..proofs.kitchen.processes import Processes
from ..proofs.offline import Offline
from ..proofs.stock import SUITES, Stock, suites_of
from ..ui import say, section
from .up import prepare

NAME = "prove"
HELP = "prove at length what the tests only sample, piece by piece"


def add_arguments(parser):
    parser.add_argument(
        "what",
        choices=("baking", "books", "kitchen", "offline", "stock"),
        help=_(
            "baking: random production, checked after every step; "
            "books: random years of documents, checked after every month; "
            "kitchen: orders reach the kitchen once, over a network that fails and "
            "a server that is killed; "
            "offline: two tablets sell while the network comes and goes; "
            "stock: stock Odoo's own tests give the same beside our addons"
        ),
    )
    parser.add_argument(
        "--seeds", default="1-20", metavar="1-20", help=_("seeds, as 1-20 or 3,7")
    )
    parser.add_argument(
        "--months", type=int, default=12, metavar="N", help=_("months of each year")
    )
    parser.add_argument(
        "--steps",
        type=int,
        default=12,
        metavar="N",
        help=_("steps of production of each seed"),
    )
    parser.add_argument(
        "--sales",
        type=int,
        default=200,
        metavar="N",
        help=_("sales of each seed without the network"),
    )
    parser.add_argument(
        "--sends",
        type=int,
        default=10_000,
        metavar="N",
        help=_("sends to the kitchen of all seeds together"),
    )
    parser.add_argument(
        "--processes",
        action="store_true",
        help=_(
            "with kitchen: workers behind nginx and a browser whose connection is cut"
        ),
    )
    parser.add_argument(
        "--companies",
        type=int,
        default=1,
        metavar="N",
        help=_("companies that play in one database at once"),
    )
    parser.add_argument(
        "--suites",
        default=",".join(SUITES),
        metavar="account,stock",
        help=_(
            "modules of Odoo whose tests are compared; all of {suites} by default",
            suites=", ".join(SUITES),
        ),
    )
    parser.add_argument(
        "--baseline",
        action="store_true",
        help=_("run the tests without our addons anew, too"),
    )
    parser.add_argument(
        "--again", action="store_true", help=_("forget what was proved before")
    )


def run(settings, args):
    """Prove what is not proved yet; the last line reads ``N passed, N failed``."""
    proof = {
        "baking": _baking,
        "books": _books,
        "kitchen": _kitchen,
        "offline": _offline,
        "stock": _stock,
    }[args.what]
    passed, failed = proof(settings, args)
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _books(settings, args):
    if args.months < 1 or args.companies < 1:
        raise BakeryError(_("--months and --companies must be 1 or more."))
    return _seeds(Books, settings, args)


def _baking(settings, args):
    if args.steps < 1:
        raise BakeryError(_("--steps must be 1 or more."))
    return _seeds(Baking, settings, args)


def _kitchen(settings, args):
    if args.sends < 1:
        raise BakeryError(_("--sends must be 1 or more."))
    if not args.processes:
        return _seeds(Kitchen, settings, args)
    Tools(settings).python.ensure(settings.logs / "up.log")
    return _seeds(Processes, settings, args, packages=(*TEST, *PROXY))


def _offline(settings, args):
    if args.sales < 1:
        raise BakeryError(_("--sales must be 1 or more."))
    log = settings.logs / "up.log"
    Tools(settings).python.ensure(log)
    return _seeds(Offline, settings, args, packages=TEST)


def _seeds(kind, settings, args, packages=()):
    seeds = seeds_of(args.seeds)
    log = settings.logs / "up.log"
    with section(_("Proof")):
        cluster = prepare(settings, log, packages=packages, cluster_name="test")
        with kind(settings, cluster, args) as proof:
            results = [proof.of(seed) for seed in seeds]
    failed = sum(not result["ok"] for result in results)
    documents = sum(result["documents"] for result in results)
    say(_("{n} documents in all", n=documents))
    return len(results) - failed, failed


def _stock(settings, args):
    suites = suites_of(args.suites)
    log = settings.logs / "up.log"
    with section(_("Proof")):
        cluster = prepare(settings, log, packages=TEST, cluster_name="test")
        with Stock.from_arguments(settings, cluster, args) as proof:
            same = [proof.of(suite) for suite in suites]
    return sum(same), len(same) - sum(same)
