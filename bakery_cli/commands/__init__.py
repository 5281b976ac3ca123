"""The sub-commands, one module each.

A module has ``NAME``, ``HELP`` (English), ``add_arguments(parser)`` and
``run(settings, args)`` returning the exit code.
"""

import importlib

from ..errors import BakeryError
from ..i18n import _
from ..postgres import Cluster

ORDER = (
    "up",
    "down",
    "status",
    "logs",
    "day",
    "history",
    "test",
    "prove",
    "lint",
    "shell",
    "psql",
    "update",
    "backup",
    "restore",
    "doctor",
    "print_agent",
    "reset",
    "scaffold",
)


def load():
    """Return the command modules in the order in which ``--help`` lists them."""
    return [importlib.import_module(f"{__name__}.{name}") for name in ORDER]


def need_database(settings):
    """Return the running cluster that holds ``settings.db``, or say what to do."""
    cluster = Cluster(settings)
    if not (cluster.external or (cluster.data / "PG_VERSION").exists()):
        raise BakeryError(_("There is no bakery here yet: run ./bakery up first."))
    cluster.ensure()
    if settings.db not in cluster.databases():
        raise BakeryError(
            _("There is no database {db} yet: ./bakery up makes it.", db=settings.db)
        )
    return cluster
