"""A real browser: Chromium without a window, driven over a pair of pipes.

Chromium reads commands of its DevTools protocol on file descriptor 3 and answers on 4,
each message JSON ended by a NUL byte. The pipes are also the leash: when this process
goes, however it goes, they close and Chromium ends by itself.
"""

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from pathlib import Path

from ..errors import BakeryError
from ..i18n import _

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Seconds that one command, a page or an element may take.
PATIENCE = 30
POLL = 0.05
# How often somebody types into a field that does not show it.
ATTEMPTS = 3
# Seconds that it may take to leave when its pipes are closed.
LEAVE = 5
# What a vendor's tablet shows.
WINDOW = (820, 1180)
# Numbers that leave room for 3 and 4, which Chromium insists on.
_HIGH = 10
_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--password-store=basic",
    "--lang=en-US",
    f"--window-size={WINDOW[0]},{WINDOW[1]}",
)


def find():
    """Return the path of Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class ChromiumError(BakeryError):
    """The browser, or the page in it, does not do what was asked."""


class Chromium:
    """A running browser with a profile of its own; both are gone afterwards::

        with Chromium(find()) as chromium:
            page = chromium.page()
            page.open("http://127.0.0.1:8069/")

    :param program: path of Chromium; :param patience: seconds for each command.
    :raise ChromiumError: on entering, when it does not start.
    """

    def __init__(self, program, patience=PATIENCE):
        self.program = program
        self.patience = patience
        self.folder = None
        self.pid = None
        self._pipes = ()
        self._rest = b""
        self._number = 0

    # Life ----------------------------------------------------------------------

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="bakery-chromium-"))
        try:
            self._start()
            self.send("Browser.getVersion")
        except BaseException as error:
            said = self._last_words()
            self.close()
            if isinstance(error, (OSError, ChromiumError)):
                raise ChromiumError(
                    _(
                        "{program} does not start: {reason}",
                        program=self.program,
                        reason=said or error,
                    )
                ) from error
            raise
        return self

    def __exit__(self, *_exception):
        self.close()

    def _start(self):
        commands, to_send = _pipe()
        to_read, answers = _pipe()
        self._pipes = (to_send, to_read)
        log = str(self.folder / "stderr")
        try:
            self.pid = os.posix_spawn(
                self.program,
                [self.program, *self._options(), "about:blank"],
                self._environment(),
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, commands, 3),
                    (os.POSIX_SPAWN_DUP2, answers, 4),
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 2, log, os.O_WRONLY | os.O_CREAT, 0o600),
                ],
                # A group of its own, which can be ended with all its children.
                setpgroup=0,
            )
        finally:
            os.close(commands)
            os.close(answers)

    def _options(self):
        options = [*_OPTIONS, f"--user-data-dir={self.folder / 'profile'}"]
        # Chromium refuses to build its sandbox for root.
        return [*options, "--no-sandbox"] if os.geteuid() == 0 else options

    def _environment(self):
        # The home keeps what is not in the profile; the language decides in which
        # order the parts of a date are typed.
        home = str(self.folder)
        names = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        return {**os.environ, **dict.fromkeys(names, home), "LANGUAGE": "en_US"}

    def _last_words(self):
        """Return the last line that Chromium wrote, which says why it ended."""
        with contextlib.suppress(OSError):
            lines = (self.folder / "stderr").read_text(errors="replace").splitlines()
            return next((line.strip() for line in lines[::-1] if line.strip()), "")
        return ""

    def close(self):
        """End the browser and remove its profile; may be called twice."""
        for pipe in self._pipes:
            os.close(pipe)
        self._pipes = ()
        if self.pid:
            # Without its pipes it leaves by itself, and gently to its files.
            if not self._ended(LEAVE):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            self.pid = None
        if self.folder:
            _remove(self.folder)
            self.folder = None

    def _ended(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return True
            time.sleep(POLL)
        return False

    # Talk ----------------------------------------------------------------------

    def send(self, method, session=None, **params):
        """Send one command; return its result.

        :param session: of the page that is meant, or None for the browser.
        :raise ChromiumError: when it is refused, or not answered in time.
        """
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        try:
            self._write(json.dumps(message).encode() + b"\0")
            return self._result(self._number, method)
        except OSError as error:
            raise ChromiumError(_("The browser has ended.")) from error

    def _write(self, data):
        while data:
            data = data[os.write(self._pipes[0], data) :]

    def _result(self, number, method):
        deadline = time.monotonic() + self.patience
        while True:
            # What is no answer to this command is an event, which nobody waits for.
            answer = self._read(deadline, method)
            if answer.get("id") != number:
                continue
            if "error" in answer:
                raise ChromiumError(
                    _(
                        "The browser refuses {command}: {reason}",
                        command=method,
                        reason=answer["error"].get("message"),
                    )
                )
            return answer.get("result", {})

    def _read(self, deadline, method):
        pipe = self._pipes[1]
        while b"\0" not in self._rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise ChromiumError(
                    _(
                        "The browser did not answer {command} in {n} s.",
                        command=method,
                        n=self.patience,
                    )
                )
            got = os.read(pipe, 1 << 16)
            if not got:
                raise ChromiumError(_("The browser has ended."))
            self._rest += got
        message, _nul, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def page(self):
        """Return an empty page."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)
        return Page(self, session["sessionId"])


