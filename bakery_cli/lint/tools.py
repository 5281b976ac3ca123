"""The tools of the linters: an environment for Python's, a folder for Node's."""

import hashlib
import shutil

from .. import debian, proc
from ..environment import Environment
from ..i18n import _


class Tools:
    """Where the tools are, once :meth:`ensure` has run."""

    def __init__(self, settings):
        self.settings = settings
        self.config = settings.config / "lint"
        self.python = Environment(
            settings.env_dev, settings.config / "requirements-dev.txt"
        )

    def program(self, name):
        """Return the path of a Python tool."""
        return self.settings.env_dev / "bin" / name

    def node_program(self, name):
        """Return the path of a Node tool."""
        return self.settings.node / "node_modules" / ".bin" / name

    def ensure(self, log, note=lambda text: None):
        """Install what is missing."""
        debian.install(debian.needed(debian.LINT), log)
        self.python.ensure(log, note)
        self._ensure_node(log, note)

    def _ensure_node(self, log, note):
        lock = self.config / "package-lock.json"
        key = hashlib.sha256(lock.read_bytes()).hexdigest()
        stamp = self.settings.node / "bakery.stamp"
        if stamp.exists() and stamp.read_text() == key:
            return
        note("npm")
        shutil.rmtree(self.settings.node, ignore_errors=True)
        self.settings.node.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(self.config / name, self.settings.node)
        proc.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            log=log,
            cwd=self.settings.node,
            failure=_("npm could not install the linters: is its registry reachable?"),
        )
        stamp.write_text(key)
