"""Command line: parse, dispatch, and turn failures into one sentence."""

import argparse
import sys

from . import commands
from .errors import BakeryError
from .i18n import _
from .settings import Settings
from .ui import warn


def _localise_argparse():
    """Let argparse's own words go through the program's catalogue."""
    argparse._ = _
    argparse.ngettext = lambda one, many, n: _(one if n == 1 else many)


def build_parser():
    """Return the parser with one sub-parser per command."""
    _localise_argparse()
    parser = argparse.ArgumentParser(
        prog="bakery",
        description=_("Bakery for Odoo: set up, run, test and play the bakery."),
    )
    subparsers = parser.add_subparsers(metavar=_("command"), dest="command")
    for module in commands.load():
        sub = subparsers.add_parser(
            module.NAME,
            help=_(module.HELP),
            description=_(module.HELP),
            allow_abbrev=False,
        )
        group = sub.add_argument_group(_("where"))
        group.add_argument(
            "--home", help=_("state folder (BAKERY_HOME)"), metavar="DIR"
        )
        group.add_argument("--db", help=_("database (BAKERY_DB)"), metavar="NAME")
        group.add_argument("--port", help=_("HTTP port (BAKERY_PORT)"), metavar="N")
        group.add_argument(
            "--db-host", help=_("PostgreSQL server (PGHOST)"), metavar="HOST"
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def main(argv=None):
    """Run one command; return the exit code of the program."""
    parser = build_parser()
    args, rest = parser.parse_known_args(argv)
    if rest and args.command != "psql":
        parser.error(_("unrecognized arguments: %s") % " ".join(rest))
    args.rest = rest
    if not args.command:
        parser.print_help()
        return 2
    try:
        return args.run(Settings.from_environment(args), args) or 0
    except BakeryError as error:
        warn(f"bakery: {error}")
        if error.details:
            warn(_("Details: {path}", path=error.details))
        return 1
    except KeyboardInterrupt:
        warn(_("Stopped. Run the same command again to go on."))
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 141
