"""``./bakery restore``: a backup back into a database."""

from .. import archive, state
from ..errors import BakeryError
from ..i18n import _
from ..postgres import Cluster
from ..server import recorded
from ..ui import say, step
from .reset import confirm

NAME = "restore"
HELP = "restore a backup"


def add_arguments(parser):
    parser.add_argument(
        "backup", nargs="?", help=_("name or folder; the newest by default")
    )
    parser.add_argument(
        "--yes", metavar=_("NAME"), help=_("name of the database, instead of asking")
    )


def run(settings, args):
    """Restore into ``settings.db``; an old one goes only when all went well."""
    if recorded(settings):
        raise BakeryError(
            _("The bakery is open: close it with ./bakery down before a restore.")
        )
    folder = archive.find(settings, args.backup)
    cluster = Cluster(settings)
    cluster.ensure()
    if settings.db in cluster.databases():
        say(
            _("{folder} will replace the database {db}.", folder=folder, db=settings.db)
        )
        confirm(settings.db, args.yes)
    with state.alone(settings), step(_("Restoring {name}", name=folder.name)):
        archive.restore(settings, cluster, folder, settings.db)
    return 0
