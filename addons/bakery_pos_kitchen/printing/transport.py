"""Ways to a printer. Each either prints, or says whether it may have printed."""

import base64
import json
import socket
import urllib.error
import urllib.request

# Seconds for each step: connecting, a question, writing.
TIMEOUT = 4
# Real-time questions (DLE EOT): answered at once, also by a printer that is stuck.
ASK_STATE = b"\x10\x04\x01"
ASK_PAPER = b"\x10\x04\x04"
# Question in line (GS r): answered when all before it has been printed.
ASK_DONE = b"\x1dr\x01"
OFFLINE = 0x08
PAPER_END = 0x60
PAPER_END_DONE = 0x0C
# What the box may answer with, in bytes; it says true or false.
LONGEST_ANSWER = 4096


class NotPrinted(Exception):
    """A printer failed.

    :param str code: ``unreachable``, ``silent``, ``offline``, ``paper``, ``cut`` or
        ``refused``
    :param bool ambiguous: whether paper may have come out nevertheless
    """

    def __init__(self, code, ambiguous=False):
        super().__init__(code)
        self.code = code
        self.ambiguous = ambiguous


def send_tcp(host, port, payload, has_status=True, timeout=TIMEOUT):
    """Print by TCP (port 9100, mostly).

    :param bool has_status: whether the printer answers questions
    :return: ``confirmed`` when the printer said so afterwards, ``sent`` when it is not
        asked
    :raise NotPrinted: when it did not, or might not
    """
    try:
        link = socket.create_connection((host, port), timeout)
    except OSError as error:
        raise NotPrinted("unreachable") from error
    with link:
        # Small packets at once: waiting for more costs 40 ms at each question.
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if has_status:
            if _ask(link, ASK_STATE, False) & OFFLINE:
                # The paper is a reason of its own: it is the one people can mend.
                out = _ask(link, ASK_PAPER, False) & PAPER_END
                raise NotPrinted("paper" if out else "offline")
            if _ask(link, ASK_PAPER, False) & PAPER_END:
                raise NotPrinted("paper")
        try:
            link.sendall(payload)
        except OSError as error:
            raise NotPrinted("cut", ambiguous=True) from error
        if not has_status:
            return "sent"
        if _ask(link, ASK_DONE, True) & PAPER_END_DONE:
            raise NotPrinted("paper", ambiguous=True)
        return "confirmed"


def _ask(link, question, ambiguous):
    """Return the byte that a printer answers with."""
    try:
        link.sendall(question)
        answer = link.recv(1)
    except TimeoutError as error:
        raise NotPrinted("silent", ambiguous) from error
    except OSError as error:
        raise NotPrinted("cut", ambiguous) from error
    if not answer:
        raise NotPrinted("cut", ambiguous)
    return answer[0]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    # A box answers itself; whoever sends elsewhere is none.
    def redirect_request(self, *args):
        return None


def send_box(host, port, payload, timeout=TIMEOUT):
    """Print by an IoT box: its only printer, which takes raw bytes.

    :return: ``sent``: the box says that it took them, not that they are on paper
    :raise NotPrinted: when it did not
    """
    body = {"params": {"data": {"document": base64.b64encode(payload).decode()}}}
    request = urllib.request.Request(
        f"http://{host}:{port}/hw_proxy/default_printer_action",
        json.dumps({"jsonrpc": "2.0", "method": "call", **body}).encode(),
        {"Content-Type": "application/json"},
    )
    # No proxy: the box is in the shop's own network.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    try:
        with opener.open(request, timeout=timeout) as response:
            answer = json.loads(response.read(LONGEST_ANSWER))
    except urllib.error.HTTPError as error:
        raise NotPrinted("refused") from error
    except urllib.error.URLError as error:
        # Raised before and while the request is written, so it may have arrived.
        refused = isinstance(error.reason, ConnectionRefusedError | socket.gaierror)
        raise NotPrinted("unreachable", ambiguous=not refused) from error
    except (OSError, ValueError) as error:
        raise NotPrinted("silent", ambiguous=True) from error
    if not isinstance(answer, dict) or answer.get("result") is not True:
        raise NotPrinted("refused")
    return "sent"
