"""Running other programs: output to a log, progress to the screen."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .errors import BakeryError
from .i18n import _


def run(
    command, log=None, on_line=None, failure=None, check=True, explain=None, **options
):
    """Run ``command``; return its exit code.

    :param log: path that receives the output (appended).
    :param on_line: called with each line of output while it runs.
    :param failure: sentence for the :class:`BakeryError` of a non-zero exit.
    :param explain: returns the lines to show below it instead of the last ones.
    :param options: passed on to :class:`subprocess.Popen` (``env``, ``cwd``, ...).
    """
    command = [str(part) for part in command]
    try:
        with _appending(log) as handle:
            process = subprocess.Popen(
                _bound(command),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=options.pop("stdin", subprocess.DEVNULL),
                text=True,
                errors="replace",
                **options,
            )
            tail = _follow(process, handle, on_line)
    except FileNotFoundError as error:
        raise BakeryError(
            _("The program {name} is missing.", name=command[0])
        ) from error
    if process.returncode and check:
        message = failure or _("{name} failed.", name=Path(command[0]).name)
        if explain:
            tail = explain()
        raise BakeryError(f"{message}\n{_last(tail)}".rstrip(), details=log)
    return process.returncode


def _appending(log):
    if not log:
        return contextlib.nullcontext()
    Path(log).parent.mkdir(parents=True, exist_ok=True)
    return open(log, "a", encoding="utf-8")


def _bound(command):
    """Let ``command`` die with this program, however that is killed.

    Otherwise an orphan would go on writing where the next run starts anew.
    """
    if not shutil.which(command[0]):
        raise FileNotFoundError(command[0])
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--", *command] if setpriv else command


def _follow(process, handle, on_line):
    tail = []
    try:
        for line in _lines(process.stdout):
            if handle:
                handle.write(line)
                handle.flush()
            if on_line:
                on_line(line.rstrip("\n"))
            tail = [*tail[-4:], line.rstrip()]
        process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    return tail


def _lines(stream):
    with stream:
        yield from stream


def _last(tail):
    return "\n".join(f"    {line[:300]}" for line in tail if line.strip())


def fresh_partial(final):
    """Return a folder name to build ``final`` in, and remove what older runs left.

    The name is this process's own: a grandchild of a killed run may still write into
    the old one for a moment.
    """
    for old in final.parent.glob(f"{final.name}.partial*"):
        shutil.rmtree(old, ignore_errors=True)
    final.parent.mkdir(parents=True, exist_ok=True)
    return final.with_name(f"{final.name}.partial-{os.getpid()}")


def output(command, check=True, **options):
    """Return the standard output of ``command`` as text, stripped."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            **options,
        )
    except FileNotFoundError as error:
        raise BakeryError(
            _("The program {name} is missing.", name=command[0])
        ) from error
    if done.returncode and check:
        raise BakeryError(
            _("{name} failed.", name=Path(str(command[0])).name)
            + f"\n{_last(done.stderr.splitlines()[-5:])}".rstrip()
        )
    return done.stdout.strip()


def alive(pid):
    """Tell whether process ``pid`` exists and is not a zombie."""
    if not pid:
        return False
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] != "Z"
    except OSError:
        pass
    if Path("/proc/self/stat").exists():
        return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def stop(pid, timeout=30):
    """End process ``pid`` politely, then by force after ``timeout`` seconds."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if not alive(pid):
            return
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + timeout
        while alive(pid) and time.monotonic() < deadline:
            time.sleep(0.1)
