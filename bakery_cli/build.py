"""Building databases in layers, each kept as a template for the next time.

``stock``  all modules of Odoo and OCA that ours depend on;
``suite``  our addons on top, and the set-up of the bakery;
``demo``   the demo bakery on top.

A layer is named by a hash of what went into it, so that a change in one of our
addons builds only the upper layers anew. A clone takes the file store along: a
database without its files answers with errors.
"""

import ast
import hashlib
import os
import secrets
import shutil
import time
from dataclasses import dataclass

from . import environment
from .errors import BakeryError
from .i18n import _
from .odoo import Odoo

PREFIX = "tpl"
# Nothing below these folders changes what a database holds.
NOT_IN_DATABASE = {"tests", "readme", "__pycache__", "tools"}

SETUP = "env['bakery.setup'].apply(env.company, {values!r})\nenv.cr.commit()\n"


@dataclass
class Layer:
    """One template: its name, what it is made from, and how."""

    name: str
    key: str
    modules: tuple
    script: str = ""

    @property
    def database(self):
        return f"{PREFIX}_{self.name}_{self.key}"


def manifest(addon):
    """Return the manifest of the addon folder ``addon`` as a dict."""
    return ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf-8"))


def own_addons(settings):
    """Return the folders of our addons by name."""
    return {
        path.parent.name: path.parent
        for path in sorted(settings.addons.glob("*/__manifest__.py"))
    }


def foreign_modules(settings):
    """Return the modules of others that our addons depend on, sorted."""
    own = own_addons(settings)
    wanted = {name for path in own.values() for name in manifest(path)["depends"]}
    return tuple(sorted(wanted - set(own)))


def digest(*parts):
    joined = "\0".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def content_hash(folder):
    """Return a hash of the files below ``folder`` that shape a database."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not NOT_IN_DATABASE & set(relative.parts):
            total.update(str(relative).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def suite_hashes(settings):
    """Return the content hash of each of our addons."""
    return {name: content_hash(p) for name, p in own_addons(settings).items()}


def layers(settings, tree, demo):
    """Return the layers from the lowest to the one asked for."""
    lock = (settings.config / "requirements.txt").read_text()
    foreign = foreign_modules(settings)
    stock = Layer("stock", digest(tree.version, lock, *foreign), foreign)
    hashes = suite_hashes(settings)
    demo_hash = hashes.pop("bakery_demo", "")
    suite_key = digest(stock.key, *sorted(hashes.items()))
    suite = Layer("suite", suite_key, ("bakery_suite",), SETUP.format(values={}))
    if not demo:
        return [stock, suite]
    return [stock, suite, Layer("demo", digest(suite_key, demo_hash), ("bakery_demo",))]


class Builder:
    """Builds and clones databases of one cluster.

    :param note: called with short progress texts.
    """

    def __init__(self, settings, cluster, note=lambda text: None):
        self.settings = settings
        self.cluster = cluster
        self.note = note
        self.environment, self.tree = environment.require(settings)
        self.odoo = Odoo(settings, cluster, self.tree)
        self.log = settings.logs / f"build-{cluster.name}.log"
        self.times = {}

    def template(self, demo):
        """Return the name of the template, building the missing layers."""
        # Read once: an addon may be edited while its layer is built.
        whole = layers(self.settings, self.tree, True)
        wanted = whole if demo else whole[:-1]
        below = None
        for layer in wanted:
            if layer.database not in self.cluster.databases():
                self._build(layer, below)
            below = layer
        self._forget_old(demo, {layer.database for layer in whole})
        return below.database

    def empty(self):
        """Return the name of a template with nothing but Odoo's ``base``."""
        return self._lowest(Layer("base", digest(self.tree.version), ("base",)))

    def stock(self):
        """Return the name of the template with all that ours depend on, no more."""
        return self._lowest(layers(self.settings, self.tree, demo=False)[0])

    def _lowest(self, layer):
        if layer.database not in self.cluster.databases():
            self._build(layer, None)
        return layer.database

    def _build(self, layer, below):
        started = time.monotonic()
        work = f"{layer.database}_partial"
        self.drop(work)
        if below:
            self.clone(below.database, work, fresh=False)
        else:
            self.cluster.create(work)
        extra = () if below else ("--load-language=id_ID",)

        def note(text):
            self.note(f"{layer.name}: {text}")

        self.times |= self.odoo.install(
            work, layer.modules, self.log, note=note, extra=extra
        )
        if layer.script:
            note(_("set-up"))
            self.odoo.shell(work, layer.script, self.log)
        self.rename(work, layer.database)
        self.times[layer.name] = time.monotonic() - started

    def _files(self, database):
        return self.cluster.files / "filestore" / database

    def clone(self, source, database, fresh=True):
        """Clone ``source`` with its files.

        :param fresh: give the clone an identity and a secret of its own.
        """
        self.cluster.create(database, template=source)
        target = self._files(database)
        shutil.rmtree(target, ignore_errors=True)
        if self._files(source).exists():
            # Odoo never writes into a stored file, so links are as good as copies.
            shutil.copytree(self._files(source), target, copy_function=_link)
        if fresh:
            self._renew_identity(database)

    def _renew_identity(self, database):
        for key in ("database.uuid", "database.secret"):
            value = secrets.token_hex(18)
            self.cluster.psql(
                # Both come from this file, not from a user.
                f"UPDATE ir_config_parameter SET value = '{value}' WHERE key = '{key}'",  # noqa: S608
                database=database,
            )

    def _close_admin(self, database):
        """Take Odoo's well-known first password away; people have logins of their own.

        ``./bakery shell`` gives the account a password when it is needed.
        """
        self.cluster.psql(
            "UPDATE res_users SET password = NULL WHERE login = 'admin'",
            database=database,
        )

    def drop(self, database):
        self.cluster.drop(database)
        shutil.rmtree(self._files(database), ignore_errors=True)

    def rename(self, database, name):
        """Give ``database`` and its files another name."""
        shutil.rmtree(self._files(name), ignore_errors=True)
        if self._files(database).exists():
            self._files(database).rename(self._files(name))
        self.cluster.rename(database, name)

    def _forget_old(self, demo, keep):
        if self.cluster.external:
            return  # another checkout may build its templates on the same server
        names = {"stock", "suite"} | ({"demo"} if demo else set())
        for database in self.cluster.databases():
            kind = database.split("_")
            if kind[0] == PREFIX and kind[1] in names and database not in keep:
                self.drop(database)

    def database(self, name, demo=True, company=None, owner=None):
        """Make database ``name``; leave an existing one alone.

        :param company: name of the company of an empty bakery.
        :param owner: ``{"login", "password"}`` of its first user.
        """
        if name in self.cluster.databases():
            return False
        work = f"{name}_partial"
        self.drop(work)
        self.clone(self.template(demo), work)
        self._close_admin(work)
        if not demo:
            values = {"name": company, "owner": owner}
            self.odoo.shell(work, SETUP.format(values=values), self.log)
        stamp(self.cluster, work, self.settings)
        self.rename(work, name)
        return True


