import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch
from urllib.request import Request, urlopen
from uuid import uuid4

from odoo.tests import HttpCase
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME, release_test_lock

from ..agent.bundle import bundle
from .common_print import PrintCommon

ROUTE = "/bakery/print/agent"
# Seconds; only a test that fails waits for so long.
PATIENCE = 30


class AgentCommon(PrintCommon, HttpCase):
    """A printer that is reached by an agent with a token."""

    def setUp(self):
        super().setUp()
        self.agent, self.token = self.make_agent("Agen Uji")
        self.printer.write({"transport": "agent", "agent_id": self.agent.id})

    def make_agent(self, name, **values):
        agent = self.env["bakery.print.agent"].create({"name": name, **values})
        return agent, agent.action_new_token()["context"]["default_token"]

    def post(self, body=None, token=None, content="application/json"):
        """Ask as an agent does; return the response."""
        self.env.flush_all()
        headers = {"Content-Type": content}
        if token is not False:
            headers["Authorization"] = f"Bearer {token or self.token}"
        data = body if isinstance(body, str) else json.dumps(body or {})
        response = self.url_open(ROUTE, data=data, headers=headers)
        self.env.invalidate_all()
        return response

    def fetch(self, **body):
        response = self.post(body)
        self.assertEqual(response.status_code, 200, response.text)
        return response.json()

    @staticmethod
    def report(job, state="confirmed", error=False, ambiguous=False):
        return {
            **{key: job[key] for key in ("uuid", "printer", "attempt")},
            "state": state,
            "error": error,
            "ambiguous": ambiguous,
        }


class Road:
    """What lies between the agent and the server, with a server's bad days.

    ``mode`` may be changed at any time: ``open``, ``away`` (nobody answers),
    ``loses_slips`` (the answer that brings the next slips gets lost, and ``lost`` is
    set; from then on it is open), ``keeps_reports`` (whatever reports something waits
    for an answer for good). Requests that come
    through carry the cookie by which Odoo knows the test they belong to.
    """

    def __init__(self, target, cookie):
        self.target, self.cookie = target, cookie
        self.mode = "open"
        self.requests = []
        self.kept = threading.Event()
        self.lost = threading.Event()
        self.free = threading.Event()
        road = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                road.pass_on(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.free.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    def pass_on(self, handler):
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        mode = self.mode
        self.requests.append(json.loads(body))
        handler.close_connection = True
        if mode == "away":
            return
        if mode == "keeps_reports" and self.requests[-1]["reports"]:
            self.kept.set()
            self.free.wait(PATIENCE)
            return
        status, answer = self.ask(handler, body)
        if mode == "loses_slips" and json.loads(answer).get("jobs"):
            self.mode = "open"
            self.lost.set()
            return
        with suppress(OSError):  # Whoever asked may have been killed meanwhile.
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(answer)))
            handler.end_headers()
            handler.wfile.write(answer)

    def ask(self, handler, body):
        headers = {
            "Content-Type": "application/json",
            "Authorization": handler.headers["Authorization"],
            "Cookie": f"{TEST_CURSOR_COOKIE_NAME}={self.cookie}",
        }
        request = Request(f"{self.target}{ROUTE}", body, headers)  # noqa: S310
        try:
            with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
                return response.status, response.read()
        except OSError as error:
            return getattr(error, "code", 502), b"{}"


class AgentProcessCommon(AgentCommon):
    """The agent as people run it: a process of its own, from its one file."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "agent.pyz").write_bytes(bundle())
        self.write_token(self.token)
        # The server's threads and this one share a connection: whoever uses it holds
        # the lock of the test, and this one lets go of it only to wait.
        self.startPatcher(patch.object(self, "http_request_key", self.id()))
        self.road = Road(self.base_url(), self.id())
        self.addCleanup(self.road.close)
        self.processes = []
        self.addCleanup(self.end_all)

    def write_token(self, token):
        (self.folder / "token").write_text(token)

    def start(self):
        """Start the agent; it asks without waiting, and does not pause for long."""
        log = open(self.folder / "log", "a")  # noqa: SIM115 - closed with the process
        process = subprocess.Popen(
            [
                sys.executable, "-I", str(self.folder / "agent.pyz"),
                "--server", self.road.url,
                "--token-file", str(self.folder / "token"),
                "--journal", str(self.folder / "journal.jsonl"),
                "--wait", "0", "--pace", "0.02",
            ],
            env={**os.environ, "BAKERY_LANG": "en"},
            stderr=log,
        )  # fmt: skip
        log.close()
        self.processes.append(process)
        return process

    def kill(self, process):
        """End it as a power cut does."""
        process.kill()
        self.ended(process)

    def ended(self, process):
        """Return the exit code of a process that is about to end."""
        with release_test_lock():
            return process.wait(PATIENCE)

    def end_all(self):
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)

    def said(self):
        return (self.folder / "log").read_text()

    def until(self, true, why):
        """Wait for something that another process does."""
        beat = threading.Event()
        for _try in range(PATIENCE * 10):
            self.env.invalidate_all()
            if true():
                return
            with release_test_lock():
                beat.wait(0.1)
        self.fail(f"{why}\n{self.said()}")

    def wait_for(self, job, state):
        self.until(lambda: job.state == state, f"{job.state} instead of {state}")

    def lease_passes(self, job):
        """Let the time pass after which the server no longer counts on the agent."""
        job.lease_until = "2020-01-01 00:00:00"
        self.env.flush_all()

    def slip(self, **values):
        job = self.enqueue(str(uuid4()), **values)
        self.env.flush_all()
        return job
