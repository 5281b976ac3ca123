"""``./bakery logs``: the end of a log, and what comes."""

import collections
import time

from ..errors import BakeryError
from ..i18n import _
from ..ui import say

NAME = "logs"
HELP = "show the log of the server, or another one"


def add_arguments(parser):
    parser.add_argument(
        "log",
        nargs="?",
        help=_("name of a log in the state folder, without .log"),
    )
    parser.add_argument("-n", "--lines", type=int, default=50, help=_("lines"))
    parser.add_argument(
        "-f", "--follow", action="store_true", help=_("go on until Ctrl-C")
    )


def run(settings, args):
    """Print the last lines of a log and follow it when asked."""
    names = sorted(path.stem for path in settings.logs.glob("*.log"))
    name = args.log or settings.db
    if name not in names:
        raise BakeryError(
            _(
                "There is no log {name}; there are: {names}.",
                name=name,
                names=", ".join(names) or _("none yet"),
            )
        )
    with open(settings.logs / f"{name}.log", errors="replace") as handle:
        for line in collections.deque(handle, maxlen=max(args.lines, 1)):
            say(line.rstrip("\n"))
        while args.follow:
            line = handle.readline()
            if line:
                say(line.rstrip("\n"))
            else:
                time.sleep(0.5)
    return 0
