#!/usr/bin/env python3
"""Prepares an image and its database with the code of ``./bakery``.

``prepare.py packages``  installs the Debian packages that run Odoo;
``prepare.py tree``      fetches Odoo and makes the environment, without a database;
``prepare.py database``  makes the database, or brings it up to the code of the image.

``./bakery up`` does the same in one go on a machine that holds its own PostgreSQL.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bakery_cli import build, checks, debian, environment, odoo_source, state
from bakery_cli.commands import update
from bakery_cli.errors import BakeryError
from bakery_cli.i18n import _
from bakery_cli.postgres import Cluster
from bakery_cli.settings import Settings
from bakery_cli.ui import say, section, step, warn

WAIT_SECONDS = 120


def packages(settings):
    """Install what runs Odoo; of PostgreSQL only the client programs."""
    names = {"postgresql": "postgresql-client"}
    wanted = [names.get(name, name) for name in debian.RUN]
    with step(_("Debian packages")):
        debian.install(debian.missing(wanted), settings.logs / "image.log")


def tree(settings):
    """Fetch Odoo, make the environment, compile both, and drop what fetched them."""
    log = settings.logs / "image.log"
    settings.make_folders()
    with step(_("Checking the machine")):
        checks.require_python()
        checks.require_disk(settings)
        debian.install(debian.missing(debian.python_packages()), log)
    with step(_("Odoo 19 Community")) as current:
        odoo = odoo_source.ensure(settings, log, note=current.update)
        current.update(f"{odoo.version} · {odoo.source}")
    with step(_("Python packages")) as current:
        odoo_environment = environment.odoo_environment(settings, odoo)
        odoo_environment.ensure(log, note=current.update)
    with step(_("Byte code")):
        # The image is read-only for Odoo: what is not compiled now, every start would
        # compile again. Templates of code that are not Python are no failure.
        subprocess.run(
            [settings.python, "-m", "compileall", "-q", odoo.path, settings.env],
            stdout=subprocess.DEVNULL,
            check=False,
        )
    shutil.rmtree(settings.cache)
    settings.make_folders()


def database(settings):
    """Make the database named by ``BAKERY_DB``, or update the addons that changed.

    ``BAKERY_COMPANY`` names the company, ``BAKERY_OWNER_PASSWORD`` gives its owner a
    password (a random one is shown once), ``BAKERY_DEMO=1`` makes the demo bakery.
    """
    settings.make_folders()
    cluster = _reachable(Cluster(settings))
    if settings.db in cluster.databases():
        build.check_series(cluster, settings.db)
        update.run(settings, argparse.Namespace(addons=[]))
        return
    demo = os.environ.get("BAKERY_DEMO") == "1"
    password = os.environ.get("BAKERY_OWNER_PASSWORD")
    owner = {"login": "pemilik", "password": password or secrets.token_urlsafe(12)}
    company = os.environ.get("BAKERY_COMPANY") or "Toko Roti Baru"
    with state.alone(settings), step(_("Database {db}", db=settings.db)) as current:
        builder = build.Builder(settings, cluster, note=current.update)
        before = cluster.databases()
        builder.database(settings.db, demo, company, None if demo else owner)
        # Templates make the second database quick; a production server has only one.
        for name in cluster.databases() - before - {settings.db}:
            builder.drop(name)
    if not demo and not password:
        say(f"{owner['login']}  {owner['password']}")
        say(_("Change this password after the first login."))


def _reachable(cluster):
    """Return ``cluster`` once it lets us in; a server that just starts does not."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cluster.ensure()
            return cluster
        except BakeryError:
            if time.monotonic() > deadline:
                raise
        time.sleep(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    jobs = {job.__name__: job for job in (packages, tree, database)}
    parser.add_argument("job", choices=jobs)
    job = jobs[parser.parse_args().job]
    try:
        with section(_("Bakery for Odoo")):
            job(Settings.from_environment())
    except BakeryError as error:
        warn(f"prepare: {error}")
        if error.details:
            warn(_("Details: {path}", path=error.details))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
