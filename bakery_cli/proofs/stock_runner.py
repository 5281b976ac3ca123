"""The two databases of stock Odoo's tests, and running tests on clones of them."""

import json
import re
from pathlib import Path

from .. import build, proc
from ..i18n import _
from ..server import INTERFACE, free_port
from ..testing import MUTED

WITHOUT, BESIDE = "without", "beside"
# These two set a bakery up; a database with them is no longer stock.
SETTING_UP = {"bakery_suite", "bakery_demo"}

DRIVER = Path(__file__).with_name("stock_driver.py")
# Stock tests expect English, the templates are made in Indonesian.
ENGLISH = """
english = env["res.lang"]._activate_lang("en_US")
env["ir.default"].set("res.partner", "lang", "en_US")
partners = env["res.partner"].with_context(active_test=False).search([])
partners.filtered("lang").lang = "en_US"
env["website"].search([]).write(
    {"default_lang_id": english.id, "language_ids": [(6, 0, english.ids)]}
)
env["res.lang"].search([("code", "!=", "en_US")]).active = False
env.cr.commit()
"""
# Made once, or the first browser tests would wait for them until they give up.
ASSETS = "env['ir.qweb']._pregenerate_assets_bundles()\nenv.cr.commit()\n"
_STARTING = re.compile(r" Starting (\S+) \.\.\.")


class Runner:
    """Runs stock tests on one of two sides: without our addons, or beside them.

    :ivar key: hash of the stock modules, their environment and how they are tested.
    :ivar note: called with short progress texts.
    """

    def __init__(self, settings, cluster):
        self.settings = settings
        self.builder = build.Builder(settings, cluster)
        self.version = self.builder.tree.version
        stock = build.layers(settings, self.builder.tree, demo=False)[0]
        driver = DRIVER.read_text(encoding="utf-8")
        self.key = build.digest(stock.key, driver, ENGLISH)
        self.addons = tuple(
            name for name in build.own_addons(settings) if name not in SETTING_UP
        )
        self.note = lambda text: None

    def __enter__(self):
        self._drop()  # those of a killed run may hold older addons
        return self

    def __exit__(self, *error):
        self._drop()

    def _drop(self):
        for side in (WITHOUT, BESIDE):
            self.builder.drop(self._base(side))

    def key_beside(self):
        """Return a hash of what is proved: another program is another proof."""
        hashes = build.suite_hashes(self.settings)
        return build.digest(self.key, *((name, hashes[name]) for name in self.addons))

    def run(self, side, tags, log_name):
        """Run the tests that ``tags`` name; return what the driver recorded."""
        database = f"{self._base(side)}_run"
        self.builder.drop(database)
        self.builder.clone(self._prepared(side), database)
        folder = self.settings.run / database
        folder.mkdir(parents=True, exist_ok=True)
        result, script = folder / "result.json", folder / "script.py"
        result.unlink(missing_ok=True)
        call = f"\nrecord(env, {tags!r}, {str(result)!r})\n"
        script.write_text(DRIVER.read_text(encoding="utf-8") + call, encoding="utf-8")
        try:
            self._odoo(database, script, self.settings.logs / f"{log_name}.log")
        finally:
            self.builder.drop(database)
        return json.loads(result.read_text(encoding="utf-8"))

    @staticmethod
    def _base(side):
        return f"proof_stock_{side}"

    def _prepared(self, side):
        """Return the database of ``side`` to clone, making it when it is not there."""
        base = self._base(side)
        if base in self.builder.cluster.databases():
            return base
        work = f"{base}_partial"
        self.builder.drop(work)
        self.builder.clone(self.builder.stock(), work)
        self.builder.odoo.shell(work, ENGLISH, self.builder.log)
        if side == BESIDE:
            self.builder.odoo.install(
                work, self.addons, self.builder.log, note=self.note
            )
        self.note(_("styles and scripts"))
        self.builder.odoo.shell(work, ASSETS, self.builder.log)
        self.builder.rename(work, base)
        return base

    def _odoo(self, database, script, log):
        odoo = self.builder.odoo
        command = odoo.command(
            *("shell", "-c", odoo.configuration(), "-d", database),
            *("--http-port", free_port(self.settings.port + 1000)),
            *("--http-interface", INTERFACE, "--load=base,rpc,web"),
            *("--max-cron-threads=0", "--log-level=info"),
            *(f"--log-handler={handler}" for handler in MUTED),
            "--shell-interface=python",
        )
        started = []

        def progress(line):
            if match := _STARTING.search(line):
                started.append(match[1])
                self.note(f"{len(started)}  {match[1]}")

        log.unlink(missing_ok=True)
        with open(script, encoding="utf-8") as handle:
            proc.run(
                command,
                log=log,
                on_line=progress,
                stdin=handle,
                env=odoo.environment(),
                failure=_("The tests of stock Odoo could not run."),
            )
