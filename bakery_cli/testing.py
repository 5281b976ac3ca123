"""Running tests on clones of a cached template, and reading what Odoo logged."""

import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from . import build, debian, environment, lanes, proc
from .commands.up import prepare
from .errors import BakeryError
from .i18n import _
from .odoo import Odoo
from .server import INTERFACE, free_port
from .ui import Step, step

_STARTING = re.compile(r"odoo\.addons\.(\w+)\.tests\S*: Starting (\S+)")
_RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
_SKIPPED = re.compile(r" INFO \S+ odoo\.addons\.\S+: skipped (.*)")
_LEVEL = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) \S+ (\S+): (.*)")

# The XML-RPC controllers log one warning per call by design (the protocol is
# deprecated in 19); everything else that warns fails the run.
MUTED = ("odoo.addons.rpc.controllers:ERROR",)

# Warnings of other people's packages about themselves, each with its reason.
IGNORED = (
    # zeep imports a module that Python 3.13 drops; it has no newer release.
    re.compile(r"zeep/utils\.py:\d+: DeprecationWarning: 'cgi'"),
)


# How the databases of test runs begin; the number of the process follows.
CLONE = "test"

# Which addons passed alone, and as what, in the state folder.
ALONE = "alone.json"


@dataclass
class Result:
    """What a test run found; results of several runs add up."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    problems: list = field(default_factory=list)

    def __add__(self, other):
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.problems + other.problems,
        )


def run(settings, addons=(), tags=None):
    """Run the program's own tests and those of ``addons`` (all by default)."""
    known = list(build.own_addons(settings))
    _check_names(addons, known)
    log = settings.logs / "up.log"
    cluster = prepare(settings, log, packages=debian.TEST, cluster_name="test")
    result = Result()
    if not addons and not tags:
        result += program_tests(settings)
    result += addon_tests(settings, cluster, addons or known, tags)
    return result


def _check_names(addons, known):
    unknown = [name for name in addons if name not in known]
    if unknown:
        raise BakeryError(
            _("There is no addon {names} here.", names=", ".join(unknown))
        )


def program_tests(settings):
    """Run the tests of ``./bakery`` itself (``tests/cli``) in their own process."""
    with step(_("Tests of the program")) as current:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "unittest",
                "discover",
                "-t",
                ".",
                "-s",
                "tests/cli",
            ],
            cwd=settings.checkout,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        result = read_unittest(done.stderr)
        if done.returncode and not result.failed:
            result.failed += 1
            result.problems.append(done.stderr.strip().splitlines()[-1])
        current.failed = bool(result.failed)
        current.update(_("{n} tests", n=result.passed + result.failed))
    return result


def read_unittest(text):
    """Turn the report of :mod:`unittest` into a :class:`Result`."""
    total = re.search(r"^Ran (\d+) test", text, re.MULTILINE)
    counts = {
        name: int(number)
        for name, number in re.findall(r"(failures|errors|skipped)=(\d+)", text)
    }
    failed = counts.get("failures", 0) + counts.get("errors", 0)
    skipped = counts.get("skipped", 0)
    ran = int(total[1]) if total else 0
    problems = re.findall(r"^(?:FAIL|ERROR): .*", text, re.MULTILINE)
    return Result(ran - failed - skipped, failed, skipped, problems)


def addon_tests(settings, cluster, addons, tags=None):
    """Run Odoo's tests of ``addons``, each lane on a fresh clone of the template.

    Odoo tests one database in one process: two processors take two databases, each
    with its share of the addons. ``tags`` are run in one.
    """
    shares = [tags] if tags else _test_tags(settings, addons)
    names = [clone_name(number) for number, _tags in enumerate(shares)]
    with step(_("Test database")) as current:
        builder = build.Builder(settings, cluster, note=current.update)
        template = builder.template(demo=True)
        _forget_clones(builder)
        for database in names:
            builder.clone(template, database)
        current.update("")
    for log in settings.logs.glob("test*.log"):
        log.unlink()
    try:
        with step(_("Tests of the addons")) as current:
            runs = list(_runs(settings, cluster, names, shares, current))
            result = sum(lanes.run(OdooTests.run, runs), Result())
            current.failed = bool(result.failed)
            current.update(_("{n} tests", n=result.passed + result.failed))
    finally:
        for database in names:
            builder.drop(database)
    return result


