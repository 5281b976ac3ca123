"""``./bakery backup``: the database and its files into one folder."""

from .. import archive
from ..i18n import _
from ..ui import say, step
from . import need_database

NAME = "backup"
HELP = "back up the database and its files"


def add_arguments(parser):
    """Take no arguments of its own."""


def run(settings, args):
    """Back up while the bakery works on; print where it went."""
    cluster = need_database(settings)
    with step(_("Backing up {db}", db=settings.db)):
        folder = archive.create(settings, cluster, settings.db)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
    say(
        _(
            "{folder} ({size} MB). Copy it to another machine: a backup on the same "
            "disk is lost with it.",
            folder=folder,
            size=f"{size:.0f}",
        )
    )
    return 0
