"""PostgreSQL: private clusters on Unix sockets, or the user's own server."""

import os
import pwd
import shutil
from pathlib import Path

from . import proc
from .errors import BakeryError
from .i18n import _

ADMIN = "bakery_admin"
ROLE = "bakery"  # Odoo refuses to work as the role ``postgres``.
# Root cannot run PostgreSQL: Debian's package brings this unprivileged user.
SERVICE_USER = "postgres"


def binaries():
    """Return the folder of the newest PostgreSQL server programs."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    if initdb:
        return Path(initdb).resolve().parent
    raise BakeryError(
        _("PostgreSQL's server programs are missing: run ./bakery up to install them.")
    )


def memory_mb():
    """Return the machine's memory in MB (2048 when it cannot be read)."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (ValueError, OSError):
        return 2048


class Cluster:
    """One PostgreSQL server of the bakery.

    :param name: ``main`` for the bakery, ``test`` for its tests, ``clock`` for the
        business clock. Each has its own data folder and socket.
    :param durable: False turns off what protects data against a power cut.
    :param preload: extra environment of the server process (libfaketime).
    """

    def __init__(self, settings, name="main", durable=None, preload=None):
        self.settings = settings
        self.name = name
        self.durable = name == "main" if durable is None else durable
        self.preload = preload or {}
        self.external = bool(settings.db_host) and name != "clock"
        self.data = settings.home / "pg" / name
        # Odoo's files (data_dir): two clusters may hold databases of one name.
        self.files = settings.data / name
        self.log = settings.logs / f"postgresql-{name}.log"
        self.sockets = settings.short_path(name)

    # Talking to it -------------------------------------------------------------

    def environment(self, user=ROLE):
        """Return the environment for libpq programs (and for Odoo)."""
        env = dict(os.environ)
        if self.external:
            env["PGHOST"] = self.settings.db_host
            return env
        for name in ("PGPASSWORD", "PGSERVICE", "PGDATABASE", "PGPASSFILE"):
            env.pop(name, None)
        return {**env, "PGHOST": str(self.sockets), "PGPORT": "5432", "PGUSER": user}

    def program(self, name):
        """Return the path of a PostgreSQL client program."""
        if self.external:
            return shutil.which(name) or name
        return binaries() / name

    def psql(self, sql, database="postgres", user=ROLE):
        """Run ``sql``; return the unaligned rows, as ``psql -Atc`` does."""
        return proc.output(
            [self.program("psql"), "-XAtqc", sql, "-v", "ON_ERROR_STOP=1", database],
            env=self.environment(user),
        )

    def databases(self):
        """Return the names of the databases."""
        rows = self.psql("SELECT datname FROM pg_database WHERE NOT datistemplate")
        return set(rows.splitlines())

    def odoo_options(self):
        """Return the Odoo options that point to this cluster."""
        env = self.environment()
        options = {"db_host": env["PGHOST"], "db_port": env.get("PGPORT") or "5432"}
        options["db_user"] = env.get("PGUSER") or ROLE
        if env.get("PGPASSWORD"):
            options["db_password"] = env["PGPASSWORD"]
        return options

    # Life cycle ------------------------------------------------------------------

    def running(self):
        """Tell whether the server answers."""
        if not self.external and not self.data.exists():
            return False
        command = [self.program("pg_isready"), "-q", "-t", "2"]
        return proc.run(command, check=False, env=self.environment()) == 0

    def ensure(self):
        """Create the cluster when it is not there, and start it."""
        if self.external:
            self._check_external()
        elif not self.running():
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._check_version()
            self._start()
            self._create_role()

    def _check_external(self):
        try:
            allowed = self.psql(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles "
                "WHERE rolname = current_user",
                user=None,
            )
        except BakeryError as error:
            raise BakeryError(
                _(
                    "The PostgreSQL server {host} does not let you in: check PGHOST, "
                    "PGUSER and PGPASSWORD.\n{reason}",
                    host=self.settings.db_host,
                    reason=str(error),
                )
            ) from error
        if allowed != "t":
            raise BakeryError(
                _(
                    "The database role may not create databases: ALTER ROLE ... "
                    "CREATEDB gives it that right."
                )
            )

    def _identity(self):
        """Return Popen options to run as the unprivileged user when root."""
        if os.geteuid() != 0:
            return {}
        try:
            user = pwd.getpwnam(SERVICE_USER)
        except KeyError as error:
            raise BakeryError(
                _(
                    "The user {name} is missing: run ./bakery up to install "
                    "PostgreSQL.",
                    name=SERVICE_USER,
                )
            ) from error
        return {
            "user": user.pw_uid,
            "group": user.pw_gid,
            "extra_groups": [],
            "cwd": "/",
        }

    def _own(self, path):
        identity = self._identity()
        if identity:
            os.chown(path, identity["user"], identity["group"])

    def _create(self):
        parent = self.data.parent
        parent.mkdir(parents=True, exist_ok=True)
        self._own(parent)
        # A cluster killed half-way leaves only this folder, which is made anew.
        partial = proc.fresh_partial(self.data)
        shutil.rmtree(self.data, ignore_errors=True)
        self._prepare_log()
        command = [binaries() / "initdb", "-D", partial, "-U", ADMIN, "-A", "trust"]
        proc.run(
            [*command, "-E", "UTF8", "--locale=C.UTF-8"],
            log=self.settings.logs / "up.log",
            failure=_(
                "The database cluster could not be made in {folder}: is it on a disk "
                "that the user {name} may reach?",
                folder=parent,
                name=SERVICE_USER if os.geteuid() == 0 else os.environ.get("USER"),
            ),
            **self._identity(),
        )
        partial.rename(self.data)

    def _prepare_log(self):
        self.settings.logs.mkdir(parents=True, exist_ok=True)
        self.log.touch(exist_ok=True)
        self._own(self.log)

    def _check_version(self):
        made_by = (self.data / "PG_VERSION").read_text().strip()
        have = binaries().parent.name
        if have.isdigit() and made_by != have:
            raise BakeryError(
                _(
                    "The database cluster in {folder} was made by PostgreSQL {made}, "
                    "this machine runs {have}: install postgresql-{made}, or back up, "
                    "remove the folder and restore.",
                    folder=self.data,
                    made=made_by,
                    have=have,
                )
            )

    def _configuration(self):
        memory = memory_mb()
        values = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.sockets}'",
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": f"{min(memory // 8, 2048)}MB",
            "effective_cache_size": f"{memory // 2}MB",
            "work_mem": "16MB",
            "maintenance_work_mem": "256MB",
            "max_wal_size": "4GB",
            "random_page_cost": "1.1",
            # Odoo's statements are many and short: compiling one costs more than it
            # saves.
            "jit": "off",
            "log_min_messages": "warning",
            "log_min_error_statement": "panic",
            "timezone": "'UTC'",
            "log_timezone": "'UTC'",
        }
        if not self.durable:
            values |= dict.fromkeys(
                ("fsync", "synchronous_commit", "full_page_writes"), "off"
            )
        return "".join(f"{key} = {value}\n" for key, value in values.items())

    def _start(self):
        self._prepare_sockets()
        self._prepare_log()
        (self.data / "postgresql.conf").write_text(self._configuration())
        identity = self._identity()
        proc.run(
            [binaries() / "pg_ctl", "-D", self.data, "-l", self.log, "-w", "start"],
            env={**os.environ, **self.preload},
            failure=_(
                "PostgreSQL did not start; its last words are in {log}.", log=self.log
            ),
            **identity,
        )

    def _prepare_sockets(self):
        self.sockets.mkdir(parents=True, exist_ok=True)
        mine = {os.geteuid(), self._identity().get("user")}
        if self.sockets.stat().st_uid not in mine:
            raise BakeryError(
                _(
                    "The folder {folder} belongs to somebody else: remove it or choose "
                    "a shorter BAKERY_HOME.",
                    folder=self.sockets,
                )
            )
        self.sockets.chmod(0o700)
        self._own(self.sockets)

    def _create_role(self):
        self.psql(
            f"DO $$ BEGIN CREATE ROLE {ROLE} LOGIN CREATEDB; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            user=ADMIN,
        )

    def busy(self):
        """Tell whether somebody else is connected to one of its databases."""
        sql = (
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        return self.psql(sql) != "0"

    def stop(self):
        """Stop the private server; the user's own server is left alone."""
        if self.external or not self.running():
            return
        proc.run(
            [binaries() / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop"],
            failure=_("PostgreSQL did not stop; see {log}.", log=self.log),
            **self._identity(),
        )

    # Databases ---------------------------------------------------------------------

    def create(self, database, template=None):
        """Create ``database``, from ``template`` when given."""
        sql = f'CREATE DATABASE "{database}"'
        if template:
            self._disconnect(template)
            sql += f' TEMPLATE "{template}"'
        else:
            sql += " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'"
        self.psql(sql)

    def _disconnect(self, database):
        # Only our own sessions: PostgreSQL itself sends its autovacuum away.
        self.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "  # noqa: S608
            f"WHERE datname = '{database}' AND pid <> pg_backend_pid() "
            "AND usename = current_user"
        )

    def drop(self, database):
        """Drop ``database`` and whoever is connected to it."""
        # Not WITH (FORCE): that wants to end PostgreSQL's autovacuum too, for which
        # we lack the right, while a plain drop sends it away by itself.
        for last in (False, True):
            if database in self.databases():
                self._disconnect(database)
            try:
                self.psql(f'DROP DATABASE IF EXISTS "{database}"')
            except BakeryError:
                # Somebody came back in between.
                if last:
                    raise
            else:
                return

    def rename(self, database, name):
        self._disconnect(database)
        self.psql(f'ALTER DATABASE "{database}" RENAME TO "{name}"')
