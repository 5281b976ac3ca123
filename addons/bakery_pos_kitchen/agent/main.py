"""Command line of the agent."""

import argparse
import functools
import os
import signal
import sys
from pathlib import Path

from .journal import InUse, Journal
from .link import Insecure, Link, Unreadable
from .words import words
from .work import Agent

WAIT = 25


def parse(argv):
    """Return the options."""
    parser = argparse.ArgumentParser(
        prog="bakery-print-agent",
        description="Prints slips of a Bakery server on printers of this network.",
    )
    state = os.environ.get("STATE_DIRECTORY") or Path.home() / ".bakery-print-agent"
    parser.add_argument("--server", required=True, metavar="URL")
    parser.add_argument("--token-file", required=True, metavar="FILE")
    parser.add_argument("--db", metavar="NAME", help="where a server has several")
    parser.add_argument(
        "--journal", metavar="FILE", default=str(Path(state) / "journal.jsonl")
    )
    parser.add_argument(
        "--wait", type=int, default=WAIT, metavar="S", help=argparse.SUPPRESS
    )
    parser.add_argument("--pace", type=float, default=1, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def read_token(path):
    """Return the token in a file, without spaces around it."""
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise Unreadable(
            words(
                "The token file {path} cannot be read: {reason}.",
                path=path,
                reason=error,
            )
        ) from error


def say(text):
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main(argv=None):
    """Print until somebody stops it; return the exit code."""
    options = parse(argv)
    try:
        agent = make(options)
    except (Unreadable, Insecure, InUse, OSError) as error:
        say(sentence(error, options))
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: agent.stop())
    say(words("Prints for {server}.", server=options.server))
    try:
        agent.run()
    finally:
        agent.journal.close()
    return 0


def make(options):
    """Return the agent of these options."""
    token = functools.partial(read_token, options.token_file)
    token()
    link = Link(options.server, token, options.db)
    journal = Journal(options.journal)
    return Agent(link, journal, min(options.wait, 55), say, options.pace)


def sentence(error, options):
    """Return in a sentence why it cannot start."""
    if isinstance(error, Insecure):
        return words(
            "{server} is not safe: give an address with https://, since whoever reads"
            " the token can read the slips.",
            server=options.server,
        )
    if isinstance(error, InUse):
        return words("Another print agent already uses {path}.", path=options.journal)
    if isinstance(error, Unreadable):
        return str(error)
    return words(
        "The journal {path} cannot be written: {reason}.",
        path=options.journal,
        reason=error,
    )


if __name__ == "__main__":
    sys.exit(main())
