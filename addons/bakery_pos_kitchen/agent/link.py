"""The agent's only way to the server: one route, by HTTPS."""

import ipaddress
import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

ROUTE = "/bakery/print/agent"
# Seconds beyond those that the server holds a request back.
SLACK = 15
LONGEST_ANSWER = 32 * 1024 * 1024
VERSION = "1"


class Refused(Exception):
    """The server does not know the token (any more)."""


class Away(Exception):
    """The server does not answer, or not as it should."""


class Unreadable(Away):
    """The token cannot be read on this machine."""


class Insecure(Exception):
    """The token would travel in the clear."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    # The token would be handed to whoever the answer names.
    def redirect_request(self, *args):
        return None


class Link:
    """Speaks to one server with one token.

    :param str server: address, ``https://`` (``http://`` for this machine only)
    :param read_token: called before each request, so that a new token needs no restart
    :param str db: database, where a server has several
    :raise Insecure: by plain HTTP over a network
    """

    def __init__(self, server, read_token, db=None):
        parts = urlsplit(server)
        local = parts.scheme == "http" and _is_local(parts.hostname)
        if not parts.hostname or not (local or parts.scheme == "https"):
            raise Insecure(server)
        self.url = f"{parts.scheme}://{parts.netloc}{ROUTE}"
        self.read_token = read_token
        self.db = db
        self.opener = urllib.request.build_opener(_NoRedirect)

    def exchange(self, reports, wait):
        """Tell what became of slips, and ask for more.

        :param list reports: ``{uuid, printer, attempt, state, error, ambiguous}``
        :param int wait: seconds for which the server may hold the request
        :return: the server's answer: ``{jobs, reports, lease, pause}``
        :raise Refused: :raise Away:
        """
        body = {"reports": reports, "wait": wait, "version": VERSION}
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.read_token()}",
        }
        if self.db:
            headers["X-Odoo-Database"] = self.db
        # The scheme was checked when the link was made.
        request = urllib.request.Request(  # noqa: S310
            self.url, json.dumps(body).encode(), headers
        )
        try:
            with self.opener.open(request, timeout=wait + SLACK) as response:
                answer = json.loads(response.read(LONGEST_ANSWER))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (401, 403):
                raise Refused from error
            raise Away(f"HTTP {error.code}") from error
        except (OSError, ValueError, urllib.error.URLError) as error:
            raise Away(str(getattr(error, "reason", error))) from error
        except Exception as error:  # http.client has errors of its own
            raise Away(type(error).__name__) from error
        if not isinstance(answer, dict) or not isinstance(answer.get("jobs"), list):
            raise Away("not an answer of this program's server")
        return answer


def _is_local(host):
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
