"""The private server and cluster on which days of the past are played."""

import secrets
import shutil
from pathlib import Path

from .. import build, debian, proc, state
from ..commands import up
from ..postgres import Cluster
from ..server import Server, free_port
from .cast import LOGINS, OWNER
from .clock import Clock

CLUSTER = "clock"
# Far from the port of the bakery itself, which may be running meanwhile.
PORT_OFFSET = 100


class Stage:
    """A cluster and a server whose clock can be moved.

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
        self.server = None
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
    def pid_file(self):
        return self.settings.run / "clock.pid"

    def _end_orphan(self):
        """End the server that a killed run left behind; it alone names our files."""
        try:
            pid = int(self.pid_file.read_text())
            command = Path(f"/proc/{pid}/cmdline").read_text()
        except (OSError, ValueError):
            return
        if str(self.settings.run) in command:
            proc.stop(pid)

    def _prepare(self, demo, fresh):
        self._end_orphan()
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
        return True

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
        """Put the cluster on the clock at ``moment`` and start the server."""
        self.cluster.stop()
        self.clock.path.parent.mkdir(parents=True, exist_ok=True)
        self.clock.set(moment)
        self.cluster = Cluster(
            self.settings, CLUSTER, durable=False, preload=self.clock.preload()
        )
        self.cluster.ensure()
        port = free_port(self.settings.port + PORT_OFFSET)
        log = self.settings.logs / f"{self.db}-clock.log"
        self.server = Server(
            self.settings,
            self.cluster,
            self.db,
            port,
            preload=self.clock.preload_python(),
            log=log,
        )
        self.server.start()
        self.pid_file.write_text(str(self.server.pid))

    def stop(self):
        """Stop server and cluster; the database stays."""
        if self.server:
            self.server.stop()
            self.server = None
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
