"""``./bakery test``: Odoo's own runner over our addons, and the program's tests."""

from .. import testing
from ..i18n import _
from ..ui import bad, good, say, section

NAME = "test"
HELP = "run the tests of the addons and of this program"


def add_arguments(parser):
    parser.add_argument(
        "addons", nargs="*", metavar=_("addon"), help=_("all by default")
    )
    parser.add_argument("--tags", help=_("Odoo test tags instead of whole addons"))
    parser.add_argument(
        "--alone",
        action="store_true",
        help=_("install and uninstall each addon on an empty database instead"),
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help=_("with --alone: leave out the addons that have passed as they are"),
    )


def run(settings, args):
    """Run the tests; the last line reads ``N passed, N failed``."""
    with section(_("Tests")):
        if args.alone:
            result = testing.alone(settings, args.addons, args.changed)
        else:
            result = testing.run(settings, args.addons, args.tags)
    for line in result.problems:
        say(f"  {bad('✗')} {line}")
    mark = bad("✗") if result.failed else good("✓")
    say(f"  {mark} " + (_("not all is well") if result.failed else _("all is well")))
    skipped = f", {result.skipped} skipped" if result.skipped else ""
    say(f"{result.passed} passed, {result.failed} failed{skipped}")
    return 1 if result.failed else 0
