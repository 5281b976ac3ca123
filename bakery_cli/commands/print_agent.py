"""``print-agent``: prints in a shop for a server outside of it."""

import os
import sys
from pathlib import Path

from ..addon import room
from ..errors import BakeryError
from ..i18n import _
from ..ui import say

NAME = "print-agent"
HELP = "print slips of a server elsewhere on printers of this network"


def add_arguments(parser):
    parser.add_argument(
        "--server", metavar="URL", help=_("address of the server, https://...")
    )
    parser.add_argument(
        "--token-file",
        metavar="FILE",
        help=_("file with the token that the server showed"),
    )
    parser.add_argument(
        "--journal",
        metavar="FILE",
        help=_("file that remembers what was sent, over a power cut"),
    )
    parser.add_argument(
        "--write",
        metavar="FILE",
        help=_("write the agent as one file that runs by itself, and end"),
    )


def run(settings, args):
    """Run the one file that runs by itself elsewhere, too; or only write it."""
    program = room(settings.checkout, "bakery_pos_kitchen", "agent").bundle.bundle()
    if args.write:
        _write(Path(args.write), program)
        say(_("{path} runs with Python 3.10 or newer.", path=args.write))
        return 0
    if not args.server or not args.token_file:
        raise BakeryError(
            _("Give --server and --token-file; Print Agents on the server has both.")
        )
    path = settings.home / "print-agent" / "bakery-print-agent.pyz"
    _write(path, program)
    journal = args.journal or path.with_name("journal.jsonl")
    command = [sys.executable, str(path), "--server", args.server]
    command += ["--token-file", args.token_file, "--journal", str(journal)]
    if args.db:
        command += ["--db", args.db]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - no shell, and it takes our place


def _write(path, program):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(program)
    except OSError as error:
        raise BakeryError(
            _("{path} cannot be written: {reason}.", path=path, reason=error.strerror)
        ) from error