def _link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def stamp(cluster, database, settings):
    """Note in ``database`` which contents of our addons it was built from."""
    for name, value in suite_hashes(settings).items():
        key = f"bakery.content.{name}"
        cluster.psql(
            "INSERT INTO ir_config_parameter "  # noqa: S608
            "(key, value, create_date, write_date) "
            f"VALUES ('{key}', '{value}', now(), now()) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            database=database,
        )


def changed_addons(cluster, database, settings):
    """Return our installed addons whose content differs from what was built."""
    rows = cluster.psql(
        "SELECT m.name, coalesce(p.value, '') FROM ir_module_module m "
        "LEFT JOIN ir_config_parameter p ON p.key = 'bakery.content.' || m.name "
        "WHERE m.state = 'installed' AND m.name LIKE 'bakery\\_%'",
        database=database,
    )
    built = dict(row.split("|") for row in rows.splitlines())
    now = suite_hashes(settings)
    return sorted(name for name, value in built.items() if now.get(name) != value)


def check_series(cluster, database, series="19.0"):
    """Refuse a database made by another Odoo series."""
    exists = cluster.psql("SELECT to_regclass('ir_module_module')", database=database)
    version = exists and cluster.psql(
        "SELECT latest_version FROM ir_module_module WHERE name = 'base'",
        database=database,
    )
    if not version:
        raise BakeryError(
            _(
                "The database {db} is not Odoo's: choose another name with BAKERY_DB.",
                db=database,
            )
        )
    if not version.startswith(series):
        raise BakeryError(
            _(
                "The database {db} was made by Odoo {version}, this is {series}: "
                "upgrade it first, or choose another name with BAKERY_DB.",
                db=database,
                version=version,
                series=series,
            )
        )


def ensure_database(settings, cluster, db, demo=True, company=None, owner=None):
    """Make database ``db`` in ``cluster`` from the cached templates.

    :return: True when it was made, False when it was there.
    """
    return Builder(settings, cluster).database(db, demo, company, owner)
