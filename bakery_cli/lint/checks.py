"""The linters of others, each over our files and nothing else.

A check returns the list of its findings; an empty list is a pass. A check that cannot
run raises, which counts as failed.
"""

import os
import re
import subprocess

from .. import build, environment
from ..i18n import _
from ..odoo import Odoo
from ..postgres import Cluster
from ..server import INTERFACE, free_port
from ..testing import MUTED, read_odoo_log

PRETTY = ("*.xml", "*.js", "*.scss", "*.json", "*.yaml", "*.yml", "*.mjs")


class Context:
    """What every check gets.

    :param paths: files to look at, relative to the checkout.
    :param fix: let formatters write.
    """

    def __init__(self, settings, tools, paths, fix=False, log=None, note=None):
        self.settings = settings
        self.tools = tools
        self.paths = paths
        self.fix = fix
        self.log = log
        self.note = note or (lambda text: None)

    def files(self, *endings):
        return [path for path in self.paths if path.endswith(endings)]


def _findings(context, command, **options):
    """Run ``command``; return its lines when it ends with anything but 0."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=context.settings.checkout,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    if not done.returncode:
        return []
    lines = (done.stdout + done.stderr).splitlines()
    found = [line for line in lines if line.strip()]
    return found or [_("ended with {code}", code=done.returncode)]


def _cache(context):
    return ["--cache-dir", context.settings.cache / "ruff"]


def ruff(context):
    """Style, imports, likely bugs and security of Python code."""
    files = context.files(".py") + [p for p in context.paths if p == "bakery"]
    fix = ["--fix"] if context.fix else []
    command = [context.tools.program("ruff"), "check", "--quiet", *fix]
    command += _cache(context)
    return _findings(context, [*command, "--output-format=concise", *files])


def ruff_format(context):
    """One way of setting Python code."""
    check = [] if context.fix else ["--check"]
    files = context.files(".py") + [p for p in context.paths if p == "bakery"]
    command = [context.tools.program("ruff"), "format", "--quiet", *check]
    command += _cache(context)
    return _findings(context, [*command, *files])


def pylint(context):
    """pylint-odoo's mandatory checks with those of Odoo's own linter."""
    addons = sorted(
        {p.split("/")[1] for p in context.files(".py") if p.startswith("addons/")}
    )
    if not addons:
        return []
    _env, tree = environment.require(context.settings)
    plugins = tree.path / "odoo" / "addons" / "test_lint" / "tests"
    command = [context.tools.program("pylint"), "-j", "2"]
    command += ["--rcfile", context.tools.config / "pylintrc"]
    # The readme/ fragments are the text; the project's own check asks for those.
    command += ["--disable", "missing-readme"]
    env = {**os.environ, "PYTHONPATH": str(plugins)}
    return _findings(context, [*command, *(f"addons/{a}" for a in addons)], env=env)


def prettier(context):
    """One way of setting XML, JavaScript, SCSS, JSON and YAML."""
    endings = tuple(pattern[1:] for pattern in PRETTY)
    files = [p for p in context.files(*endings) if "/static/lib/" not in p]
    files = [p for p in files if not p.endswith("package-lock.json")]
    if not files:
        return []
    modules = context.settings.node / "node_modules"
    command = [context.tools.node_program("prettier")]
    command += ["--config", context.tools.config / "prettier.json"]
    command += [f"--plugin={modules}/@prettier/plugin-xml/src/plugin.js"]
    command += ["--log-level=warn", "--write" if context.fix else "--check"]
    return _findings(context, [*command, *files])


def eslint(context):
    """Mistakes in JavaScript."""
    files = [p for p in context.files(".js") if p.startswith("addons/")]
    files = [p for p in files if "/static/lib/" not in p]
    if not files:
        return []
    command = [context.tools.node_program("eslint"), "--max-warnings=0"]
    config = context.tools.config / "eslint.config.mjs"
    return _findings(context, [*command, "--config", config, *files])


# Odoo runs pylint and eslint inside two of its tests, with the versions it finds on the
# machine; their rules are part of the checks above, with pinned versions.
# Three more test the linter itself.
ODOO_TESTS = "/test_lint" + "".join(
    f",-/test_lint:{name}"
    for name in (
        "TestPyLint",
        "TestESLint",
        "TestSqlLint",
        "TestI18nChecks",
        "TestGetTextLint",
    )
)


def odoo(context):
    """Odoo's own linter: overrides, translations, manifests, routes, indexes."""
    settings = context.settings
    cluster = Cluster(settings, "test")
    cluster.ensure()
    builder = build.Builder(settings, cluster, note=context.note)
    database = f"test_{os.getpid()}"
    builder.clone(builder.template(demo=False), database)
    context.note("")
    try:
        return _odoo_findings(context, builder, database)
    finally:
        builder.drop(database)


def _odoo_findings(context, builder, database):
    settings = context.settings
    _env, tree = environment.require(settings)
    program = Odoo(settings, builder.cluster, tree)
    runner = os.path.join(os.path.dirname(__file__), "odoo_runner.py")
    site = next((settings.env_dev / "lib").glob("python3*")) / "site-packages"
    command = [settings.python, runner, "-c", program.configuration()]
    command += ["-d", database, "-i", "test_lint", "--test-tags", ODOO_TESTS]
    command += ["--stop-after-init", "--http-interface", INTERFACE]
    command += ["--http-port", str(free_port(settings.port + 1000))]
    command += ["--load=base,rpc,web", "--max-cron-threads=0"]
    command += [f"--log-handler={handler}" for handler in MUTED]
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env={
            **program.environment(),
            "BAKERY_LINT_ADDONS": str(settings.addons),
            "BAKERY_LINT_TOOLS": str(site),
        },
    )
    context.log.write_text(done.stdout + done.stderr)
    result = read_odoo_log(done.stdout + done.stderr)
    context.note(_("{n} tests", n=result.passed + result.failed))
    found = [line for line in result.problems if _about_us(line)]
    if result.skipped:
        found.append(_("{n} checks were skipped", n=result.skipped))
    return found


def _about_us(line):
    """Tell a finding about our addons from one about Odoo's or OCA's.

    The tests that walk the registry judge the methods of every installed addon, each
    in a subtest that names the addon; the totals below them count all of those.
    """
    if "odoo.modules.loading" in line or "odoo.tests" in line:
        return False
    judged = re.search(r"Subtest .*\(module=('(\w+)'|None)", line)
    return not judged or (judged[2] or "").startswith("bakery_")
