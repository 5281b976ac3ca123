"""``./bakery psql``: PostgreSQL's own client on the bakery's database."""

import subprocess

from . import need_database

NAME = "psql"
HELP = "open psql, or pass it arguments (./bakery psql -Atc 'SELECT 1')"


def add_arguments(parser):
    """Take none: what ``./bakery`` does not know goes to psql."""


def run(settings, args):
    """Hand the terminal over to psql; return its exit code."""
    cluster = need_database(settings)
    command = [cluster.program("psql"), "-d", settings.db, *args.rest]
    return subprocess.run(command, env=cluster.environment(), check=False).returncode
