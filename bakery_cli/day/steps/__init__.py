"""The steps of a day: one file each, found by looking into this folder.

To add a step, add a file with a :class:`~.base.Step` that names its ``sequence``.
"""

import importlib
import pkgutil

from .base import Step


def load():
    """Return one instance of every step, in the order of the day."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return sorted((kind() for kind in _leaves(Step)), key=lambda step: step.sequence)


def _leaves(kind):
    """Yield the sub-classes of ``kind`` that name their place in the day."""
    for child in kind.__subclasses__():
        if child.__dict__.get("key") and child.__module__.startswith(__name__):
            yield child
        yield from _leaves(child)
