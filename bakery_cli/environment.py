"""The virtual environments: pinned packages with hashes, rebuilt when pins change."""

import hashlib
import platform
import shutil
import sys

from . import proc
from .errors import BakeryError
from .i18n import _


class Environment:
    """One virtual environment made from a lock file.

    :param path: folder of the environment.
    :param lock: requirements file with exact versions and hashes.
    :param tree: Odoo tree to put on its path, or None.
    """

    def __init__(self, path, lock, tree=None):
        self.path = path
        self.lock = lock
        self.tree = tree
        self.python = path / "bin" / "python"
        self.stamp = path / "bakery.stamp"

    def key(self):
        """Return what the environment depends on, as one hash."""
        parts = [self.lock.read_bytes(), platform.python_version().encode()]
        if self.tree:
            parts.append(str(self.tree.path).encode())
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def ready(self):
        """Tell whether the environment is complete and current."""
        return (
            self.stamp.exists()
            and self.python.exists()
            and self.stamp.read_text() == self.key()
        )

    def ensure(self, log, note=lambda text: None):
        """Build the environment unless it is ready; the stamp comes last."""
        if self.ready():
            return
        note(_("making it"))
        shutil.rmtree(self.path, ignore_errors=True)
        proc.run(
            [sys.executable, "-m", "venv", self.path],
            log=log,
            failure=_(
                "No virtual environment could be made: install python3-venv, or run "
                "./bakery with another Python 3."
            ),
        )
        self._install(log, note)
        if self.tree:
            self._link_tree()
        self.stamp.write_text(self.key())

    def _install(self, log, note):
        total = self.lock.read_text().count("==")
        seen = []

        def progress(line):
            if line.startswith("Collecting"):
                seen.append(line)
                note(_("{n} of {total} packages", n=len(seen), total=total))
            elif line.startswith("Installing"):
                note(_("installing"))

        command = [self.python, "-m", "pip", "install", "--no-deps"]
        # The lock names every package, so no dependency is resolved: OCA's wheels
        # ask for a package ``odoo`` that no registry has.
        options = ["--require-hashes", "--no-compile", "--progress-bar", "off"]
        proc.run(
            [*command, *options, "--disable-pip-version-check", "-r", self.lock],
            log=log,
            on_line=progress,
            failure=_(
                "The Python packages could not be installed: is the package registry "
                "reachable?"
            ),
        )

    def _link_tree(self):
        site = next((self.path / "lib").glob("python3*")) / "site-packages"
        (site / "odoo-tree.pth").write_text(f"{self.tree.path}\n")


def odoo_environment(settings, tree):
    """Return the environment that runs Odoo."""
    return Environment(settings.env, settings.config / "requirements.txt", tree)


def require(settings):
    """Return the ready Odoo environment and tree, or say to run ``up`` first."""
    from . import odoo_source

    tree = odoo_source.find(settings)
    environment = odoo_environment(settings, tree) if tree else None
    if not environment or not environment.ready():
        raise BakeryError(
            _("The bakery is not set up on this machine yet: run ./bakery up first.")
        )
    return environment, tree
