"""What ``up`` needs of the machine, and what ``doctor`` looks at."""

import os
import shutil
import sys
from pathlib import Path

from . import build, debian, environment, odoo_source, server, state
from .errors import BakeryError
from .i18n import _
from .postgres import Cluster, binaries

DISK_GB = 6


def existing_parent(path):
    """Return ``path`` or the nearest folder above it that exists."""
    path = Path(path)
    while not path.exists():
        path = path.parent
    return path


def require_python():
    """Refuse a Python that Odoo's packages are not pinned for."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise BakeryError(
            _(
                "Python {version} runs ./bakery, Odoo needs 3.11, 3.12 or 3.13: start "
                "it as  python3.11 ./bakery up",
                version=".".join(map(str, sys.version_info[:2])),
            )
        )


def require_disk(settings):
    """Refuse to begin with too little room for Odoo and a database."""
    usage = shutil.disk_usage(existing_parent(settings.home))
    free = usage.free / 2**30
    if free < DISK_GB and not odoo_source.find(settings):
        raise BakeryError(
            _(
                "{free} GB are free in {folder}, {need} are needed: make room or set "
                "BAKERY_HOME to a larger disk.",
                free=f"{free:.1f}",
                folder=existing_parent(settings.home),
                need=DISK_GB,
            )
        )


def check_rights(settings):
    folder = existing_parent(settings.home)
    if not os.access(folder, os.W_OK):
        raise BakeryError(
            _(
                "The state folder {home} cannot be written ({reason}): set "
                "BAKERY_HOME to a folder of your own.",
                home=settings.home,
                reason=_("no right to write in {folder}", folder=folder),
            )
        )
    return str(settings.home)


def check_python(settings):
    require_python()
    return ".".join(map(str, sys.version_info[:3]))


def check_disk(settings):
    require_disk(settings)
    free = shutil.disk_usage(existing_parent(settings.home)).free / 2**30
    return _("{free} GB free", free=f"{free:.0f}")


def check_packages(settings):
    missing = debian.needed([*debian.RUN, *debian.python_packages()])
    if missing:
        raise BakeryError(
            _(
                "Debian packages are missing: {packages}. ./bakery up installs them.",
                packages=" ".join(missing),
            )
        )
    return _("all there")


def check_mirror(settings):
    odoo_source.mirror()
    return _("known to apt")


def check_odoo(settings):
    tree = odoo_source.find(settings)
    if not tree:
        partial = list(settings.odoo_root.glob("*.partial*"))
        raise BakeryError(
            _("Odoo's tree is half unpacked: ./bakery up makes it anew.")
            if partial
            else _("Odoo is not unpacked yet: ./bakery up does it.")
        )
    return f"{tree.version} · {tree.source}"


def check_environment(settings):
    environment.require(settings)
    return str(settings.env)


def check_cluster(settings):
    cluster = Cluster(settings)
    if not cluster.external:
        made = cluster.data / "PG_VERSION"
        if not made.exists():
            raise BakeryError(_("There is no database cluster yet: ./bakery up."))
        cluster._check_version()
    if not cluster.running():
        raise BakeryError(_("The database cluster is stopped: ./bakery up starts it."))
    return settings.db_host or str(binaries().parent.name)


def check_database(settings):
    cluster = Cluster(settings)
    if settings.db not in cluster.databases():
        raise BakeryError(
            _("There is no database {db} yet: ./bakery up makes it.", db=settings.db)
        )
    build.check_series(cluster, settings.db)
    changed = build.changed_addons(cluster, settings.db, settings)
    if changed:
        raise BakeryError(
            _(
                "The addons {names} have changed since this database was built: "
                "./bakery update brings it up to date.",
                names=", ".join(changed),
            )
        )
    return settings.db


def check_server(settings):
    known = server.recorded(settings)
    if known:
        if not server.answers(known[1]):
            raise BakeryError(
                _(
                    "The server runs but does not answer: see ./bakery logs, then "
                    "./bakery down and up."
                )
            )
        return known[1]
    port = server.free_port(settings.port)
    if port != settings.port:
        raise BakeryError(
            _(
                "Port {port} is taken by another program: ./bakery up will use {free}.",
                port=settings.port,
                free=port,
            )
        )
    if state.read(settings).get("pid"):
        raise BakeryError(_("The server is stopped: ./bakery up starts it."))
    return _("not started")


def all_checks():
    """Return ``(title, function)`` pairs in the order of ``up``'s steps."""
    return (
        (_("State folder"), check_rights),
        (_("Python"), check_python),
        (_("Disk"), check_disk),
        (_("Debian packages"), check_packages),
        (_("Package mirror"), check_mirror),
        (_("Odoo 19 Community"), check_odoo),
        (_("Python packages"), check_environment),
        (_("PostgreSQL"), check_cluster),
        (_("Database"), check_database),
        (_("Server"), check_server),
    )
