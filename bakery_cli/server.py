"""The Odoo server in the background: start, wait until it answers, stop."""

import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import environment, proc, state
from .errors import BakeryError
from .i18n import _
from .odoo import Odoo

INTERFACE = "127.0.0.1"
PORTS_TO_TRY = 50
OK = 200
# Seconds of nothing but error pages after which a server is given up: a database behind
# its addons never gets better.
PATIENCE = 15


def free_port(first):
    """Return the first free TCP port from ``first`` on."""
    for port in range(first, min(first + PORTS_TO_TRY, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((INTERFACE, port))
            except OSError:
                continue
            return port
    raise BakeryError(
        _(
            "No free port from {first} to {last}: choose another with BAKERY_PORT.",
            first=first,
            last=first + PORTS_TO_TRY - 1,
        )
    )


class Server:
    """One Odoo server process for one database.

    :param db: database it serves.
    :param port: HTTP port; must be free.
    :param preload: extra environment of the process (libfaketime).
    :param log: path of its log; by default ``logs/<db>.log``.
    :param options: values of its own for Odoo's configuration.
    """

    def __init__(
        self, settings, cluster, db, port, preload=None, log=None, options=None
    ):
        self.settings = settings
        self.cluster = cluster
        self.db = db
        self.port = port
        self.preload = preload or {}
        self.options = options or {}
        self.log = log or settings.logs / f"{db}.log"
        self.pid = None

    @property
    def url(self):
        return f"http://{INTERFACE}:{self.port}"

    def start(self, timeout=120):
        """Start the server and return once its login page answers."""
        _env, tree = environment.require(self.settings)
        odoo = Odoo(self.settings, self.cluster, tree)
        configuration = odoo.configuration(
            self.db,
            http_port=self.port,
            http_interface=INTERFACE,
            **self.options,
        )
        self.settings.logs.mkdir(parents=True, exist_ok=True)
        with open(self.log, "a") as handle:
            process = subprocess.Popen(
                odoo.command("-c", configuration),
                env={**odoo.environment(), **self.preload},
                stdout=handle,
                stderr=handle,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.pid = process.pid
        try:
            self._wait(process, timeout)
        except BaseException:
            proc.stop(process.pid, timeout=5)
            process.wait()
            raise

    def _wait(self, process, timeout):
        deadline = time.monotonic() + timeout
        failing = None
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise BakeryError(
                    _("The server ended while it started."), details=self.log
                )
            code = status(self.url)
            if code == OK:
                return
            if code is None:
                failing = None
            elif failing is None:
                failing = time.monotonic()
            elif time.monotonic() - failing > PATIENCE:
                raise BakeryError(
                    _("The server answers with the error {code}.", code=code),
                    details=self.log,
                )
            time.sleep(0.3)
        raise BakeryError(
            _("The server did not answer within {n} seconds.", n=timeout),
            details=self.log,
        )

    def running(self):
        return proc.alive(self.pid)

    def stop(self):
        proc.stop(self.pid)
        self.pid = None


def status(url):
    """Return the HTTP status of the login page of ``url``, None if nobody answers."""
    try:
        with urllib.request.urlopen(f"{url}/web/login", timeout=30) as response:  # noqa: S310
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, OSError):
        return None


def answers(url):
    """Tell whether the login page of ``url`` answers."""
    return status(url) == OK


def recorded(settings):
    """Return ``(pid, url)`` of the running server of ``settings.db``, or None."""
    known = state.read(settings)
    pid = known.get("pid")
    if proc.alive(pid) and known.get("url"):
        return pid, known["url"]
    return None
