"""What a tablet asks of the kitchen, as it comes in: read and checked."""

import re
from datetime import datetime, timedelta, timezone

from odoo.exceptions import UserError

UUID = re.compile(r"[0-9a-zA-Z-]{8,64}\Z")
KINDS = ("send", "fire", "skip", "reprint", "rush")
MOST = 100
LONGEST_REASON = 200
LONGEST_DELAY = timedelta(days=7)


def is_uuid(value):
    return isinstance(value, str) and bool(UUID.match(value))


def read_moment(text, now, longest):
    """Return the moment that a device names, or ``now`` where that cannot be true.

    :param text: ISO 8601
    :param timedelta longest: how long ago it may have been
    """
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except (AttributeError, TypeError, ValueError):
        return now
    if moment.tzinfo:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    moment = moment.replace(microsecond=0)
    return moment if now - longest <= moment <= now else now


def read_requests(env, asked, now):
    """Return the requests of a tablet as values of ``bakery.kitchen.send``.

    :param asked: what came in
    :raise UserError: it is none that a till sends
    """
    if not asked:
        return []
    if not isinstance(asked, list) or len(asked) > MOST:
        _refuse(env)
    requests = []
    for entry in asked:
        if (
            not isinstance(entry, dict)
            or entry.get("kind") not in KINDS
            or not is_uuid(entry.get("uuid"))
        ):
            _refuse(env)
        course, employee = entry.get("course"), entry.get("employee_id")
        reason = entry.get("reason")
        reason = reason.strip()[:LONGEST_REASON] if isinstance(reason, str) else ""
        if entry["kind"] == "skip" and not reason:
            raise UserError(
                env._("Please say why these goods are not for the kitchen.")
            )
        requests.append(
            {
                "uuid": entry["uuid"],
                "kind": entry["kind"],
                "course_uuid": course if is_uuid(course) else False,
                "employee_id": employee if type(employee) is int else False,
                "client_ts": read_moment(entry.get("at"), now, LONGEST_DELAY),
                "reason": reason.replace("\0", ""),
            }
        )
    return requests


def _refuse(env):
    raise UserError(
        env._("What this tablet asks of the kitchen cannot be read: reload the till.")
    )
