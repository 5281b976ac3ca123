"""A kitchen's screen as far as pushes go: a websocket that notes when what came."""

import json
import threading
import time

import websocket

PATIENCE = 30


class Listener:
    """Listens on one channel until closed; ``heard`` is ``[(moment, payload)]``.

    :param url: address of the server; :param channel: name of the channel.
    :param version: of the websocket's worker, as the server tells browsers.
    """

    def __init__(self, url, channel, version):
        self.heard = []
        self.news = threading.Condition()
        address = url.replace("http", "ws", 1) + f"/websocket?version={version}"
        self.socket = websocket.create_connection(address, timeout=PATIENCE, origin=url)
        data = {"channels": [channel], "last": 0}
        self.socket.send(json.dumps({"event_name": "subscribe", "data": data}))
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                text = self.socket.recv()
            except websocket.WebSocketTimeoutException:
                continue
            except (websocket.WebSocketException, OSError):
                return
            moment = time.perf_counter()
            with self.news:
                for message in json.loads(text or "[]"):
                    self.heard.append((moment, message["message"]))
                self.news.notify_all()

    def wait(self, wanted):
        """Return when the first message came of which ``wanted(message)`` is true."""

        def found():
            return next((m for m, message in self.heard if wanted(message)), None)

        with self.news:
            if not self.news.wait_for(found, PATIENCE):
                raise TimeoutError("nothing was pushed")
            return found()

    def close(self):
        self.socket.close()