class Page:
    """One page, which is looked at and touched as a person does.

    Elements are named by CSS selectors; of several that match, the first is meant.
    """

    def __init__(self, chromium, session):
        self.chromium = chromium
        self.session = session

    def _send(self, method, **params):
        return self.chromium.send(method, self.session, **params)

    def open(self, url):
        """Go to ``url``.

        :raise ChromiumError: when no page comes; an error page of the server is one.
        """
        answer = self._send("Page.navigate", url=url)
        if answer.get("errorText"):
            raise ChromiumError(
                _(
                    "{url} cannot be opened: {reason}",
                    url=url,
                    reason=answer["errorText"],
                )
            )

    def run(self, function, *arguments):
        """Return what a JavaScript function makes of ``arguments`` in the page.

        :raise ChromiumError: when it throws, or while the page is being replaced.
        """
        given = ", ".join(json.dumps(argument) for argument in arguments)
        answer = self._send(
            "Runtime.evaluate", expression=f"({function})({given})", returnByValue=True
        )
        problem = answer.get("exceptionDetails")
        if problem:
            reason = problem.get("exception", {}).get("description", problem["text"])
            raise ChromiumError(
                _("The page fails: {reason}", reason=reason.splitlines()[0])
            )
        return answer["result"].get("value")

    def wait(self, selector, seconds=None):
        """Wait until ``selector`` is there and visible in a page that is loaded.

        :raise ChromiumError: naming it when it is not there in time.
        """
        seconds = self.chromium.patience if seconds is None else seconds
        deadline = time.monotonic() + seconds
        while not self._there(selector):
            if time.monotonic() > deadline:
                raise ChromiumError(
                    _(
                        "{selector} does not appear on {url} within {n} s.",
                        selector=selector,
                        url=self.url(),
                        n=seconds,
                    )
                )
            time.sleep(POLL)

    def _there(self, selector):
        # Between two pages there is none to ask.
        with contextlib.suppress(ChromiumError):
            return self.run(_THERE, selector)
        return False

    def url(self):
        """Return the address of the page."""
        return self.run("() => location.href")

    def count(self, selector):
        """Return how many elements match."""
        return self.run("(s) => document.querySelectorAll(s).length", selector)

    def text(self, selector):
        """Return what a reader sees of an element; it has to be there."""
        self.wait(selector)
        return self.run("(s) => document.querySelector(s).innerText.trim()", selector)

    def attributes(self, selector, name):
        """Return one attribute of every element that matches."""
        return self.run(
            "(s, n) => [...document.querySelectorAll(s)].map((e) => e.getAttribute(n))",
            selector,
            name,
        )

    def click(self, selector):
        """Press the mouse in the middle of an element.

        :raise ChromiumError: when it is not there, or something lies on it.
        """
        self.wait(selector)
        x, y, covering = self.run(_MIDDLE, selector)
        if covering:
            raise ChromiumError(
                _("{selector} lies under {other}.", selector=selector, other=covering)
            )
        place = {"x": x, "y": y, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self._send("Input.dispatchMouseEvent", type=kind, **place)

    def fill(self, selector, value):
        """Type ``value`` into a field instead of what stands there.

        :param value: text; a date as year-month-day.
        :raise ChromiumError: when the field does not take it.
        """
        self.wait(selector)
        # Who sees that a busy page missed a key types again.
        for _attempt in range(ATTEMPTS):
            shown = self._type(selector, value)
            if shown == value:
                return
        raise ChromiumError(
            _(
                "{selector} takes {shown} instead of {value}.",
                selector=selector,
                shown=repr(shown),
                value=repr(value),
            )
        )

    def _type(self, selector, value):
        """Type once; return what the field shows then."""
        kind = self.run(_FOCUS, selector)
        if kind == "date":
            year, month, day = value.split("-")
            self._keys(month + day + year)
        else:
            self._send("Input.insertText", text=value)
        return self.run("(s) => document.querySelector(s).value", selector)

    def _keys(self, text):
        for sign in text:
            key = {"key": sign, "text": sign, "windowsVirtualKeyCode": ord(sign)}
            self._send("Input.dispatchKeyEvent", type="keyDown", **key)
            self._send("Input.dispatchKeyEvent", type="keyUp", **key)


_THERE = """(selector) => {
    const found = document.querySelector(selector);
    const loaded = document.readyState === "complete";
    return Boolean(loaded && found?.getClientRects().length);
}"""

# A scroll that takes its time would leave the place before the mouse gets there.
_MIDDLE = """(selector) => {
    const wanted = document.querySelector(selector);
    wanted.scrollIntoView({ block: "center", behavior: "instant" });
    const box = wanted.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    const covered = !hit || !(wanted.contains(hit) || hit.contains(wanted));
    return [x, y, covered ? hit?.outerHTML.slice(0, 80) || "?" : ""];
}"""

_FOCUS = """(selector) => {
    const field = document.querySelector(selector);
    field.scrollIntoView({ block: "center", behavior: "instant" });
    field.focus();
    field.select?.();
    return field.type;
}"""


def _pipe():
    """Return both ends of a pipe, numbered so that none is in Chromium's way."""
    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _HIGH) for end in ends)
    for end in ends:
        os.close(end)
    return moved


def _remove(folder):
    """Remove a folder into which a process that just ended may still write."""
    for _attempt in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(POLL)
