"""Why goods are taken off saved orders, as tablets say it."""

import json

MOST_CLAIMS = 500
# Goods that a split or a merge takes to another order; a tablet that could not ask.
MOVED, OFFLINE = "moved", "offline"
# Whatever is taken off the order.
ALL = "*"


def read(claims):
    """Return ``{uuid of a line or ALL: id of a reason, MOVED or OFFLINE}``.

    What is no such claim is left out.

    :param claims: that, or its JSON

    >>> read('{"a": 3, "b": "moved", "c": "x", "d": true}')
    {'a': 3, 'b': 'moved'}
    >>> read(None), read("["), read([1])
    ({}, {}, {})
    """
    if isinstance(claims, str):
        try:
            claims = json.loads(claims)
        except ValueError:
            return {}
    if not isinstance(claims, dict) or len(claims) > MOST_CLAIMS:
        return {}
    return {
        uuid: claim
        for uuid, claim in claims.items()
        if type(claim) is int or claim in (MOVED, OFFLINE)
    }
