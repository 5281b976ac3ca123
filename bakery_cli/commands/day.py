"""``day``: play business days through Odoo's public interfaces."""

import json

from .. import state
from ..day.cast import DEMO_PASSWORD, OWNER, Cast, CastFile
from ..day.clients import PROTOCOLS
from ..day.context import Day
from ..day.show import Show
from ..errors import BakeryError
from ..i18n import _
from ..ui import say, warn

NAME = "day"
HELP = "play one business day as an outside client and show the books"


def add_arguments(parser):
    parser.add_argument(
        "--protocol",
        choices=PROTOCOLS,
        default=PROTOCOLS[0],
        help=_("interface to call (json2 or xmlrpc)"),
    )
    parser.add_argument(
        "--seed", type=int, default=1, help=_("start of the dice, to repeat a day")
    )
    parser.add_argument(
        "--days",
        type=int,
        default=1,
        metavar="N",
        help=_("play the N days before today on a server with a clock of its own"),
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON document for machines")
    )
    parser.add_argument(
        "--brief",
        action="store_true",
        help=_("link to the first document of each step only"),
    )
    parser.add_argument("--url", help=_("address of another server"))
    parser.add_argument(
        "--password", help=_("password of all role users of that server")
    )


def run(settings, args):
    if args.days < 1:
        raise BakeryError(_("--days must be 1 or more."))
    if args.days > 1:
        from ..day import season

        return season.run(settings, args)
    day = make_day(settings, args)
    try:
        return play(day, args.json, args.brief)
    finally:
        day.close()


def make_day(settings, args):
    """Return the day to play: on the running server, or on the one of ``--url``."""
    if args.url:
        if not args.password:
            raise BakeryError(_("Give the users' password with --password."))
        cast = Cast(args.password)
        return Day(args.url, settings.db, cast, args.protocol, args.seed)
    running = state.read(settings)
    if not running.get("url"):
        raise BakeryError(_("No server runs: start it with `./bakery up`."))
    return local_day(settings, running, args.protocol, args.seed, args.password)


def local_day(settings, running, protocol, seed, password=None):
    """Return the day on a server of this machine, described by its state."""
    if running.get("demo", True):
        cast = Cast(password or DEMO_PASSWORD)
        return Day(running["url"], settings.db, cast, protocol, seed)
    file = CastFile(settings.run, settings.db)
    owner = running.get("owner") or {}
    passwords = {**file.load(), owner.get("login", OWNER): owner.get("password")}
    cast = Cast(None, passwords)
    return Day(
        running["url"],
        settings.db,
        cast,
        protocol,
        seed,
        empty=True,
        save_cast=lambda: file.save(cast),
    )


def play(day, as_json, brief=False):
    """Play one day; print it; return the exit code."""
    show = Show(day, quiet=as_json, brief=brief)
    date = day.today()
    if not as_json:
        say(
            _(
                "Business day {date} at {url} by {protocol}, seed {seed}",
                date=date,
                url=day.url,
                protocol=day.protocol,
                seed=day.seed,
            )
        )
    show.run()
    show.print_books()
    if as_json:
        say(json.dumps(show.document(date), ensure_ascii=False, indent=2))
    elif show.error():
        warn(_("The day stopped: {reason}", reason=show.error()))
    return 1 if show.error() or not show.ties_out() else 0
