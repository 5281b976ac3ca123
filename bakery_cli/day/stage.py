"""The private server and cluster on which days of the past are played."""

import contextlib
import secrets
import shutil
from pathlib import Path

from .. import build, debian, proc, state
from ..commands import up
from ..postgres import Cluster
from ..server import Server, free_port
from .atomic import write_atomic
from .cast import LOGINS, OWNER
from .clock import Clock

CLUSTER = "clock"
# Far from the port of the bakery itself, which may be running meanwhile.
PORT_OFFSET = 100
# A request that is under way when the clock moves has lasted for hours, it seems.
PATIENT = {"limit_time_real": 10**8, "limit_time_real_cron": 10**8}
# Cron jobs and the queue belong to one server; the other only answers.
WITHOUT_SCHEDULE = {"max_cron_threads": 0, "server_wide_modules": "base,rpc,web"}


class Stage:
    """A cluster and servers whose clock can be moved.

    Two servers share the database, so that two tills can be busy on two processors:
    one Python process uses only one. The schedule runs on the first of them.

    :param db: name of the database; :param note: called with short progress texts.
    """

    def __init__(self, settings, db, note=lambda text: None):
        self.settings = settings
        self.db = db
        self.note = note
        # Beside the sockets, where the unprivileged user of the cluster can read.
        folder = settings.short_path(CLUSTER)
        self.clock = Clock(folder / "time")
        self.cluster = Cluster(settings, CLUSTER, durable=False)
        self.servers = []
        self.owner = {"login": LOGINS[OWNER], "password": secrets.token_urlsafe(9)}

    # Making it ------------------------------------------------------------------

    def prepare(self, demo=True, fresh=True):
        """Make the database, in real time; it is played on from there.

        What set-up dates now (users, products, schedules) then lies after the first
        days. Opening stock and balances do not: the demo dates them to the start
        of the year before.

        :param fresh: drop what an earlier run left.
        :return: whether the database was made anew.
        """
        with state.alone(self.settings):
            return self._prepare(demo, fresh)

    @property
    def doors(self):
        """Return the addresses of the servers, first the one with the schedule."""
        return [server.url for server in self.servers]

    @property
    def pid_file(self):
        return self.settings.run / "clock.pid"

    def _end_orphans(self):
        """End the servers that a killed run left behind; they alone name our files."""
        if not self.pid_file.exists():
            return
        for pid in map(int, self.pid_file.read_text().split()):
            with contextlib.suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_text()
                if str(self.settings.run) in command:
                    proc.stop(pid)

    def _prepare(self, demo, fresh):
        self._end_orphans()
        self.stop()
        up.prepare(
            self.settings,
            self.settings.logs / "clock.log",
            packages=debian.CLOCK,
            cluster_name=CLUSTER,
        )
        builder = build.Builder(self.settings, self.cluster, note=self.note)
        if fresh:
            builder.drop(self.db)
        if self.db in self.cluster.databases():
            return False
        self._borrow(demo)
        builder.database(self.db, demo, company="Toko Roti Baru", owner=self.owner)
        self._order_once_a_day()
        # A database that was copied knows nothing of its tables: the check of the
        # books took seven seconds instead of a tenth until PostgreSQL had looked.
        self.cluster.psql("ANALYZE", database=self.db)
        return True

    def _order_once_a_day(self):
        """Let reorder rules wait for the planner instead of following each movement.

        This is Odoo's own option (``stock.no_auto_scheduler``), for which nobody at
        the bakery has the right: looking at all rules whenever goods are asked for
        takes a seventh of a day's time.
        """
        self.cluster.psql(
            "INSERT INTO ir_config_parameter (key, value)"
            " VALUES ('stock.no_auto_scheduler', 'True')",
            database=self.db,
        )

    def _borrow(self, demo):
        """Copy the templates that the bakery's own cluster has already."""
        main = Cluster(self.settings, "main")
        if not main.running():
            return
        _environment, tree = build.environment.require(self.settings)
        there, here = main.databases(), self.cluster.databases()
        for layer in build.layers(self.settings, tree, demo):
            if layer.database in there - here:
                self.note(layer.database)
                copy_database(self.settings, main, self.cluster, layer.database)

    # Running it -----------------------------------------------------------------

    def start(self, moment):
        """Put the cluster on the clock at ``moment`` and start the servers."""
        self.cluster.stop()
        self.clock.path.parent.mkdir(parents=True, exist_ok=True)
        self.clock.set(moment)
        self.cluster = Cluster(
            self.settings, CLUSTER, durable=False, preload=self.clock.preload()
        )
        self.cluster.ensure()
        self._serve()
        self._serve(name="2", **WITHOUT_SCHEDULE)

    def _serve(self, name="", **options):
        log = self.settings.logs / f"{self.db}-clock{name}.log"
        server = Server(
            self.settings,
            self.cluster,
            self.db,
            free_port(self.settings.port + PORT_OFFSET),
            preload=self.clock.preload_python(),
            log=log,
            options={**PATIENT, **options},
        )
        server.start()
        self.servers.append(server)
        pids = " ".join(str(server.pid) for server in self.servers)
        write_atomic(self.pid_file, pids)

    def stop(self):
        """Stop servers and cluster; the database stays."""
        for server in self.servers:
            server.stop()
        self.servers.clear()
        self.pid_file.unlink(missing_ok=True)
        self.cluster.stop()


def copy_database(settings, source, target, name):
    """Copy a database and its files from one cluster to another."""
    dump = settings.cache / f"{name}.dump"
    save(source, name, dump)
    try:
        load(target, name, dump)
    finally:
        dump.unlink()
    link_files(source.files / "filestore" / name, target.files / "filestore" / name)


def save(cluster, name, path):
    """Dump database ``name`` into ``path``."""
    proc.run(
        [cluster.program("pg_dump"), "-Fc", "-Z1", "-f", path, name],
        env=cluster.environment(),
    )


def load(cluster, name, path):
    """Restore the dump ``path`` as database ``name``."""
    partial = f"{name}_partial"
    cluster.drop(partial)
    cluster.create(partial)
    proc.run(
        [cluster.program("pg_restore"), "-j2", "--no-owner", "-d", partial, path],
        env=cluster.environment(),
    )
    cluster.rename(partial, name)


def link_files(source, target):
    """Give ``target`` the files of ``source``; Odoo never writes into them."""
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target, copy_function=build._link)
