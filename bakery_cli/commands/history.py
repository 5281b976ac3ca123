"""``history``: a year of the demo bakery, kept as a template."""

from ..day.chronicle import Chronicle
from ..day.clients import PROTOCOLS
from ..day.season import stopped_cleanly
from ..day.stage import Stage
from ..errors import BakeryError
from ..i18n import _
from ..ui import say

NAME = "history"
HELP = "build a year of business days, to be used by reports and forecasts"
DATABASE = "history"


def add_arguments(parser):
    parser.add_argument(
        "--days", type=int, default=365, metavar="N", help=_("number of days")
    )
    parser.add_argument(
        "--seed", type=int, default=1, help=_("start of the dice, to repeat a day")
    )
    parser.add_argument(
        "--orders",
        type=int,
        default=8,
        metavar="N",
        help=_("orders of each till on a usual day"),
    )
    parser.add_argument(
        "--protocol",
        choices=PROTOCOLS,
        default=PROTOCOLS[0],
        help=_("interface to call (json2 or xmlrpc)"),
    )
    parser.add_argument(
        "--load",
        action="store_true",
        help=_("make the database given by --db from the finished history"),
    )


def run(settings, args):
    """Build what is missing of the history; return the exit code."""
    if args.days < 1 or args.orders < 1:
        raise BakeryError(_("--days and --orders must be 1 or more."))
    args.password = None
    stage = Stage(settings, f"{DATABASE}_{args.days}_{args.seed}_{args.orders}")
    chronicle = Chronicle(settings, stage, args)
    if not chronicle.ready():
        with stopped_cleanly(stage):
            chronicle.build()
    say(_("The history is kept in {folder}.", folder=chronicle.folder))
    if args.load:
        chronicle.load(settings.db)
        say(_("Database {db} holds the history now.", db=settings.db))
    return 0
