"""``./bakery scaffold NAME``: start a new addon that looks like the others."""

from .. import scaffold
from ..i18n import _
from ..ui import bold, say

NAME = "scaffold"
HELP = "create the shell of an addon"


def add_arguments(parser):
    """Declare the options of the command."""
    parser.add_argument("name", metavar="NAME", help=_("technical name, bakery_..."))
    parser.add_argument("--summary", help=_("one line for the list of apps"))
    parser.add_argument(
        "--depends",
        default="base",
        metavar="A,B",
        help=_("addons it depends on, separated by commas (default: base)"),
    )
    parser.add_argument(
        "--category",
        default="Bakery",
        help=_("category in the list of apps (default: Bakery)"),
    )


def run(settings, args):
    """Create the missing files of the addon and list them."""
    depends = [name.strip() for name in args.depends.split(",") if name.strip()]
    folder = settings.addons / args.name
    written = scaffold.create(
        settings.addons, args.name, args.summary, depends or ["base"], args.category
    )
    if not written:
        say(_("{name} has all its files already.", name=args.name))
        return 0
    say(bold(_("{folder}: {count} files", folder=folder, count=len(written))))
    for path in written:
        say(f"  + {path}")
    return 0
