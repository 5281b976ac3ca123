"""What runs where: one small JSON file per database in the state folder."""

import contextlib
import fcntl
import json
import os

from . import proc
from .errors import BakeryError
from .i18n import _


def path(settings):
    return settings.run / f"{settings.db}.json"


def read(settings):
    """Return the state of ``settings.db`` (an empty dict when there is none)."""
    try:
        return json.loads(path(settings).read_text())
    except (OSError, ValueError):
        return {}


def write(settings, **values):
    """Merge ``values`` into the state file, readable by its owner only."""
    settings.run.mkdir(parents=True, exist_ok=True)
    state = {**read(settings), **values}
    target = path(settings)
    partial = target.with_suffix(".partial")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
        json.dump(state, f, indent=2)
    partial.replace(target)
    return state


def forget(settings):
    path(settings).unlink(missing_ok=True)


def others_running(settings):
    """Tell whether a server of another database runs from the same state folder."""
    for file in settings.run.glob("*.json"):
        if file == path(settings):
            continue
        try:
            if proc.alive(json.loads(file.read_text()).get("pid")):
                return True
        except (OSError, ValueError, AttributeError):
            continue
    return False


@contextlib.contextmanager
def alone(settings):
    """Hold the state folder for one job that builds or replaces things in it."""
    settings.make_folders()
    with open(settings.run / "lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BakeryError(
                _(
                    "Another ./bakery is at work in {home}: wait until it is done.",
                    home=settings.home,
                )
            ) from error
        yield
