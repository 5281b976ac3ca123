import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWERS = {
    "prints": b'{"jsonrpc": "2.0", "id": null, "result": true}',
    "has_no_printer": b'{"jsonrpc": "2.0", "id": null, "result": false}',
    "fails": b'{"jsonrpc": "2.0", "id": null, "error": {"code": 200}}',
    "babbles": b"<html>nginx</html>",
    "lists": b"[]",
}


class FakeBox:
    """An IoT box on the loopback, by its contract: one route, true or false.

    ``mode`` may be changed between slips: those of ``ANSWERS``, ``hangs`` (takes the
    slip and says nothing), ``cuts`` (takes it and breaks the connection), ``halves``
    (breaks it in the middle of its answer), ``errs`` (HTTP 500), ``sends_away`` (to
    another address).
    """

    def __init__(self, mode="prints"):
        self.mode = mode
        self.paths, self.documents = [], []
        self.free = threading.Event()
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                with suppress(OSError):
                    box.answer(self, box.mode)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.free.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    def answer(self, handler, mode):
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.paths.append(handler.path)
        self.documents.append(body["params"]["data"]["document"])
        handler.close_connection = True
        if mode == "hangs":
            self.free.wait(30)
        if mode in ("hangs", "cuts"):
            return
        if mode == "sends_away":
            handler.send_response(302)
            handler.send_header("Location", f"http://127.0.0.1:{self.port}/elsewhere")
            handler.end_headers()
            return
        answer = ANSWERS.get(mode, ANSWERS["prints"])
        handler.send_response(500 if mode == "errs" else 200)
        handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        handler.wfile.write(answer[:9] if mode == "halves" else answer)
