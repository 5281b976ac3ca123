"""``./bakery status``: what runs where."""

import json

from .. import build, environment, odoo_source, state
from ..errors import BakeryError
from ..i18n import _
from ..postgres import Cluster
from ..server import answers, recorded
from ..ui import say, table

NAME = "status"
HELP = "say what runs where"


def add_arguments(parser):
    parser.add_argument("--json", action="store_true", help=_("for machines"))


def collect(settings):
    """Return the state of the bakery as a plain dict."""
    tree = odoo_source.find(settings)
    known = recorded(settings)
    cluster = Cluster(settings)
    result = {
        "home": str(settings.home),
        "database": settings.db,
        "demo": state.read(settings).get("demo"),
        "odoo": tree.version if tree else None,
        "odoo_path": str(tree.path) if tree else None,
        "environment": bool(
            tree and environment.odoo_environment(settings, tree).ready()
        ),
        "server": {
            "running": bool(known),
            "pid": known[0] if known else None,
            "url": known[1] if known else None,
            "answers": bool(known and answers(known[1])),
            "log": str(settings.logs / f"{settings.db}.log"),
        },
        "postgresql": {"running": _running(cluster), "host": None, "exists": False},
    }
    if result["postgresql"]["running"]:
        result["postgresql"]["host"] = cluster.environment().get("PGHOST")
        exists = settings.db in cluster.databases()
        result["postgresql"]["exists"] = exists
        if exists:
            result["changed_addons"] = build.changed_addons(
                cluster, settings.db, settings
            )
    return result


def _running(cluster):
    try:
        return cluster.running()
    except BakeryError:
        return False


def run(settings, args):
    """Print the state; return 0 when the bakery answers, else 3."""
    found = collect(settings)
    if args.json:
        say(json.dumps(found, indent=2))
    else:
        yes, no = _("yes"), _("no")
        server, database = found["server"], found["postgresql"]
        rows = [
            (_("State folder"), found["home"]),
            (_("Odoo"), found["odoo"] or no),
            (_("PostgreSQL"), database["host"] if database["running"] else no),
            (_("Database"), settings.db if database["exists"] else no),
            (_("Server"), server["url"] or no),
            (_("Answers"), yes if server["answers"] else no),
            (_("Log"), server["log"]),
        ]
        if found.get("changed_addons"):
            rows.append((_("Changed addons"), ", ".join(found["changed_addons"])))
        table(rows)
    return 0 if found["server"]["answers"] else 3
