"""The way from a tablet to the server, on which anything may go wrong."""

import http.client
import json
import urllib.parse

TIMEOUT = 120


class LostError(Exception):
    """There was no answer, or one that only means: try again."""


class RefusedError(Exception):
    """The server refused the request, and says why."""


# What Odoo answers when others were faster too often: nothing was done.
BUSY = ("psycopg2.", "OperationalError", "LockNotAvailable")
# What it answers when the same order arrives twice at one moment: one of them is kept,
# nothing is done of the other, and the tablet's next save finds it.
TWIN = "uuid"


class Wire:
    """One client of the server; each request has a connection of its own.

    :param url: address of the server.
    :param cookie: what proves who the client is, if it has to prove it.
    """

    def __init__(self, url, cookie=""):
        self.host = urllib.parse.urlsplit(url).netloc
        self.cookie = cookie

    def login(self, db, login, password):
        params = {"db": db, "login": login, "password": password}
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        connection = http.client.HTTPConnection(self.host, timeout=TIMEOUT)
        headers = {"Content-Type": "application/json"}
        path = "/web/session/authenticate"
        connection.request("POST", path, json.dumps(body), headers)
        response = connection.getresponse()
        response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            if line.startswith("session_id="):
                self.cookie = line.split(";", 1)[0]
        connection.close()

    def call(self, model, method, *args, answer=True, **kwargs):
        """Call a method of a model as the web client does; return its result.

        :param answer: whether the answer arrives; the server carries it out anyway.
        :raises LostError: it may have been carried out or not.
        :raises RefusedError: it was not carried out.
        """
        path = f"/web/dataset/call_kw/{model}/{method}"
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        _status, document = self.post(path, body, answer)
        if "error" in document:
            data = document["error"].get("data") or {}
            name, message = data.get("name", ""), data.get("message", "")
            if any(part in name for part in BUSY) or TWIN in message:
                raise LostError(name)
            raise RefusedError(f"{model}.{method}: {name} {message}")
        return document.get("result")

    def post(self, path, body, answer=True):
        """Return ``(status, document)`` of a request with JSON.

        :raises LostError: nobody answered.
        """
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        connection = http.client.HTTPConnection(self.host, timeout=TIMEOUT)
        try:
            connection.request("POST", path, json.dumps(body), headers)
            if not answer:
                raise LostError("the answer got lost")
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise LostError(str(error)) from error
        finally:
            connection.close()
