"""Run a benchmark in an Odoo shell on a database of its own, which goes afterwards.

For what fills a database with millions of rows, and would leave its dust in the
bakery's even when it is rolled back::

    python3 benchmarks/throwaway.py benchmarks/ledger.py

The database is a clone of what ``./bakery up`` builds, the empty bakery; ``--of NAME``
clones another one that nobody is connected to. ``--install`` puts a peer beside ours,
``--addons`` names the folder it is in. ``--beside-stock`` makes a second database with
stock Odoo alone and names it in the environment's STOCK.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bakery_cli import build
from bakery_cli.postgres import Cluster
from bakery_cli.settings import Settings


def run(script, source=None, addons=(), modules=(), beside_stock=False):
    """Run the file ``script`` and return the exit code of Odoo's shell."""
    settings = Settings.from_environment()
    cluster = Cluster(settings, "main")
    cluster.ensure()
    builder = build.Builder(settings, cluster)
    # The number of this process: two benchmarks may run at once.
    database = f"benchmark_{os.getpid()}"
    stock = f"{database}_stock"
    source = source or builder.template(demo=False)
    try:
        builder.clone(source, database)
        if beside_stock:
            builder.clone(builder.stock(), stock)
        configuration = builder.odoo.configuration(database, **more(builder, addons))
        if modules:
            install(builder, configuration, database, modules)
        command = builder.odoo.command(
            "shell",
            "-c",
            configuration,
            "--no-http",
            "--log-level=error",
            "--shell-interface=python",
        )
        with script.open() as text:
            return subprocess.run(
                command,
                stdin=text,
                env={
                    **builder.odoo.environment(),
                    "STOCK": stock,
                    "BAKERY_CHECKOUT": str(settings.checkout),
                    # What several benchmarks share lies beside them.
                    "PYTHONPATH": str(script.resolve().parent),
                },
                check=False,
            ).returncode
    finally:
        builder.drop(database)
        if beside_stock:
            builder.drop(stock)
        (settings.run / f"odoo-{database}.conf").unlink(missing_ok=True)


def more(builder, addons):
    """Return the configuration that finds ``addons`` too."""
    if not addons:
        return {}
    folders = [builder.settings.addons, *builder.tree.addons_paths(), *addons]
    return {"addons_path": ",".join(str(Path(folder).resolve()) for folder in folders)}


def install(builder, configuration, database, modules):
    """Install ``modules`` in ``database``."""
    command = builder.odoo.command(
        *("-c", configuration, "-d", database, "-i", ",".join(modules)),
        *("--stop-after-init", "--no-http", "--log-level=error"),
    )
    subprocess.run(command, env=builder.odoo.environment(), check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("script", type=Path)
    parser.add_argument("--of", metavar="NAME", help="database to clone")
    parser.add_argument("--addons", action="append", default=[], metavar="DIR")
    parser.add_argument("--install", default="", metavar="NAME,NAME")
    parser.add_argument("--beside-stock", action="store_true")
    chosen = parser.parse_args()
    sys.exit(
        run(
            chosen.script,
            chosen.of,
            chosen.addons,
            [name for name in chosen.install.split(",") if name],
            chosen.beside_stock,
        )
    )
