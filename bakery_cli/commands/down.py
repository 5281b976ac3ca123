"""``./bakery down``: stops the server and the private database cluster."""

from .. import proc, state
from ..i18n import _
from ..postgres import Cluster
from ..server import recorded
from ..ui import say, step

NAME = "down"
HELP = "stop the bakery"


def add_arguments(parser):
    """Take no arguments of its own."""


def run(settings, args):
    """Stop what ``up`` started; the cluster stays while another bakery uses it."""
    known = recorded(settings)
    with step(_("Server")) as current:
        if known:
            proc.stop(known[0])
            state.write(settings, pid=None, url=None)
        else:
            current.update(_("was not running"))
    if state.others_running(settings):
        say(_("  PostgreSQL stays on: another bakery uses it."))
        return 0
    for name in ("main", "test", "clock"):
        cluster = Cluster(settings, name)
        if cluster.external or not cluster.running():
            continue
        with step(_("PostgreSQL ({name})", name=name)) as current:
            if cluster.busy():
                current.update(_("stays on: another program uses it"))
            else:
                cluster.stop()
    return 0
