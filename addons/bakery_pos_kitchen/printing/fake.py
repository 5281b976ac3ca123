"""A printer that is a socket here, for tests and for days that are played."""

import socket
import struct
import threading
from contextlib import suppress

from .transport import ASK_DONE, ASK_PAPER, ASK_STATE

INIT = b"\x1b@"

READY = b"\x12"
OFFLINE = b"\x1a"
NO_PAPER = b"\x72"
DONE = b"\x00"
DONE_NO_PAPER = b"\x0c"


class FakePrinter:
    """A printer on the loopback, with the faults of real ones.

    ``mode`` may be changed between slips: ``ready``, ``silent`` (takes connections and
    says nothing), ``offline``, ``paper`` (out of it), ``runs_out`` (while printing),
    ``cuts`` (breaks the connection in the middle), ``vanishes`` (prints, but never
    says so), ``mute`` (prints and answers no question).
    """

    def __init__(self, mode="ready"):
        self.mode = mode
        self.slips = []
        self.open = self.most_open = self.visits = 0
        self.gate = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = []
        self.main = threading.Thread(target=self.listen, daemon=True)
        self.main.start()

    def close(self):
        # shutdown wakes accept; close alone would leave it waiting.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in (self.main, *self.threads):
            thread.join(5)

    def listen(self):
        while True:
            try:
                link, _peer = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self.serve, args=(link,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def serve(self, link):
        with self.gate:
            self.visits += 1
            self.open += 1
            self.most_open = max(self.most_open, self.open)
        try:
            with link, suppress(OSError):
                link.settimeout(10)
                self.talk(link, self.mode)
        finally:
            with self.gate:
                self.open -= 1

    def talk(self, link, mode):
        data = b""
        while part := link.recv(65536):
            if mode == "silent":
                continue
            data += part
            if mode == "cuts" and data.startswith(INIT):
                # A reset, as when the plug is pulled, not a polite goodbye.
                link.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                self.slips.append(data[:20])
                return
            for question, answer in self.answers(mode):
                if data.endswith(question):
                    data = data[: -len(question)]
                    if question == ASK_DONE:
                        self.slips.append(data)
                        data = b""
                    if answer:
                        link.sendall(answer)
                    break
        if data:
            self.slips.append(data)

    def answers(self, mode):
        if mode == "mute":
            return ()
        # What a real one says when it has no paper: it is offline, too.
        state = OFFLINE if mode in ("offline", "paper") else READY
        done = {"vanishes": b"", "runs_out": DONE_NO_PAPER}.get(mode, DONE)
        return (
            (ASK_STATE, state),
            (ASK_PAPER, NO_PAPER if mode == "paper" else READY),
            (ASK_DONE, done),
        )
