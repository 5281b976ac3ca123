"""``./bakery shell``: Odoo's shell on the bakery's database."""

from .. import environment
from ..odoo import Odoo
from . import need_database

NAME = "shell"
HELP = "open an Odoo shell (also: ./bakery shell < script.py)"


def add_arguments(parser):
    """Take no arguments of its own."""


def run(settings, args):
    """Run the shell on this terminal or on the script from standard input."""
    cluster = need_database(settings)
    _env, tree = environment.require(settings)
    return Odoo(settings, cluster, tree).interactive_shell(settings.db)
