"""Starting Odoo: its configuration, its environment, its log."""

import configparser
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from . import proc
from .errors import BakeryError
from .i18n import _

_LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
_LOADED = re.compile(r"Module (\S+) loaded in ([\d.]+)s")
_REASON = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Warning)\b.*: ")


class Odoo:
    """Odoo on one cluster, from one tree and environment.

    :param settings: :class:`~bakery_cli.settings.Settings`.
    :param cluster: :class:`~bakery_cli.postgres.Cluster`.
    :param tree: :class:`~bakery_cli.odoo_source.Tree`.
    """

    def __init__(self, settings, cluster, tree):
        self.settings = settings
        self.cluster = cluster
        self.tree = tree

    def configuration(self, db=None, **values):
        """Write the configuration file of this machine; return its path.

        The values of ``config/odoo.conf`` come first, then the places of this
        machine, then ``values``.
        """
        parser = configparser.RawConfigParser()
        parser.read(self.settings.config / "odoo.conf")
        if not parser.has_section("options"):
            parser.add_section("options")
        addons = [self.settings.addons, *self.tree.addons_paths()]
        options = {
            **self.cluster.odoo_options(),
            "data_dir": self.cluster.files,
            "addons_path": ",".join(str(path) for path in addons),
            **values,
        }
        if db:
            options |= {"db_name": db, "dbfilter": f"^{re.escape(db)}$"}
        for key, value in options.items():
            parser.set("options", key, str(value))
        self.settings.run.mkdir(parents=True, exist_ok=True)
        path = self.settings.run / f"odoo-{db or self.cluster.name}.conf"
        # Whole or not at all: an Odoo beside this one may be reading it.
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            parser.write(file)
        return Path(file.name).replace(path)

    def environment(self):
        """Return the environment variables of an Odoo process."""
        env = {**self.cluster.environment(), **self.cluster.preload}
        # Byte code is kept, but beside the state, not in the trees.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env["PYTHONPYCACHEPREFIX"] = str(self.settings.cache / "pyc")
        env["PYTHONWARNINGS"] = "ignore::DeprecationWarning"
        env["PGAPPNAME"] = "bakery"
        env["TZ"] = "UTC"
        return env

    def command(self, *arguments):
        return [str(self.settings.python), "-m", "odoo", *map(str, arguments)]

    def install(self, db, modules, log, note=lambda text: None, update=(), extra=()):
        """Install ``modules`` in ``db``; return seconds by module of those loaded.

        :param note: called with ``"module (n/total)"`` while it runs.
        """
        times, reasons = {}, []

        def progress(line):
            if match := _LOADING.search(line):
                note(f"{match[1]} ({match[2]}/{match[3]})")
            elif match := _LOADED.search(line):
                times[match[1]] = float(match[2])
            elif _REASON.match(line):
                reasons.append(line)

        arguments = ["-c", self.configuration(), "-d", db, "--stop-after-init"]
        if modules:
            arguments += ["-i", ",".join(modules)]
        if update:
            arguments += ["-u", ",".join(update)]
        arguments += ["--no-http", "--max-cron-threads=0", "--log-level=info", *extra]
        proc.run(
            self.command(*arguments),
            log=log,
            on_line=progress,
            env=self.environment(),
            explain=lambda: reasons[-1:],
            failure=_("Odoo could not install {db}.", db=db),
        )
        return times

    def shell(self, db, script, log):
        """Run the Python text ``script`` in an Odoo shell; return what it prints."""
        command = self.command(
            "shell", "-c", self.configuration(), "-d", db, "--no-http"
        )
        done = subprocess.run(
            [*command, "--log-level=warn", "--shell-interface=python"],
            input=script,
            capture_output=True,
            text=True,
            env=self.environment(),
            check=False,
        )
        with open(log, "a", encoding="utf-8") as handle:
            handle.write(done.stderr)
        if done.returncode or "Traceback (most recent call last)" in done.stderr:
            last = done.stderr.strip().splitlines()[-1:] or [""]
            raise BakeryError(
                _("Odoo refused the set-up: {reason}", reason=last[0]), details=log
            )
        return done.stdout

    def interactive_shell(self, db):
        """Hand the terminal over to an Odoo shell; return its exit code."""
        # Odoo's shell wants Ctrl-C for itself.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        command = self.command(
            "shell", "-c", self.configuration(db), "--no-http", "--log-level=warn"
        )
        return subprocess.run(command, env=self.environment(), check=False).returncode
