"""Marks: what changed on a ticket, until those who work with it have seen it.

Cooks and the expo stand at different screens: what one of them has seen is news to the
other, so each has marks of its own.
"""

# {mark of the cooks: the same mark of the expo}
OF_TICKET = {
    "mark_moved": "expo_moved",
    "mark_note": "expo_note",
    "needs_ack": "expo_needs_ack",
}
OF_LINE = {
    "mark_added": "expo_added",
    "mark_void": "expo_void",
    "mark_note": "expo_note",
}
_TWINS = {**OF_TICKET, **OF_LINE}


def marked(*names):
    """Return the values that set marks, for the cooks and for the expo."""
    return {name: True for each in names for name in (each, _TWINS[each])}


def name_of(mark, mode):
    """Return the field that keeps a mark for the screens of a mode."""
    return _TWINS[mark] if mode == "expo" else mark
