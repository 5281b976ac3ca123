"""Sharing what there is when it is not enough for all."""

import math

TINY = 1e-6


def share(available, wanted):
    """Return what each gets of ``available``: in proportion, in whole pieces.

    What is left after cutting to whole pieces goes to the largest remainders, the
    first of equals coming first. Nobody gets more than wanted. Where somebody wants
    less than a piece, as of goods sold by weight, the shares are not cut.

    >>> share(10, [8, 8, 4])
    [4, 4, 2]
    """
    total = sum(wanted)
    if total <= available + TINY:
        return list(wanted)
    available = max(available, 0.0)
    exact = [available * part / total for part in wanted]
    if any(abs(part - round(part)) > TINY for part in wanted):
        return exact
    shares = [math.floor(part + TINY) for part in exact]
    left = math.floor(available + TINY) - sum(shares)
    order = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in order[: max(left, 0)]:
        shares[index] += 1
    return shares
