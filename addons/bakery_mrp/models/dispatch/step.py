"""How the steps of a dispatch mark what they do with its transfers.

Transfers of a dispatch are carried out and cancelled by its steps alone: done in the
stock, they would leave the dispatch behind. The mark is an object, which no caller
from outside can put into a context.
"""

KEY = "dispatch_step"
MARK = object()


def step(records):
    """Return the records, marked as being handled by the dispatch itself."""
    return records.with_context(**{KEY: MARK})


def is_step(env):
    """Return whether the dispatch itself is at work."""
    return env.context.get(KEY) is MARK
