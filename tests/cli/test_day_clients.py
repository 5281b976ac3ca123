import http.server
import json
import threading
import unittest
import xmlrpc.client
from typing import ClassVar
from unittest import mock

from bakery_cli.day import faults, keys
from bakery_cli.day.clients import Json2Client, make_client
from bakery_cli.day.web import Browser, Response


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from ``answers``: ``{path: (status, headers, body)}``."""

    answers: ClassVar[dict] = {}
    seen: ClassVar[list] = []

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.seen.append((self.path, dict(self.headers), self.rfile.read(length)))
        status, headers, body = self.answers[self.path]
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        pass


class Served(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Handler.answers, Handler.seen = {}, []

    def answer(self, path, body, status=200, headers=()):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        Handler.answers[path] = (status, list(headers), body)


class TestJson2(Served):
    PATH = "/json/2/res.partner/search_read"

    def client(self):
        client = Json2Client(self.url, "t_none", "sales", "secret")
        client._key = "key"
        return client

    def test_the_key_and_the_context_go_along(self):
        self.answer(self.PATH, [{"id": 1}])
        rows = self.client().search("res.partner", [], ["name"])
        self.assertEqual(rows, [{"id": 1}])
        _path, headers, body = Handler.seen[0]
        self.assertEqual(headers["Authorization"], "bearer key")
        self.assertEqual(headers["X-Odoo-Database"], "t_none")
        self.assertEqual(json.loads(body)["context"]["lang"], "id_ID")

    def refusal(self, name, message, status=403):
        self.answer(self.PATH, {"name": name, "message": message}, status)
        with self.assertRaises(faults.CallError) as caught:
            self.client().search("res.partner", [], ["name"])
        return caught.exception

    def test_a_missing_right_names_user_and_method(self):
        error = self.refusal("odoo.exceptions.AccessError", "no\n\nreading")
        self.assertEqual(error.kind, faults.ACCESS)
        for word in ("sales", "res.partner.search_read", "no reading"):
            self.assertIn(word, str(error))

    def test_every_refusal_is_one_line(self):
        for name in ("UserError", "ValidationError", "Surprise"):
            error = self.refusal(f"odoo.exceptions.{name}", "a\nb\nc", 422)
            self.assertEqual(len(str(error).splitlines()), 1)

    def test_an_answer_that_is_no_json_is_reported_by_its_status(self):
        self.answer(self.PATH, b"<html>", 500)
        with self.assertRaises(faults.CallError) as caught:
            self.client().search("res.partner", [], ["name"])
        self.assertIn("HTTP 500", str(caught.exception))

    def test_an_expired_key_is_made_anew_once(self):
        self.answer(self.PATH, {"message": "expired"}, 401)
        patch = mock.patch("bakery_cli.day.clients.make_key", return_value="new")
        with patch as made, self.assertRaises(faults.CallError):
            self.client().search("res.partner", [], ["name"])
        self.assertEqual(made.call_count, 1)
        self.assertEqual(len(Handler.seen), 2)


class TestXmlRpc(unittest.TestCase):
    def client(self, answer=None, fault=None):
        client = make_client("xmlrpc", "http://127.0.0.1:1", "t_none", "sales", "x")
        client._uid = 7
        client._object = mock.Mock()
        client._object.execute_kw.side_effect = fault
        client._object.execute_kw.return_value = answer
        return client

    def test_ids_are_positional_and_create_is_too(self):
        client = self.client(answer=[3])
        client.write("res.partner", [1], {"name": "x"})
        self.assertEqual(client._object.execute_kw.call_args.args[5], [[1]])
        self.assertEqual(client.create("res.partner", {"name": "x"}), 3)
        args, options = client._object.execute_kw.call_args.args[5:7]
        self.assertEqual(args, [[{"name": "x"}]])
        self.assertNotIn("vals_list", options)

    def test_nothing_as_an_answer_is_no_failure(self):
        fault = xmlrpc.client.Fault(1, "TypeError: cannot marshal None unless")
        self.assertIsNone(self.client(fault=fault).call("res.partner", "x", ids=[1]))

    def test_fault_codes_become_kinds(self):
        for code, kind in ((2, faults.REFUSED), (3, faults.DENIED), (4, faults.ACCESS)):
            fault = xmlrpc.client.Fault(code, "No.")
            with self.assertRaises(faults.CallError) as caught:
                self.client(fault=fault).call("res.partner", "x", ids=[1])
            self.assertEqual(caught.exception.kind, kind)

    def test_a_traceback_is_told_by_its_last_line(self):
        text = "Traceback (most recent call last):\n  File x\nValueError: too hot\n"
        fault = xmlrpc.client.Fault(1, text)
        with self.assertRaises(faults.CallError) as caught:
            self.client(fault=fault).call("res.partner", "x", ids=[1])
        self.assertIn("ValueError: too hot", str(caught.exception))
        self.assertNotIn("Traceback", str(caught.exception))

    def test_a_server_that_is_away_is_named(self):
        client = make_client("xmlrpc", "http://127.0.0.1:1", "t_none", "sales", "x")
        with self.assertRaises(faults.CallError) as caught:
            client.call("res.partner", "x")
        self.assertIn("http://127.0.0.1:1", str(caught.exception))


class TestBrowser(Served):
    def test_cookies_are_kept_whatever_their_date(self):
        old = "session_id=abc; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"
        self.answer("/a", b"", headers=[("Set-Cookie", old)])
        self.answer("/b", b"")
        browser = Browser(self.url)
        browser.get("/a")
        browser.get("/b")
        self.assertEqual(Handler.seen[1][1]["Cookie"], "session_id=abc")

    def test_redirects_are_followed(self):
        self.answer("/a", b"", 303, [("Location", f"{self.url}/b?c=1")])
        self.answer("/b?c=1", b"there")
        page = Browser(self.url).get("/a")
        self.assertEqual((page.text, page.path), ("there", "/b?c=1"))

    def test_errors_of_the_web_client_become_sentences(self):
        data = {"name": "odoo.exceptions.UserError", "message": "Not paid."}
        self.answer("/x", {"error": {"message": "Odoo", "data": data}})
        with self.assertRaises(faults.CallError) as caught:
            Browser(self.url, "kasir").json(
                "/x", {"model": "pos.order", "method": "sync_from_ui"}
            )
        self.assertEqual(caught.exception.kind, faults.REFUSED)
        self.assertIn("pos.order.sync_from_ui", str(caught.exception))

    def test_csrf_tokens_are_found_in_scripts_and_forms(self):
        for text in (
            b'odoo = {csrf_token: "abc", x: 1}',
            b'<input type="hidden" name="csrf_token" value="abc"/>',
        ):
            page = Response(200, {}, text)
            self.assertEqual(Browser.csrf_token(page), "abc")


class TestKeys(unittest.TestCase):
    def test_the_shortest_validity_that_lasts(self):
        for days, wanted in ((1, "1"), (2, "7"), (30, "30"), (365, "90")):
            self.assertEqual(keys.duration(days), wanted)
