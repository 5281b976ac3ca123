"""``./bakery lint``: all linters; what was skipped counts as failed."""

import subprocess

from .. import proc
from ..errors import BakeryError
from ..i18n import _
from ..lint import checks, project
from ..lint.tools import Tools
from ..ui import say, section, step
from .up import prepare

NAME = "lint"
HELP = "check style, translations, manifests and likely mistakes"

CHECKS = {
    "ruff": checks.ruff,
    "ruff-format": checks.ruff_format,
    "pylint": checks.pylint,
    "prettier": checks.prettier,
    "eslint": checks.eslint,
    "project": project.project,
    "odoo": checks.odoo,
}
SHOWN = 40


def add_arguments(parser):
    parser.add_argument(
        "paths", nargs="*", metavar=_("path"), help=_("files or folders only")
    )
    parser.add_argument("--fix", action="store_true", help=_("let formatters write"))
    parser.add_argument(
        "--only",
        choices=list(CHECKS),
        action="append",
        help=_("this check only (may be repeated)"),
    )


def run(settings, args):
    """Run the checks; return 1 when one found something or could not run."""
    names = args.only or list(CHECKS)
    settings.make_folders()
    log = settings.logs / "lint.log"
    failed = []
    with section(_("Lint")):
        if {"odoo", "pylint"} & set(names):
            prepare(settings, settings.logs / "up.log", cluster_name="test")
        tools = Tools(settings)
        with step(_("Tools")) as current:
            tools.ensure(log, current.update)
            current.update("")
        paths = tracked(settings, args.paths)
        for name in names:
            context = checks.Context(settings, tools, paths, args.fix, log)
            if not _passes(name, context):
                failed.append(name)
    total = len(names)
    say(_("{passed} of {total} checks passed", passed=total - len(failed), total=total))
    return 1 if failed else 0


def _passes(name, context):
    with step(name) as current:
        context.note = current.update
        try:
            found = CHECKS[name](context)
        except (BakeryError, OSError) as error:
            found = [str(error)]
        if found:
            current.failed = True
            current.update(_("{n} findings", n=len(found)))
    for line in found[:SHOWN]:
        say(f"      {line}")
    if len(found) > SHOWN:
        say(_("      and {n} more", n=len(found) - SHOWN))
    return not found


def tracked(settings, only=()):
    """Return the files of the checkout that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        names = proc.output([*command, "--", *only], cwd=settings.checkout).splitlines()
    except (BakeryError, subprocess.SubprocessError) as error:
        raise BakeryError(
            _("./bakery lint works in a git checkout: git lists the files to check.")
        ) from error
    return [name for name in names if (settings.checkout / name).is_file()]