def _test_tags(settings, addons):
    """Return the test tags of each lane; the number of tests weighs an addon."""
    own = build.own_addons(settings)
    weights = {
        name: sum(
            len(re.findall(r"^ +def test_", path.read_text(), re.MULTILINE))
            for path in own[name].glob("tests/**/*.py")
        )
        for name in addons
    }
    shares = lanes.shares(weights, lanes.count(len(weights)))
    return [",".join(f"/{name}" for name in share) for share in shares]


def clone_name(number=0):
    """Return the name of a database of this run."""
    return f"{CLONE}_{os.getpid()}_{number}"


def _forget_clones(builder):
    """Drop the clones of runs that were killed."""
    for database in builder.cluster.databases():
        match = re.match(rf"{CLONE}_(\d+)", database)
        if match and not proc.alive(int(match[1])):
            builder.drop(database)


def _runs(settings, cluster, databases, shares, current):
    _env, tree = environment.require(settings)
    odoo = Odoo(settings, cluster, tree)
    port = settings.port + 1000
    started = []
    for number, (database, tags) in enumerate(zip(databases, shares, strict=True), 1):
        port = free_port(port)
        log = settings.logs / (f"test-{number}.log" if len(shares) > 1 else "test.log")
        yield OdooTests(odoo, database, tags, port, log, current, started)
        port += 1


@dataclass
class OdooTests:
    """One process of Odoo that tests one database.

    :param started: names of the tests that have begun, shared by all lanes.
    """

    odoo: Odoo
    database: str
    tags: str
    port: int
    log: Path
    step: Step
    started: list

    def run(self):
        """Run the tests; return their :class:`Result`."""
        options = ["-c", self.odoo.configuration(), "-d", self.database]
        options += ["--stop-after-init", "--load=base,rpc,web"]
        options += ["--test-tags", self.tags]
        options += ["--http-port", self.port, "--http-interface", INTERFACE]
        options += ["--max-cron-threads=0", "--log-level=info"]
        options += [f"--log-handler={handler}" for handler in MUTED]
        code = proc.run(
            self.odoo.command(*options),
            log=self.log,
            on_line=self._progress,
            check=False,
            env=self.odoo.environment(),
        )
        result = read_odoo_log(self.log.read_text(errors="replace"))
        if code and not result.failed:
            result.failed += 1
            problem = _("Odoo ended with {code}: {log}", code=code, log=self.log)
            result.problems.append(problem)
        return result

    def _progress(self, line):
        if match := _STARTING.search(line):
            self.started.append(match[2])
            self.step.update(f"{len(self.started)}  {match[1]} {match[2]}")


def read_odoo_log(text):
    """Turn Odoo's log of a test run into a :class:`Result`.

    Any WARNING or ERROR counts as a failure, and so does a skipped browser test:
    Odoo skips those without a word when it finds no browser.
    """
    result = Result()
    totals = _RESULT.findall(text)
    if totals:
        failures, errors, total = map(int, totals[-1])
        result.failed = failures + errors
        result.passed = max(total - result.failed, 0)
    for line in text.splitlines():
        _read_line(line, result)
    if not totals and not result.failed:
        result.failed = 1
        result.problems.append(_("Odoo reported no test result."))
    return result


def _read_line(line, result):
    match = _LEVEL.match(line)
    if match and any(pattern.search(line) for pattern in IGNORED):
        return
    if match and not _RESULT.search(line):
        level, logger, message = match.groups()
        # A failed test is logged as an error too; it is in the total already.
        if not re.match(r"(FAIL|ERROR): ", message):
            result.failed += 1
        result.problems.append(f"{level} {logger}: {message[:200]}")
    elif skip := _SKIPPED.search(line):
        result.skipped += 1
        result.passed = max(result.passed - 1, 0)
        if re.search(r"[Cc]hrom|browser|websocket", skip[1]):
            result.failed += 1
            result.problems.append(line.strip()[:200])


# Alone -----------------------------------------------------------------------------

UNINSTALL = """
module = env['ir.module.module'].search([('name', '=', {name!r})])
module.button_immediate_uninstall()
"""
LEFTOVERS = """
state = env['ir.module.module'].search([('name', '=', {name!r})]).state
data = env['ir.model.data'].search([('module', '=', {name!r})]).mapped('name')
print('LEFT', state, data)
"""


def changed(settings):
    """Return our addons that have changed since they last passed alone.

    The state folder remembers what passed, so a fresh one names them all.
    """
    passed = _passed_alone(settings)
    return [name for name, key in _alone_keys(settings).items() if passed[name] != key]


