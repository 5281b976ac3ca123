"""Turn what a server answers when it refuses into one clear sentence."""

from ..errors import BakeryError
from ..i18n import _

ACCESS = "access"
DENIED = "denied"
MISSING = "missing"
REFUSED = "refused"
CRASH = "crash"

_KINDS = {
    "odoo.exceptions.AccessError": ACCESS,
    "odoo.exceptions.AccessDenied": DENIED,
    "odoo.exceptions.MissingError": MISSING,
    "odoo.exceptions.UserError": REFUSED,
    "odoo.exceptions.ValidationError": REFUSED,
    "odoo.exceptions.RedirectWarning": REFUSED,
    "odoo.http.SessionExpiredException": DENIED,
    "werkzeug.exceptions.Unauthorized": DENIED,
    "werkzeug.exceptions.NotFound": MISSING,
}
# Fault codes of /xmlrpc/2: warning, access denied, access error.
_FAULT_CODES = {2: REFUSED, 3: DENIED, 4: ACCESS}


class CallError(BakeryError):
    """A call that the server refused.

    :param kind: one of the constants of this module.
    """

    def __init__(self, message, kind=CRASH):
        super().__init__(message)
        self.kind = kind


def kind_of_exception(name):
    """Return the kind for the dotted name of an exception of the server."""
    return _KINDS.get(name, CRASH)


def kind_of_fault(code):
    """Return the kind for a fault code of /xmlrpc/2."""
    return _FAULT_CODES.get(code, CRASH)


def first_sentence(text):
    """Return the line of ``text`` that says what was wrong.

    The last line of a Python traceback, the first paragraph of anything else.
    """
    lines = [line.strip() for line in str(text or "").strip().splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return _("no reason given")
    if lines[0].startswith("Traceback"):
        return lines[-1]
    return " ".join(lines)[:600]


def error(kind, who, what, reason):
    """Return the :class:`CallError` for one refused call.

    :param who: login of the caller; :param what: ``model.method`` or a path.
    """
    reason = first_sentence(reason).rstrip(".")
    templates = {
        ACCESS: _("{who} lacks the right for {what}: {reason}."),
        DENIED: _("The server does not accept the login of {who} ({reason})."),
        MISSING: _("{what} does not exist on the server: {reason}."),
        REFUSED: _("{what} was refused for {who}: {reason}."),
        CRASH: _("{what} failed on the server for {who}: {reason}."),
    }
    return CallError(templates[kind].format(who=who, what=what, reason=reason), kind)


def unreachable(url, reason):
    """Return the error of a server that does not answer."""
    return CallError(
        _(
            "The server {url} does not answer ({reason}): start it with "
            "`./bakery up` or give another --url.",
            url=url,
            reason=reason,
        ),
        DENIED,
    )
