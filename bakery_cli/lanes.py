"""Doing independent work side by side: one lane per processor."""

import os
from concurrent.futures import ThreadPoolExecutor

# More than this and the disk, not the processors, decides.
MOST = 4


def count(jobs):
    """Return how many lanes ``jobs`` pieces of work are worth on this machine."""
    return max(min(os.cpu_count() or 1, MOST, jobs), 1)


def shares(weights, lanes):
    """Deal the keys of ``weights`` to ``lanes`` of about equal weight.

    The heaviest goes first, each to the lane that has least so far. The same weights
    always give the same shares.

    :param dict weights: weight by key.
    :return: ``lanes`` lists of keys, which may be empty.
    """
    dealt = [[0, []] for _lane in range(lanes)]
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        lightest = min(dealt, key=lambda lane: lane[0])
        lightest[0] += weights[key]
        lightest[1].append(key)
    return [keys for _weight, keys in dealt]


def run(work, jobs):
    """Call ``work(job)`` for all ``jobs``, as many at once as there are lanes.

    :return: yields the results in the order of ``jobs`` as they come in.
    """
    with ThreadPoolExecutor(count(len(jobs))) as pool:
        yield from pool.map(work, jobs)
