"""A browser without a window: cookies, forms and the web client's JSON calls."""

import http.client
import json
import re
import urllib.parse

from . import faults

_CSRF = re.compile(r'csrf_token:\s*"([^"]+)"|name="csrf_token"\s+value="([^"]+)"')
TIMEOUT = 300


class Response:
    """Status, headers and text of one answer."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Browser:
    """One visitor of the server, logged in or not.

    Cookies are kept whatever their expiry says: the server may live on a clock
    of its own, so its dates say nothing about ours.

    :param url: address of the server without a path.
    """

    def __init__(self, url, who="?"):
        self.url = url.rstrip("/")
        self.who = who
        self.cookies = {}
        parts = urllib.parse.urlsplit(self.url)
        self._secure = parts.scheme == "https"
        self._host = parts.netloc
        self._connection = None

    # Transport ---------------------------------------------------------------

    def request(self, method, path, body=None, headers=None):
        """Send one request; return its :class:`Response` without following it."""
        headers = {"User-Agent": "bakery-day", **(headers or {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        try:
            answer = self._send(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise faults.unreachable(self.url, error) from error
        self._keep_cookies(answer)
        return Response(answer.status, answer.headers, answer.read())

    def _send(self, method, path, body, headers):
        # The server closes idle connections: one that was never used again
        # since may be opened anew, because nothing was sent on it yet.
        for fresh in (self._connection is None, True):
            if self._connection is None:
                self._connection = self._connect()
            try:
                self._connection.request(method, path, body, headers)
                return self._connection.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError):
                self.close()
                if fresh:
                    raise
        return None

    def _connect(self):
        kind = http.client.HTTPSConnection if self._secure else None
        return (kind or http.client.HTTPConnection)(self._host, timeout=TIMEOUT)

    def _keep_cookies(self, answer):
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _sep, value = line.split(";", 1)[0].partition("=")
            self.cookies[name.strip()] = value.strip()

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None

    # Pages -------------------------------------------------------------------

    def get(self, path):
        """Return the page behind ``path``, following redirects of this server."""
        return self._follow("GET", path)

    def post_form(self, path, values):
        """Send a form; return the page it leads to."""
        body = urllib.parse.urlencode(values)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._follow("POST", path, body, headers)

    def _follow(self, method, path, body=None, headers=None):
        for _hop in range(10):
            answer = self.request(method, path, body, headers)
            if answer.status not in (301, 302, 303, 307, 308):
                break
            target = urllib.parse.urlsplit(answer.headers["Location"])
            path = target.path + (f"?{target.query}" if target.query else "")
            method, body, headers = "GET", None, None
        if answer.status >= 400:
            reason = f"HTTP {answer.status}"
            raise faults.error(faults.REFUSED, self.who, path, reason)
        answer.path = path
        return answer

    @staticmethod
    def csrf_token(page):
        """Return the token that forms of ``page`` carry."""
        found = _CSRF.search(page.text)
        return (found[1] or found[2]) if found else ""

    # JSON calls of the web client ----------------------------------------------

    def json(self, path, params):
        """Call a ``jsonrpc`` route as the web client does; return its result."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        answer = self.request("POST", path, body, {"Content-Type": "application/json"})
        try:
            document = json.loads(answer.body)
        except ValueError:
            reason = f"HTTP {answer.status}"
            raise faults.error(faults.CRASH, self.who, path, reason) from None
        if "error" in document:
            raise self._json_error(path, params, document["error"])
        return document.get("result")

    def _json_error(self, path, params, problem):
        data = problem.get("data") or {}
        kind = faults.kind_of_exception(data.get("name", ""))
        what = path
        if isinstance(params, dict) and "model" in params and "method" in params:
            what = f"{params['model']}.{params['method']}"
        reason = data.get("message") or problem.get("message")
        return faults.error(kind, self.who, what, reason)

    def login(self, db, login, password):
        """Log in; return the uid."""
        self.who = login
        params = {"db": db, "login": login, "password": password}
        info = self.json("/web/session/authenticate", params) or {}
        if not info.get("uid"):
            raise faults.error(faults.DENIED, login, "login", "no session")
        return info["uid"]

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model as the logged-in web client does."""
        return self.json(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
        )

    def logout(self):
        """End the session on the server too."""
        self.request("GET", "/web/session/logout")
        self.close()
