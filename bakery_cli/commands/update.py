"""``./bakery update``: brings a database up to the code, or leaves it as it was."""

from .. import archive, build, environment, proc, state
from ..errors import BakeryError
from ..i18n import _
from ..odoo import Odoo
from ..server import Server, free_port, recorded
from ..ui import say, step
from . import need_database

NAME = "update"
HELP = "update the changed addons, or those named"


def add_arguments(parser):
    parser.add_argument("addons", nargs="*", metavar=_("addon"), help=_("addons"))


def run(settings, args):
    """Back up, update, and restore the backup when the update fails."""
    cluster = need_database(settings)
    build.check_series(cluster, settings.db)
    known = build.own_addons(settings)
    unknown = [name for name in args.addons if name not in known]
    if unknown:
        raise BakeryError(
            _("There is no addon {names} here.", names=", ".join(unknown))
        )
    addons = args.addons or build.changed_addons(cluster, settings.db, settings)
    if not addons:
        say(_("Nothing has changed."))
        return 0
    with state.alone(settings):
        _update_closed(settings, cluster, addons)
    return 0


def _update_closed(settings, cluster, addons):
    """Update while no server runs, and serve again whatever came of it."""
    served = recorded(settings)
    if served:
        with step(_("Server")):
            proc.stop(served[0])
    try:
        _update(settings, cluster, addons)
    finally:
        if served:
            _serve_again(settings, cluster)


def _update(settings, cluster, addons):
    _env, tree = environment.require(settings)
    log = settings.logs / "update.log"
    with step(_("Backing up {db}", db=settings.db)):
        folder = archive.create(settings, cluster, settings.db, "before-update")
    try:
        with step(_("Updating {names}", names=", ".join(addons))) as current:
            odoo = Odoo(settings, cluster, tree)
            odoo.install(
                settings.db, (), log, note=current.update, update=tuple(addons)
            )
            _check_log(log)
            build.stamp(cluster, settings.db, settings)
    except BaseException as error:
        with step(_("Putting the database back as it was")):
            archive.restore(settings, cluster, folder, settings.db)
        if isinstance(error, BakeryError):
            raise BakeryError(
                _(
                    "The update failed and the database {db} is as it was before.",
                    db=settings.db,
                )
                + f"\n{error}",
                details=error.details or log,
            ) from error
        raise


def _check_log(log):
    """Odoo may report a failed module and still exit with 0: read what it said."""
    text = log.read_text(errors="replace").rpartition("Odoo version")[2]
    for line in text.splitlines():
        if " CRITICAL " in line:
            raise BakeryError(line[:300], details=log)


def _serve_again(settings, cluster):
    with step(_("Server")) as current:
        port = free_port(state.read(settings).get("port") or settings.port)
        server = Server(settings, cluster, settings.db, port)
        server.start()
        state.write(settings, pid=server.pid, port=port, url=server.url)
        current.update(server.url)
