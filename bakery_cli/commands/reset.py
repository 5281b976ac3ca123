"""``./bakery reset``: removes the database, and on request all that was set up."""

import shutil

from .. import proc, state
from ..errors import BakeryError
from ..i18n import _
from ..postgres import Cluster
from ..server import recorded
from ..ui import say, step

NAME = "reset"
HELP = "remove the database (its name must be typed)"


def add_arguments(parser):
    parser.add_argument(
        "--yes", metavar=_("NAME"), help=_("name of the database, instead of asking")
    )
    parser.add_argument(
        "--templates", action="store_true", help=_("the cached templates too")
    )


def confirm(database, answer=None):
    """Return when the user typed the name of ``database``; raise otherwise."""
    if answer is None:
        prompt = _("Type the name of the database ({db}) to go on: ", db=database)
        try:
            answer = input(prompt)
        except EOFError:
            answer = ""
    if answer.strip() != database:
        raise BakeryError(_("The name does not match: nothing was changed."))


def run(settings, args):
    """Stop the server and remove the database with its files."""
    cluster = Cluster(settings)
    if not (cluster.external or (cluster.data / "PG_VERSION").exists()):
        say(_("There is nothing to remove."))
        return 0
    cluster.ensure()
    say(
        _(
            "The database {db} and all that was entered in it will be gone.",
            db=settings.db,
        )
    )
    confirm(settings.db, args.yes)
    with step(_("Removing {db}", db=settings.db)):
        known = recorded(settings)
        if known:
            proc.stop(known[0])
        cluster.drop(settings.db)
        shutil.rmtree(cluster.files / "filestore" / settings.db, ignore_errors=True)
        state.forget(settings)
        for suffix in (".conf", ".day.json"):
            (settings.run / f"odoo-{settings.db}{suffix}").unlink(missing_ok=True)
    if args.templates:
        with step(_("Removing the templates")):
            for database in cluster.databases():
                if database.startswith("tpl_"):
                    cluster.drop(database)
                    files = cluster.files / "filestore" / database
                    shutil.rmtree(files, ignore_errors=True)
    return 0
