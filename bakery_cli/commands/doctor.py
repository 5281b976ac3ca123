"""``./bakery doctor``: says what is wrong without changing anything."""

from .. import checks
from ..errors import BakeryError
from ..ui import bad, good, say

NAME = "doctor"
HELP = "check the machine and the bakery without changing anything"


def add_arguments(parser):
    """Take no arguments of its own."""


def run(settings, args):
    """Print one line per check; return 1 when one of them failed."""
    failed = 0
    for title, check in checks.all_checks():
        try:
            result = check(settings)
        except BakeryError as error:
            failed += 1
            say(f"  {bad('✗')} {title:<20} {str(error).splitlines()[0]}")
        else:
            say(f"  {good('✓')} {title:<20} {result}")
    return 1 if failed else 0
