"""``./bakery up``: from a fresh machine to a running bakery."""

import secrets

from .. import build, checks, debian, environment, odoo_source, state
from ..errors import BakeryError
from ..i18n import _
from ..postgres import Cluster
from ..server import Server, answers, free_port, recorded
from ..ui import bold, dim, good, say, section, step, table

NAME = "up"
HELP = "set up what is missing and start the bakery"

DEMO_PASSWORD = "roti-manis"  # noqa: S105 - printed on the screen, demo only


def demo_logins():
    """Return ``(login, role)`` of the demo's users, one per role."""
    return (
        ("pemilik", _("owner")),
        ("admin.toko", _("store administrator")),
        ("pembelian", _("purchaser")),
        ("penyetuju", _("purchase approver")),
        ("gudang", _("warehouse clerk")),
        ("baker", _("baker")),
        ("perencana", _("production planner")),
        ("kasir", _("cashier")),
        ("pelayan", _("waiter")),
        ("dapur", _("kitchen")),
        ("toko.online", _("online store staff")),
        ("sales", _("sales")),
        ("akuntan", _("accountant")),
        ("manajer", _("outlet manager")),
    )


def add_arguments(parser):
    parser.add_argument(
        "--no-demo", action="store_true", help=_("an empty bakery, no demo data")
    )
    parser.add_argument(
        "--company",
        default="Toko Roti Baru",
        metavar=_("NAME"),
        help=_("company name of the empty bakery"),
    )
    parser.add_argument(
        "--no-serve", action="store_true", help=_("prepare, but start no server")
    )


def run(settings, args):
    """Do every step that is not done yet; return 0 when the login page answers."""
    log = settings.logs / "up.log"
    with state.alone(settings), section(_("Bakery for Odoo")):
        cluster = prepare(settings, log)
        _database(settings, cluster, args)
        if not args.no_serve:
            _serve_or_explain(settings, cluster)
    _final_screen(settings, cluster, served=not args.no_serve)
    return 0


def prepare(settings, log, packages=(), cluster_name="main"):
    """Bring the machine to where a database can be made; return the cluster.

    Used by every command that may be the first one on a new machine.

    :param packages: Debian packages needed beyond those that run Odoo.
    """
    settings.make_folders()
    with step(_("Checking the machine")):
        checks.require_python()
        checks.require_disk(settings)
    with step(_("Debian packages")) as current:
        wanted = [*debian.RUN, *debian.python_packages(), *packages]
        if settings.db_host:
            wanted[wanted.index("postgresql")] = "postgresql-client"
        names = debian.needed(wanted)
        current.update(" ".join(names) or _("nothing missing"))
        debian.install(names, log, on_line=None)
    with step(_("Odoo 19 Community")) as current:
        tree = odoo_source.ensure(settings, log, note=current.update)
        current.update(f"{tree.version} · {tree.source}")
    with step(_("Python packages")) as current:
        environment.odoo_environment(settings, tree).ensure(log, note=current.update)
        current.update("")
    with step(_("PostgreSQL")) as current:
        cluster = Cluster(settings, cluster_name)
        cluster.ensure()
        current.update(settings.db_host or _("private cluster"))
    return cluster


def _database(settings, cluster, args):
    with step(_("Database {db}", db=settings.db)) as current:
        if settings.db in cluster.databases():
            build.check_series(cluster, settings.db)
            current.update(_("already there"))
            return
        builder = build.Builder(settings, cluster, note=current.update)
        owner = None
        if args.no_demo:
            owner = {"login": "pemilik", "password": secrets.token_urlsafe(9)}
        builder.database(settings.db, not args.no_demo, args.company, owner)
        state.write(settings, demo=not args.no_demo, owner=owner)
        current.update("")
    own = [
        [f"    {name}", f"{seconds:6.1f} s"]
        for name, seconds in builder.times.items()
        if name.startswith("bakery_") or name in ("stock", "suite", "demo")
    ]
    if own:
        table(own, right=(1,))


def _serve_or_explain(settings, cluster):
    """Serve; a server that fails on an older database says what to do about it."""
    try:
        _serve(settings, cluster)
    except BakeryError as error:
        changed = build.changed_addons(cluster, settings.db, settings)
        if not changed:
            raise
        raise BakeryError(
            _(
                "The server does not start on the database {db}: the addons {names} "
                "have changed since it was built. Run ./bakery update, then "
                "./bakery up again.",
                db=settings.db,
                names=", ".join(changed),
            ),
            details=error.details,
        ) from error


def _serve(settings, cluster):
    with step(_("Server")) as current:
        known = recorded(settings)
        if known and answers(known[1]):
            current.update(known[1])
            return
        port = free_port(settings.port)
        server = Server(settings, cluster, settings.db, port)
        server.start()
        state.write(settings, pid=server.pid, port=port, url=server.url)
        current.update(server.url)
    if port != settings.port:
        say(
            _(
                "  Port {wanted} is taken, so the bakery answers on {port}.",
                wanted=settings.port,
                port=port,
            )
        )


def _final_screen(settings, cluster, served):
    known = state.read(settings)
    changed = build.changed_addons(cluster, settings.db, settings)
    if changed:
        say()
        say(
            _(
                "The addons {names} have changed since this database was built: "
                "./bakery update brings it up to date.",
                names=", ".join(changed),
            )
        )
    say()
    if not served:
        say(_("The database {db} is ready; nothing was started.", db=settings.db))
        say()
        _logins(known)
        return
    say(f"  {good(_('The bakery is open:'))} {bold(known['url'])}")
    say()
    _logins(known)
    say()
    say(f"  {_('Logs:')} {settings.logs / settings.db}.log")
    say(f"  {_('Stop:')} ./bakery down")


def _logins(known):
    if known.get("demo"):
        rows = [(login, DEMO_PASSWORD, role) for login, role in demo_logins()]
        table(rows, header=[_("Login"), _("Password"), _("Role")])
    elif known.get("owner"):
        owner = known["owner"]
        table(
            [(owner["login"], owner["password"], _("owner"))],
            header=[_("Login"), _("Password"), _("Role")],
        )
        say(dim("  " + _("Change this password after the first login.")))
