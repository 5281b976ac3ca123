"""A year of business days, built once, resumable, and kept as a template."""

import datetime
import json
import time

from .. import archive, build, environment
from ..errors import BakeryError
from ..i18n import _
from ..postgres import Cluster
from ..ui import say
from .atomic import write_atomic
from .season import MORNING, Season, lighten, make_day, span

# The day on which a year's books are looked at.
WEEKEND = 6
# How busy the outlets are from Monday to Sunday.
WEEK = (0.8, 0.8, 0.9, 1.0, 1.1, 1.4, 1.3)


def orders_on(date, usual):
    """Return the least number of orders of each till on ``date``."""
    return max(1, round(usual * WEEK[date.weekday()]))


def duration(seconds):
    """Return seconds as hours and minutes: ``1:05 h``."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02} h"


class Progress:
    """How far a chronicle has come; it survives being killed.

    :param path: file of the chronicle; its name tells seed, length and template.
    """

    def __init__(self, path):
        self.path = path
        self.data = {}
        if path.exists():
            self.data = json.loads(path.read_text(encoding="utf-8"))

    def save(self, **values):
        self.data |= values
        write_atomic(self.path, json.dumps(self.data, indent=2))

    def calendar(self, days):
        """Return the dates of the chronicle; the first run fixes the last one."""
        if "last" not in self.data:
            self.save(last=span(1)[0].isoformat())
        last = datetime.date.fromisoformat(self.data["last"])
        return span(days, last + datetime.timedelta(1))

    def done(self, date):
        """Return whether ``date`` has been played to its end."""
        return date.isoformat() <= self.data.get("done", "")

    def forget_days(self):
        """Begin again, with the same dates."""
        self.data.pop("done", None)
        self.data.pop("clock", None)
        self.save()


class Chronicle:
    """Builds the days of one chronicle on a stage.

    :param args: ``days``, ``seed``, ``orders``, ``protocol`` of the command line.
    """

    def __init__(self, settings, stage, args):
        self.settings = settings
        self.stage = stage
        self.args = args
        folder = settings.cache / "history"
        self.folder = folder / self.key()
        self.progress = Progress(folder / f"{self.key()}.json")

    def key(self):
        """Return a name for what this chronicle is made of."""
        _environment, tree = environment.require(self.settings)
        template = build.layers(self.settings, tree, True)[-1].key
        return f"{self.args.days}-{self.args.seed}-{self.args.orders}-{template}"

    def ready(self):
        """Return whether the template is in the cache."""
        return (self.folder / archive.MANIFEST).exists()

    def build(self):
        """Play the days that are missing, then keep the database as a template."""
        made = self.stage.prepare(demo=True, fresh=not self.progress.data.get("done"))
        if made:
            self.progress.forget_days()
        calendar = self.progress.calendar(self.args.days)
        waiting = [date for date in calendar if not self.progress.done(date)]
        if waiting:
            self._play(waiting)
        self._keep()

    def _play(self, waiting):
        self.stage.start(self._moment(waiting[0]))
        day = make_day(self.stage, self.settings, self.args, True, self.args.days)
        day.rhythm = True
        season = Season(
            self.stage,
            day,
            self.args.seed,
            moved=self._note_clock,
            played=lambda date: self.progress.save(done=date.isoformat()),
        )
        started = time.monotonic()
        try:
            lighten(day)
            for number, date in enumerate(waiting, 1):
                sunday = date.weekday() == WEEKEND
                season.play(date, orders_on(date, self.args.orders), books=sunday)
                season.documents = season.documents[-1:]
                self._tell(number, len(waiting), time.monotonic() - started)
        finally:
            day.close()

    def _moment(self, date):
        """Return when to go on: never before what was played already."""
        morning = self.stage.clock.at(date, MORNING)
        seen = self.progress.data.get("clock")
        return max(morning, datetime.datetime.fromisoformat(seen)) if seen else morning

    def _note_clock(self):
        self.progress.save(clock=self.stage.clock.now().isoformat())

    @staticmethod
    def _tell(number, total, seconds):
        say(
            _(
                "    {number} of {total} days, about {rest} to go",
                number=number,
                total=total,
                rest=duration(seconds / number * (total - number)),
            )
        )

    def _keep(self):
        """Dump the database and its files into the cache, on the real clock."""
        self.stage.stop()
        cluster = Cluster(self.settings, "clock", durable=False)
        cluster.ensure()
        made = archive.create(self.settings, cluster, self.stage.db, label="history")
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        made.rename(self.folder)
        cluster.drop(self.stage.db)

    def load(self, db):
        """Make database ``db`` of the bakery's own cluster from the template."""
        cluster = Cluster(self.settings, "main")
        cluster.ensure()
        if db in cluster.databases():
            raise BakeryError(
                _(
                    "The database {db} exists already: choose another name with --db.",
                    db=db,
                )
            )
        archive.restore(self.settings, cluster, self.folder, db)
