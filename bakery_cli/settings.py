"""Where things are: the state folder, the database, the port, the checkout."""

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BakeryError
from .i18n import _

CHECKOUT = Path(__file__).resolve().parent.parent
DB_NAME = re.compile(r"^[a-z][a-z0-9_-]{0,50}$")


def default_home():
    """Return the state folder used when ``BAKERY_HOME`` is not set.

    Root gets a folder that the unprivileged database user can reach.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/bakery-odoo")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "bakery-odoo"


@dataclass
class Settings:
    """Names and places of one bakery; every command receives one.

    :param home: state folder (Odoo tree, environments, clusters, files, logs).
    :param db: name of the database.
    :param port: first HTTP port to try.
    :param db_host: host of a PostgreSQL server of the user's own, or None for
        the private cluster in ``home``.
    """

    home: Path
    db: str = "bakery"
    port: int = 8069
    db_host: str | None = None
    db_port: str | None = None
    checkout: Path = field(default=CHECKOUT)

    @classmethod
    def from_environment(cls, args=None):
        """Build the settings from options first, then the environment."""

        def chosen(option, variable, default=None):
            value = getattr(args, option, None)
            return value if value is not None else os.environ.get(variable, default)

        home = Path(chosen("home", "BAKERY_HOME") or default_home()).expanduser()
        settings = cls(
            home=home.resolve(),
            db=chosen("db", "BAKERY_DB", "bakery"),
            port=cls._port(chosen("port", "BAKERY_PORT", "8069")),
            db_host=chosen("db_host", "PGHOST") or None,
            db_port=os.environ.get("PGPORT"),
        )
        settings.check()
        return settings

    @staticmethod
    def _port(text):
        try:
            port = int(text)
        except ValueError:
            port = 0
        if not 1 <= port <= 65535:
            raise BakeryError(
                _("{port} is not a port: give a number from 1 to 65535.", port=text)
            )
        return port

    def check(self):
        """Refuse names that would end up in the wrong place."""
        if not DB_NAME.match(self.db):
            raise BakeryError(
                _(
                    "{name} is not a database name: use small letters, digits, "
                    "- and _, beginning with a letter.",
                    name=repr(self.db),
                )
            )
        if self.home == self.checkout or self.checkout in self.home.parents:
            raise BakeryError(
                _(
                    "The state folder {home} lies inside the checkout: set "
                    "BAKERY_HOME to a folder outside it.",
                    home=self.home,
                )
            )

    # Places below the state folder ------------------------------------------

    @property
    def addons(self):
        return self.checkout / "addons"

    @property
    def config(self):
        return self.checkout / "config"

    @property
    def cache(self):
        return self.home / "cache"

    @property
    def logs(self):
        return self.home / "logs"

    @property
    def odoo_root(self):
        """Folder of the unpacked Odoo trees, one per version."""
        return self.home / "odoo"

    @property
    def env(self):
        """Virtual environment that runs Odoo."""
        return self.home / "env"

    @property
    def python(self):
        return self.env / "bin" / "python"

    @property
    def env_dev(self):
        """Virtual environment of the development tools."""
        return self.home / "env-dev"

    @property
    def node(self):
        """Folder that holds ``node_modules`` of the development tools."""
        return self.home / "node"

    @property
    def data(self):
        """Odoo's data folders (file store, sessions), one per cluster."""
        return self.home / "data"

    @property
    def run(self):
        """Process ids, ports and credentials, one file per database."""
        return self.home / "run"

    @property
    def backups(self):
        return self.home / "backups"

    def short_path(self, name):
        """Return a folder for Unix sockets, whose paths are limited to 107 bytes."""
        path = self.home / "run" / f"pg-{name}"
        if len(str(path)) > 80:
            digest = hashlib.sha256(str(self.home).encode()).hexdigest()[:10]
            # Checked for its owner before use, see postgres.py.
            path = Path("/tmp") / f"bakery-{digest}-{name}"  # noqa: S108
        return path

    def make_folders(self):
        """Create the state folder; raise a clear error when that is refused."""
        try:
            for path in (self.cache, self.logs, self.data, self.run, self.backups):
                path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BakeryError(
                _(
                    "The state folder {home} cannot be written ({reason}): set "
                    "BAKERY_HOME to a folder of your own.",
                    home=self.home,
                    reason=error.strerror,
                )
            ) from error