def _passed_alone(settings):
    """Return the key with which each addon last passed alone ("" when never)."""
    try:
        passed = json.loads((settings.home / ALONE).read_text())
    except (OSError, ValueError):
        passed = {}
    return defaultdict(str, passed)


def _remember_alone(settings, name, key):
    (settings.home / ALONE).write_text(
        json.dumps({**_passed_alone(settings), name: key}, indent=2)
    )


def _alone_keys(settings):
    """Return a hash per addon of all that decides whether it passes alone.

    That is its own files, those of our addons below it, the release of Odoo, the
    Python packages and the way it is tried.
    """
    _env, tree = environment.require(settings)
    own = build.own_addons(settings)
    hashes = build.suite_hashes(settings)
    lock = (settings.config / "requirements.txt").read_text()
    way = Path(__file__).read_text()

    def below(name):
        found = {name}
        for other in build.manifest(own[name])["depends"]:
            if other in own:
                found |= below(other)
        return found

    return {
        name: build.digest(
            tree.version, lock, way, *(hashes[n] for n in sorted(below(name)))
        )
        for name in own
    }


def alone(settings, addons=(), only_changed=False):
    """Install each addon on an empty database with only what its manifest names.

    :param addons: names, all by default.
    :param only_changed: leave out those that have passed as they are.
    """
    known = list(build.own_addons(settings))
    _check_names(addons, known)
    log = settings.logs / "up.log"
    # What the other form of the command needs too, so that either prepares a machine.
    cluster = prepare(settings, log, packages=debian.TEST, cluster_name="test")
    builder = build.Builder(settings, cluster)
    keys = _alone_keys(settings)
    due = changed(settings) if only_changed else known
    names = [name for name in addons or known if name in due]
    _forget_clones(builder)
    with step(_("Empty database")) as current:
        builder.note = current.update
        # Before the lanes: they would build the same template at the same time.
        templates = {name: _template_of(builder, name) for name in names}
        current.update("")
    result = Result()
    with step(_("Each addon alone")) as current:
        found = lanes.run(
            lambda name: _try_alone(builder, name, templates[name], current), names
        )
        for name, one in zip(names, found, strict=True):
            result += one
            if not one.failed:
                _remember_alone(settings, name, keys[name])
        current.failed = bool(result.failed)
        current.update(_("{n} addons", n=len(names)))
    return result


def _template_of(builder, name):
    # The demo needs a bakery that is set up; all others need nothing.
    return builder.template(False) if name == "bakery_demo" else builder.empty()


def _try_alone(builder, name, template, current):
    started = time.monotonic()
    problem = _install_alone(builder, name, template, current)
    seconds = time.monotonic() - started
    current.line(name, seconds, failed=bool(problem))
    return Result(failed=1, problems=[f"{name}: {problem}"]) if problem else Result(1)


def _install_alone(builder, name, template, current):
    log = builder.settings.logs / f"alone-{name}.log"
    log.unlink(missing_ok=True)
    database = clone_name(name)

    def note(text):
        current.update(f"{name}: {text}")

    try:
        builder.clone(template, database)
        _install_own_dependencies(builder, database, name, log)
        before = _tables(builder, database)
        builder.odoo.install(database, (name,), log, note=note)
        problem = first_problem(log.read_text(errors="replace"))
        if problem:
            return problem
        note(_("uninstalling"))
        builder.odoo.shell(database, UNINSTALL.format(name=name), log)
        left = builder.odoo.shell(database, LEFTOVERS.format(name=name), log)
        tables = _tables(builder, database) - before
        if "LEFT uninstalled []" not in left or tables:
            left = f"{left.strip()[-200:]} {sorted(tables)}"
            return _("leaves behind: {left}", left=left)
        return first_problem(log.read_text(errors="replace"))
    except BakeryError as error:
        return str(error).splitlines()[0]
    finally:
        builder.drop(database)


def _install_own_dependencies(builder, database, name, log):
    """Install what ``name`` builds on of ours: it stays when ``name`` goes."""
    own = build.own_addons(builder.settings)
    below = [d for d in build.manifest(own[name])["depends"] if d in own]
    if below:
        builder.odoo.install(database, tuple(below), log)


def _tables(builder, database):
    sql = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'bakery%'"
    return set(builder.cluster.psql(sql, database=database).splitlines())


def first_problem(text):
    """Return the first WARNING or ERROR of an Odoo log, or None."""
    for line in text.splitlines():
        match = _LEVEL.match(line)
        if match and not any(pattern.search(line) for pattern in IGNORED):
            return ": ".join(match.groups())[:300]
    return None
