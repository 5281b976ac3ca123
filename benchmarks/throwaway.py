"""Run a benchmark in an Odoo shell on a database of its own, which goes afterwards.

For what fills a database with millions of rows, and would leave its dust in the
bakery's even when it is rolled back::

    python3 benchmarks/throwaway.py benchmarks/ledger.py

The database is a clone of what ``./bakery up`` builds, the empty bakery; ``--of NAME``
clones another one that nobody is connected to.
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


def run(script, source=None):
    """Run the file ``script`` and return the exit code of Odoo's shell."""
    settings = Settings.from_environment()
    cluster = Cluster(settings, "main")
    cluster.ensure()
    builder = build.Builder(settings, cluster)
    # The number of this process: two benchmarks may run at once.
    database = f"benchmark_{os.getpid()}"
    source = source or builder.template(demo=False)
    try:
        builder.clone(source, database)
        command = builder.odoo.command(
            "shell",
            "-c",
            builder.odoo.configuration(database),
            "--no-http",
            "--log-level=error",
            "--shell-interface=python",
        )
        with script.open() as text:
            return subprocess.run(
                command, stdin=text, env=builder.odoo.environment(), check=False
            ).returncode
    finally:
        builder.drop(database)
        (settings.run / f"odoo-{database}.conf").unlink(missing_ok=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("script", type=Path)
    parser.add_argument("--of", metavar="NAME", help="database to clone")
    chosen = parser.parse_args()
    sys.exit(run(chosen.script, chosen.of))
