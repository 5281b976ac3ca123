"""An hour without the network: two tablets sell on, and every sale lands once."""

import json
import subprocess
import time
from pathlib import Path

from ..day.cast import DEMO_PASSWORD
from ..errors import BakeryError
from ..i18n import _
from ..server import Server, free_port
from .books import Books

DRIVER = Path(__file__).with_name("offline_driver.py")
# Seconds until the goods of the last sale have left the stock.
PATIENCE = 180

# What the database says about the sales that the tablets remember.
CHECK = """
import json
from odoo import fields
sold = json.loads({sold!r})
orders = env["pos.order"].search([("state", "in", ("paid", "done", "invoiced"))])
failed = []
for uuid, amount in sold.items():
    found = orders.filtered(lambda order: order.uuid == uuid)
    if len(found) != 1:
        failed.append(f"the sale {{uuid}} is there {{len(found)}} times")
    elif found.currency_id.compare_amounts(found.amount_total, amount):
        failed.append(f"the sale {{uuid}} of {{amount}} came as {{found.amount_total}}")
    elif found.currency_id.compare_amounts(
        paid := sum(found.payment_ids.mapped("amount")), found.amount_paid
    ):
        failed.append(f"the sale {{uuid}} was paid {{paid}}")
strange = orders.filtered(lambda order: order.uuid not in sold)
failed += [f"the sale {{order.uuid}} was made by nobody" for order in strange]
waiting = env["bakery.pos.stock"].search([("state", "!=", "done")])
failed += [f"{{row.order_id.name}}: {{row.state}} {{row.error}}" for row in waiting]
drafts = env["pos.order"].search([("state", "=", "draft"), ("lines", "!=", False)])
failed += [f"{{order.name}} was never paid" for order in drafts]
company = env["res.company"].search([], limit=1)
checks = env["bakery.books.check"].run(company.id, fields.Date.today())
failed += [f"{{row['name']}}: {{row['difference']}}" for row in checks if not row["ok"]]
print("PROVED", len(failed), len(sold))
for line in failed:
    print("FAILED", line)
"""
TILL = "SELECT id FROM pos_config WHERE module_pos_restaurant ORDER BY id LIMIT 1"
WAITING = "SELECT count(*) FROM bakery_pos_stock WHERE state = 'waiting'"


class Offline(Books):
    """Proves for each seed that no sale gets lost or doubled without the network."""

    NAME = "offline"
    DEMO = True

    def __init__(self, settings, cluster, args):
        self.cluster = cluster
        super().__init__(settings, cluster, args)

    def _size(self):
        return self.args.sales

    def _drivers(self):
        return [DRIVER.read_text(), CHECK]

    def _play(self, database, seed):
        sold = self._sell(database, seed)
        script = CHECK.format(sold=json.dumps(sold))
        return self.builder.odoo.shell(database, script, self.builder.log)

    def _sell(self, database, seed):
        """Let the tablets sell; return ``{uuid: amount}`` of what they sold."""
        port = free_port(self.settings.port + 1200)
        log = self.settings.logs / "offline.log"
        log.unlink(missing_ok=True)
        server = Server(self.settings, self.cluster, database, port, log=log)
        server.start()
        try:
            sold = self._drive(server, database, seed)
            self._wait_for_stock(database)
        finally:
            server.stop()
        return sold

    def _drive(self, server, database, seed):
        task = {
            "url": server.url,
            "db": database,
            "login": "kasir",
            "password": DEMO_PASSWORD,
            "seed": seed,
            "sales": self.args.sales,
            "till": int(self.cluster.psql(TILL, database=database)),
            "shots": str(self.settings.logs / "offline-tablet"),
        }
        python = self.settings.env_dev / "bin" / "python"
        done = subprocess.run(
            [python, DRIVER, json.dumps(task)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [""]
            raise BakeryError(
                _("The tablets did not sell: {reason}", reason=last[0]),
                details=self._keep(done.stderr),
            )
        return json.loads(done.stdout)

    def _keep(self, text):
        path = self.settings.logs / "offline-tablets.log"
        path.write_text(text, encoding="utf-8")
        return path

    def _wait_for_stock(self, database):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.cluster.psql(WAITING, database=database) == "0":
                return
            time.sleep(1)
