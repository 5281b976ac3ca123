import functools
import http.server
import os
import tempfile
import threading
import time
import unittest
import urllib.parse
from pathlib import Path
from typing import ClassVar
from unittest import mock

from bakery_cli import proc
from bakery_cli.day import chromium
from bakery_cli.day.cast import Cast
from bakery_cli.day.chromium import Chromium, ChromiumError
from bakery_cli.day.context import Day, Document
from bakery_cli.day.steps.vendor_answer import VendorAnswer

PAGE = "<!DOCTYPE html><html><body>{}</body></html>"
FORM = PAGE.format(
    """
    <form method="post" action="/send">
        <input id="who" name="who" value="old">
        <input id="when" name="when" type="date" value="2020-01-01">
        <input id="short" name="short" maxlength="3">
        <div style="height: 3000px"></div>
        <button type="submit" disabled>Wait</button>
        <button type="submit" class="send">Send</button>
    </form>
    <p id="hidden" style="display: none">hidden</p>
    """
)
LATE = PAGE.format(
    """<script>setTimeout(() => {
        document.body.innerHTML = "<p class='late'>I am <b>here</b></p>";
    }, 300)</script>"""
)
COVERED = PAGE.format(
    """<button style="position: fixed; top: 0; left: 0">Under</button>
    <div class="banner" style="position: fixed; inset: 0">Cookies?</div>"""
)
ANSWER = PAGE.format(
    """<div data-state="open"><form method="post" action="/purchase/answer/7/tok/send">
        <input type="hidden" name="csrf_token" value="real">
        <fieldset class="o_answer_line">
            <input type="radio" name="availability_3" id="available_3"
                value="available"><label for="available_3">Yes</label>
            <input type="radio" name="availability_3" value="unavailable">
            <input type="date" name="date_3" id="date_3">
        </fieldset>
        <input name="answered_by" id="answered_by">
        <button type="submit">Send</button>
    </form></div>"""
)
THANKS = PAGE.format(
    """<div data-state="answered"><div class="alert-success">Thanks</div></div>"""
)
REFUSAL = PAGE.format(
    """<div data-state="open"><div class="alert-danger">Too late.</div></div>"""
)


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves ``pages``: ``{path: html}``; keeps what is sent in ``sent``."""

    pages: ClassVar[dict] = {}
    sent: ClassVar[list] = []

    def do_GET(self):
        body = self.pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.sent.append((self.path, dict(urllib.parse.parse_qsl(text))))
        self.do_GET()

    def log_message(self, *args):
        pass


class Served(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        serve = functools.partial(self.server.serve_forever, poll_interval=0.02)
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Handler.pages, Handler.sent = {"/form": FORM, "/send": THANKS}, []
        patch = mock.patch.dict("os.environ", {"BAKERY_LANG": "en"})
        patch.start()
        self.addCleanup(patch.stop)

    def program(self):
        program = chromium.find()
        if not program:
            self.fail("Chromium is not installed: apt-get install chromium")
        return program


class TestPage(Served):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        program = chromium.find()
        if program:
            cls.chromium = Chromium(program)
            cls.enterClassContext(cls.chromium)

    def page(self, path):
        self.program()
        page = self.chromium.page()
        page.open(self.url + path)
        return page

    def refused(self, call, *args, **options):
        with self.assertRaises(ChromiumError) as caught:
            call(*args, **options)
        return str(caught.exception)

    def test_a_form_is_filled_in_and_sent(self):
        page = self.page("/form")
        page.fill("#who", "Ibu Ñoña — “roti”")
        page.fill("#when", "2026-02-09")
        page.click("button.send")
        page.wait("[data-state=answered]")
        self.assertEqual(page.url(), f"{self.url}/send")
        path, values = Handler.sent[0]
        self.assertEqual(path, "/send")
        self.assertEqual(values["who"], "Ibu Ñoña — “roti”")
        self.assertEqual(values["when"], "2026-02-09")

    def test_what_comes_late_is_waited_for_and_read(self):
        Handler.pages["/late"] = LATE
        self.assertEqual(self.page("/late").text(".late"), "I am here")

    def test_elements_are_counted_and_their_attributes_read(self):
        page = self.page("/form")
        page.wait("form")
        self.assertEqual(page.count("button"), 2)
        self.assertEqual(page.count(".none"), 0)
        self.assertEqual(page.attributes("input", "id"), ["who", "when", "short"])

    def test_what_is_missing_or_hidden_is_named(self):
        page = self.page("/form")
        for selector in (".none", "#hidden"):
            said = self.refused(page.wait, selector, seconds=0.2)
            self.assertIn(f"{selector} does not appear on {self.url}/form", said)

    def test_what_is_covered_is_not_clicked(self):
        Handler.pages["/covered"] = COVERED
        page = self.page("/covered")
        said = self.refused(page.click, "button")
        self.assertIn('button lies under <div class="banner"', said)

    def test_a_field_that_takes_less_is_noticed(self):
        page = self.page("/form")
        said = self.refused(page.fill, "#short", "long")
        self.assertEqual(said, "#short takes 'lon' instead of 'long'.")

    def test_a_page_that_throws_says_why(self):
        page = self.page("/form")
        said = self.refused(page.run, "() => nobody.home")
        self.assertIn("nobody is not defined", said)

    def test_a_server_that_is_down_is_named(self):
        page = self.page("/form")
        said = self.refused(page.open, "http://127.0.0.1:9/")
        self.assertIn("http://127.0.0.1:9/ cannot be opened: net::ERR", said)

    def test_a_command_that_is_unknown_is_refused(self):
        self.program()
        said = self.refused(self.chromium.send, "Browser.bake")
        self.assertIn("refuses Browser.bake", said)


class TestLife(Served):
    def script(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "chromium"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    def enter(self, browser):
        """Return what is said when ``browser`` does not start."""
        with self.assertRaises(ChromiumError) as caught, browser:
            self.fail("it started")
        return str(caught.exception)

    def test_process_and_profile_go_whatever_happens(self):
        browser = Chromium(self.program())
        with self.assertRaises(ZeroDivisionError), browser:
            pid, folder = browser.pid, browser.folder
            self.assertTrue(proc.alive(pid))
            self.assertTrue(any(folder.iterdir()))
            raise ZeroDivisionError
        self.assertFalse(proc.alive(pid))
        self.assertFalse(folder.exists())

    def test_a_browser_that_dies_says_so(self):
        browser = Chromium(self.program())
        with browser:
            page, folder = browser.page(), browser.folder
            os.killpg(browser.pid, 9)
            with self.assertRaisesRegex(ChromiumError, "The browser has ended"):
                page.open(self.url)
        self.assertFalse(folder.exists())

    def test_a_program_that_ends_at_once_has_the_last_word(self):
        browser = Chromium(self.script("echo No display. >&2; exit 1"))
        self.assertIn("does not start: No display.", self.enter(browser))
        self.assertIsNone(browser.folder)

    def test_a_program_that_says_nothing_is_ended(self):
        browser = Chromium(self.script("echo $$ > $HOME/pid; exec sleep 60"), 0.3)
        started = time.monotonic()
        with mock.patch.object(chromium, "LEAVE", 0.2):
            said = self.enter(browser)
        self.assertIn("did not answer Browser.getVersion in 0.3 s", said)
        self.assertLess(time.monotonic() - started, 5)
        self.assertIsNone(browser.pid)

    def test_a_program_that_is_not_there_is_named(self):
        said = self.enter(Chromium("/nowhere/chromium"))
        self.assertIn("/nowhere/chromium does not start", said)

    def test_root_alone_goes_without_a_sandbox(self):
        for uid, bare in ((0, True), (1000, False)):
            with mock.patch("os.geteuid", return_value=uid):
                browser = Chromium("chromium")
                browser.folder = Path("/none")
                self.assertEqual("--no-sandbox" in browser._options(), bare)

    def test_it_goes_by_several_names(self):
        for there in chromium.PROGRAMS:
            with mock.patch("shutil.which", lambda n, there=there: n == there and n):
                self.assertEqual(chromium.find(), there)
        with mock.patch("shutil.which", return_value=None):
            self.assertIsNone(chromium.find())


class Buyer:
    """Has one order out, and its mail."""

    def search(self, model, *args, **options):
        if model == "mail.message":
            return [{"body": '<a href="https://x/purchase/answer/7/tok">Answer</a>'}]
        return [{"id": 7, "name": "P00007"}]


class TestVendorAnswer(Served):
    def play(self, **options):
        Handler.pages["/purchase/answer/7/tok"] = ANSWER
        Handler.pages.setdefault("/purchase/answer/7/tok/send", THANKS)
        day = Day(self.url, "none", Cast("secret"))
        day.rhythm = options.get("rhythm", False)
        day.documents = [Document("vendor_order", "", "purchase.order", 7, "P", "")]
        day._clients["purchaser"] = Buyer()
        step = VendorAnswer()
        day.begin(step)
        with mock.patch.object(day, "today", return_value="2026-11-30"):
            step.run(day)
        return day

    def sent(self):
        self.assertEqual(len(Handler.sent), 1)
        path, values = Handler.sent[0]
        self.assertEqual(path, "/purchase/answer/7/tok/send")
        self.assertEqual(values.pop("answered_by"), "Ibu Contoh")
        return values

    def test_the_vendor_fills_in_the_page(self):
        self.program()
        day = self.play()
        self.assertEqual(
            self.sent(),
            {
                "csrf_token": "real",
                "availability_3": "available",
                "date_3": "2026-12-01",
            },
        )
        self.assertEqual([d.name for d in day.made("vendor_answer")], ["P00007"])
        self.assertEqual(day.remarks, {})

    def test_what_the_page_refuses_ends_the_step(self):
        self.program()
        Handler.pages["/purchase/answer/7/tok/send"] = REFUSAL
        with self.assertRaisesRegex(Exception, r"refused for Ibu Contoh: Too late\."):
            self.play()

    def test_without_chromium_the_form_goes_alone(self):
        with mock.patch("shutil.which", return_value=None):
            day = self.play()
        self.assertEqual(self.sent()["date_3"], "2026-12-01")
        said = "without a browser: Chromium is not installed"
        self.assertEqual(day.remarks, {"vendor_answer": said})

    def test_the_days_of_a_year_pass_without_a_browser(self):
        day = self.play(rhythm=True)
        self.assertEqual(self.sent()["csrf_token"], "real")
        self.assertIn("without a browser", day.remarks["vendor_answer"])
