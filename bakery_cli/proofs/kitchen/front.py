"""Odoo with worker processes behind nginx, whose way to the screens can be cut."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from ...server import INTERFACE, Server, free_port

# What the way to the screens may be like.
OPEN = ""
# The websocket is refused, everything else comes through.
DEAF = "location /websocket { return 503; }"
# Nobody answers at all.
GONE = "location /websocket { return 444; } location / { return 444; }"

CONFIGURATION = """
daemon off;
worker_processes 1;
worker_shutdown_timeout 1s;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    proxy_read_timeout 300s;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    # A request that a dying worker had begun is the client's to repeat.
    proxy_next_upstream off;
    server {{
        listen {interface}:{tills};
        location / {{ proxy_pass http://{interface}:{odoo}; }}
    }}
    server {{
        listen {interface}:{screens};
        {cut}
        {through}
    }}
}}
"""
SOCKET = """
        location /websocket {{
            proxy_pass http://{interface}:{gevent};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "Upgrade";
        }}"""
REST = """
        location / {{ proxy_pass http://{interface}:{odoo}; }}"""


class Front:
    """The server as clients see it: ``url`` for tills, ``screens_url`` for screens.

    :param first: the first port to try.
    """

    WORKERS = 2

    def __init__(self, settings, cluster, database, first, log):
        self.folder = Path(settings.run) / f"nginx-{database}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ports = {"interface": INTERFACE}
        for name in ("odoo", "gevent", "tills", "screens"):
            first = self.ports[name] = free_port(first)
            first += 1
        options = {
            "workers": self.WORKERS,
            "gevent_port": self.ports["gevent"],
            "proxy_mode": True,
        }
        self.server = Server(
            settings, cluster, database, self.ports["odoo"], log=log, options=options
        )
        self.process = None
        self.dice = random.Random(1)

    @property
    def url(self):
        return f"http://{INTERFACE}:{self.ports['tills']}"

    @property
    def screens_url(self):
        return f"http://{INTERFACE}:{self.ports['screens']}"

    def start(self):
        self.server.start()
        self._write(OPEN)
        self.process = subprocess.Popen(
            ["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"],
            stdin=subprocess.DEVNULL,
        )
        self._wait()

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
        self.server.stop()

    def cut(self, how):
        """Let the way to the screens be like ``how``; what is open is closed."""
        self._write(how)
        self.process.send_signal(signal.SIGHUP)

    def _write(self, how):
        through = SOCKET if how == OPEN else ""
        through += "" if how == GONE else REST
        text = CONFIGURATION.format(
            folder=self.folder,
            cut=how,
            through=through.format(**self.ports),
            **self.ports,
        )
        (self.folder / "nginx.conf").write_text(text, encoding="utf-8")

    def _wait(self):
        deadline = time.monotonic() + 10
        while not (self.folder / "nginx.pid").exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "error.log").read_text())
            time.sleep(0.1)

    def kill_a_worker(self):
        """Kill one of the processes that serve requests or websockets; Odoo heals."""
        listed = subprocess.run(
            ["ps", "--ppid", str(self.server.pid), "-o", "pid="],
            capture_output=True,
            text=True,
            check=False,
        )
        if pids := listed.stdout.split():
            os.kill(int(self.dice.choice(pids)), signal.SIGKILL)
