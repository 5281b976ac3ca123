"""Several business days in a row, on a server with a clock of its own."""

import contextlib
import datetime
import json
import signal
import sys
import time

from .. import state
from ..errors import BakeryError
from ..i18n import _
from ..ui import bold, good, say, step, warn
from . import dates, report
from .cast import DEMO_PASSWORD, OWNER, Cast, CastFile
from .context import ZONE, Day
from .show import Show
from .stage import Stage

MORNING = 8


def span(days, today=None):
    """Return the dates of the ``days`` days before today, oldest first."""
    today = today or datetime.datetime.now(ZONE).date()
    return [today - datetime.timedelta(n) for n in range(days, 0, -1)]


class Season:
    """Plays the days one after the other and keeps what came of them.

    :param stage: prepared :class:`~.stage.Stage`; :param day: its :class:`~.Day`.
    :param quiet: say nothing on the way (for ``--json``).
    :param moved: called when the clock was moved.
    :param played: called with each date whose steps all went through.
    """

    def __init__(
        self,
        stage,
        day,
        seed,
        quiet=False,
        moved=lambda: None,
        played=lambda date: None,
    ):
        self.stage = stage
        self.day = day
        self.seed = seed
        self.quiet = quiet
        self.moved = moved
        self.played = played
        self.documents = []
        self.strays = []
        # ``(date, name of the check)`` of the days whose books did not tie out.
        self.gaps = []
        self.show = None

    @property
    def ok(self):
        """Whether every day's documents and books are as they must be."""
        return not self.strays and not self.gaps

    def play(self, date, orders=None, books=True):
        """Play the business day ``date``; return its document.

        :param orders: least number of orders of each till.
        :param books: whether books and dates are looked at when the day is over.
        :raise BakeryError: when a step fails; the day is named.
        """
        started = time.monotonic()
        self._begin(date, orders)
        self.show = Show(
            self.day,
            quiet=True,
            before=self._move(date),
            after=lambda: self._leave(date),
            books=books,
        )
        if not self.show.run():
            raise BakeryError(
                _("{date}: {reason}", date=date.isoformat(), reason=self.show.error())
            )
        found = dates.audit(self.day, date.isoformat()) if books else {}
        strays = dates.strays(found, date.isoformat())
        document = self.show.document(date.isoformat())
        document["dates"] = {model: dict(found[model]) for model in found}
        document["elapsed"] = round(time.monotonic() - started, 1)
        self.documents.append(document)
        self.strays += [(date.isoformat(), *stray) for stray in strays]
        self.gaps += [(date.isoformat(), c.name) for c in self.show.checks if not c.ok]
        self._tell(document, strays)
        return document

    def _begin(self, date, orders):
        if self.documents:
            self.day.next()
        self.day.seed = f"{self.seed} {date.isoformat()}"
        self.day.orders = orders or self.day.orders
        self.stage.clock.advance(self.stage.clock.at(date, MORNING))

    def _move(self, date):
        clock = self.stage.clock

        def before(current):
            moment = clock.at(date, current.hour)
            if clock.date() == date:
                # Whoever has not noticed yet stamps an earlier hour of the same day.
                clock.begin(moment)
            else:
                clock.advance(moment)
            self.moved()

        return before

    def _leave(self, date):
        """Let the clock move on to the next morning while the books are read."""
        self.played(date)
        clock = self.stage.clock
        clock.begin(clock.at(date + datetime.timedelta(1), MORNING))
        self.moved()

    def _tell(self, document, strays):
        if self.quiet:
            return
        sales = sum(d["amount"] or 0 for d in document["documents"] if _is_sale(d))
        mark = _("dates differ") if strays else good("✓")
        say(
            _(
                "  {mark} {date}  {count} documents, sales {sales}, {seconds} s",
                mark=mark,
                date=document["date"],
                count=len(document["documents"]),
                sales=report.money(sales),
                seconds=f"{document['elapsed']:.1f}",
            )
        )


def _is_sale(document):
    return document["model"] == "pos.order" or document["step"] in (
        "web_order",
        "wholesale_order",
    )


def make_day(stage, settings, args, demo, days):
    """Return the day on the stage's servers, in the first morning."""
    if demo:
        cast, save_cast = Cast(args.password or DEMO_PASSWORD), None
    else:
        file = CastFile(settings.run, f"clock-{stage.db}")
        cast = Cast(None, {stage.owner["login"]: stage.owner["password"]})
        save_cast = lambda: file.save(cast)
    day = Day(
        stage.doors[0],
        stage.db,
        cast,
        args.protocol,
        args.seed,
        empty=not demo,
        save_cast=save_cast,
        key_days=days + 2,
    )
    day.doors = stage.doors
    return day


def lighten(day):
    """Choose those of the bakery's settings that let many days pass quickly.

    The tills take their goods off stock once, when they close, which halves the time
    of a day; and no mails are drawn for vendors, whose answer nobody waits for. The
    one day that ``./bakery day`` plays on the bakery itself is left as it is set up.
    """
    owner = day.client(OWNER)
    company = owner.search("res.company", [], ["name"], limit=1)[0]["id"]
    values = {
        "point_of_sale_update_stock_quantities": "closing",
        "purchase_send_order": False,
        "qc_mail_return": False,
    }
    owner.write("res.company", [company], values)


@contextlib.contextmanager
def stopped_cleanly(stage):
    """Stop server and cluster at the end, also when the program is told to end."""

    def interrupt(_number, _frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        stage.stop()
        signal.signal(signal.SIGTERM, before)


def run(settings, args):
    """Play ``args.days`` days up to yesterday; return the exit code."""
    started = time.monotonic()
    demo = state.read(settings).get("demo", True)
    stage = Stage(settings, settings.db)
    # With --json, standard output is for the document alone.
    screen = sys.stderr if args.json else sys.stdout
    with stopped_cleanly(stage), contextlib.redirect_stdout(screen):
        season = _play(settings, args, stage, demo)
    return _finish(season, args, time.monotonic() - started)


def _play(settings, args, stage, demo):
    stage.prepare(demo=demo)
    calendar = span(args.days)
    with step(_("Servers with a clock of their own")) as current:
        stage.start(stage.clock.at(calendar[0], MORNING))
        current.update(stage.doors[0])
    day = make_day(stage, settings, args, demo, args.days)
    season = Season(stage, day, args.seed, quiet=args.json)
    try:
        lighten(day)
        for date in calendar:
            season.play(date)
    finally:
        # The server and its keys end here: the next run drops the database.
        day.close(keys=False)
    return season


def _finish(season, args, seconds):
    if args.json:
        say(json.dumps(_document(season, seconds), ensure_ascii=False, indent=2))
        return 0 if season.ok else 1
    season.show.quiet = False
    season.show.print_books()
    say()
    say(
        _(
            "{count} days in {seconds} s",
            count=bold(str(len(season.documents))),
            seconds=f"{seconds:.0f}",
        )
    )
    for date, name in season.gaps:
        warn(_("{date}: the books do not tie out: {name}", date=date, name=name))
    if not season.gaps:
        say(_("The books tied out on every day."))
    if not season.strays:
        say(_("Every document carries the date of its day."))
    for date, model, other, count in season.strays:
        warn(
            _(
                "{date}: {count} of {model} are dated {other}",
                date=date,
                count=count,
                model=model,
                other=other,
            )
        )
    return 0 if season.ok else 1


def _document(season, seconds):
    return {
        "ok": season.ok,
        "seconds": round(seconds, 1),
        "strays": season.strays,
        "gaps": season.gaps,
        "days": season.documents,
    }
