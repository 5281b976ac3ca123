import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from bakery_cli import commands, i18n, odoo_source, proc, server, state, testing
from bakery_cli.commands import down, up
from bakery_cli.commands.reset import confirm
from bakery_cli.errors import BakeryError
from bakery_cli.main import build_parser, main
from bakery_cli.settings import CHECKOUT, Settings


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.settings = Settings(home=self.home)


class TestCommands(unittest.TestCase):
    def test_every_command_explains_itself_in_both_languages(self):
        for lang in ("en", "id"):
            env = {**os.environ, "BAKERY_LANG": lang}
            for name in (module.NAME for module in commands.load()):
                with self.subTest(lang=lang, command=name):
                    done = subprocess.run(
                        [sys.executable, CHECKOUT / "bakery", name, "--help"],
                        capture_output=True,
                        text=True,
                        env=env,
                        check=False,
                    )
                    self.assertEqual(done.returncode, 0, done.stderr)
                    word = "usage: " if lang == "en" else "pemakaian: "
                    self.assertTrue(done.stdout.startswith(word))

    def test_a_wrong_command_ends_with_2(self):
        with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit):
            build_parser().parse_args(["bake-me-a-cake"])

    def test_a_failure_is_one_sentence_and_exit_code_1(self):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            code = main(["status", "--home", str(CHECKOUT)])
        self.assertEqual(code, 1)
        self.assertEqual(len(err.getvalue().splitlines()), 1)


class TestMessages(unittest.TestCase):
    def test_placeholders_survive_translation(self):
        import string

        def fields(text):
            return sorted(f[1] for f in string.Formatter().parse(text) if f[1])

        for source, translated in i18n.catalogue("id").items():
            with self.subTest(source=source):
                self.assertEqual(fields(source), fields(translated))
                self.assertTrue(translated)

    def test_language_follows_the_locale(self):
        for value, expected in (
            ("id_ID.UTF-8", "id"),
            ("en_US.UTF-8", "en"),
            ("C", "en"),
        ):
            with mock.patch.dict(os.environ, {"LANG": value}, clear=True):
                self.assertEqual(i18n.language(), expected)


class TestProcesses(Folder):
    def test_a_failed_program_shows_its_last_words(self):
        command = [sys.executable, "-c", "print('oops'); raise SystemExit(3)"]
        with self.assertRaisesRegex(BakeryError, "oops"):
            proc.run(command, log=self.home / "log")
        self.assertIn("oops", (self.home / "log").read_text())

    def test_a_missing_program_is_named(self):
        with self.assertRaisesRegex(BakeryError, "no-such-program"):
            proc.run(["no-such-program"])

    def test_a_child_dies_with_the_program(self):
        script = (
            "import sys; sys.path.insert(0, sys.argv[1]); from bakery_cli import proc;"
            "proc.run(['sh', '-c', 'echo $$; exec sleep 60'], on_line=lambda l:"
            "print(l, flush=True))"
        )
        parent = subprocess.Popen(
            [sys.executable, "-c", script, str(CHECKOUT)],
            stdout=subprocess.PIPE,
            text=True,
        )
        with parent:
            child = int(parent.stdout.readline())
            parent.kill()
        deadline = 100
        while proc.alive(child) and deadline:
            deadline -= 1
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(["sleep", "0.05"], timeout=1, check=True)
        self.assertFalse(proc.alive(child))

    def test_partial_folders_of_older_runs_are_removed(self):
        old = self.home / "tree.partial-1"
        (old / "sub").mkdir(parents=True)
        fresh = proc.fresh_partial(self.home / "tree")
        self.assertFalse(old.exists())
        self.assertNotEqual(fresh, old)


class TestState(Folder):
    def test_what_is_written_is_private_and_merged(self):
        state.write(self.settings, pid=1, url="x")
        state.write(self.settings, pid=2)
        self.assertEqual(state.read(self.settings), {"pid": 2, "url": "x"})
        self.assertEqual(state.path(self.settings).stat().st_mode & 0o077, 0)

    def test_a_torn_file_is_no_state(self):
        self.settings.make_folders()
        state.path(self.settings).write_text('{"pid": ')
        self.assertEqual(state.read(self.settings), {})

    def test_a_dead_server_is_not_running(self):
        state.write(self.settings, pid=2**22 + 1, url="http://127.0.0.1:1")
        self.assertIsNone(server.recorded(self.settings))

    def test_two_jobs_do_not_share_a_state_folder(self):
        script = (
            "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
            "from bakery_cli import state; from bakery_cli.settings import Settings;"
            "from bakery_cli.errors import BakeryError\n"
            "try:\n with state.alone(Settings(home=Path(sys.argv[2]))): print('in')\n"
            "except BakeryError: print('refused')"
        )
        command = [sys.executable, "-c", script, str(CHECKOUT), str(self.home)]
        with state.alone(self.settings):
            self.assertEqual(proc.output(command), "refused")
        self.assertEqual(proc.output(command), "in")


class TestReset(unittest.TestCase):
    def test_only_the_exact_name_goes_on(self):
        confirm("toko", "toko")
        for answer in ("", "Toko", "toko2", "y"):
            with self.subTest(answer=answer), self.assertRaises(BakeryError):
                confirm("toko", answer)


class TestAlone(Folder):
    """What has passed alone is tried again only when something below it changed."""

    def setUp(self):
        super().setUp()
        self.settings = Settings(home=self.home / "home", checkout=self.home)
        self.settings.make_folders()
        self.settings.config.mkdir()
        (self.settings.config / "requirements.txt").write_text("lxml==5.2.1\n")
        self._addon("cellar", "base")
        self._addon("house", "cellar")
        self._addon("shed", "base")
        tree = mock.Mock(version="19.0")
        require = mock.patch.object(testing.environment, "require")
        require.start().return_value = (None, tree)
        self.addCleanup(require.stop)

    def _addon(self, name, below):
        folder = self.settings.addons / name
        folder.mkdir(parents=True)
        (folder / "__manifest__.py").write_text(f"{{'depends': ['{below}']}}")

    def _pass_all(self):
        for name, key in testing._alone_keys(self.settings).items():
            testing._remember_alone(self.settings, name, key)

    def test_nothing_is_known_of_a_fresh_folder(self):
        self.assertEqual(testing.changed(self.settings), ["cellar", "house", "shed"])

    def test_what_passed_is_left_out(self):
        self._pass_all()
        self.assertEqual(testing.changed(self.settings), [])

    def test_a_change_reaches_all_that_builds_on_it(self):
        self._pass_all()
        (self.settings.addons / "cellar" / "model.py").write_text("x = 1")
        self.assertEqual(testing.changed(self.settings), ["cellar", "house"])

    def test_another_set_of_packages_changes_all(self):
        self._pass_all()
        (self.settings.config / "requirements.txt").write_text("lxml==5.3.0\n")
        self.assertEqual(testing.changed(self.settings), ["cellar", "house", "shed"])


class TestServer(unittest.TestCase):
    def test_a_taken_port_leads_to_the_next(self):
        import socket

        with socket.socket() as taken:
            taken.bind((server.INTERFACE, 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.assertGreater(server.free_port(port), port)

    def test_a_server_with_nothing_but_error_pages_is_given_up(self):
        import http.server
        import threading

        class Broken(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_error(500)

            def log_message(self, *args):
                pass

        broken = http.server.ThreadingHTTPServer((server.INTERFACE, 0), Broken)
        threading.Thread(target=broken.serve_forever, daemon=True).start()
        self.addCleanup(broken.server_close)
        self.addCleanup(broken.shutdown)
        odoo = server.Server(
            Settings(home=Path("none")), None, "toko", broken.server_port
        )
        alive = mock.Mock(poll=mock.Mock(return_value=None))
        with (
            mock.patch.object(server, "PATIENCE", 0),
            self.assertRaisesRegex(BakeryError, "500"),
        ):
            odoo._wait(alive, timeout=60)

    def _start_failing(self, changed):
        """Return what ``up`` says when the server of a database does not start."""
        failure = BakeryError("The server did not answer within 120 seconds.")
        with (
            mock.patch.object(up, "_serve", side_effect=failure),
            mock.patch.object(up.build, "changed_addons", return_value=changed),
            self.assertRaises(BakeryError) as caught,
        ):
            up._serve_or_explain(Settings(home=Path("none"), db="toko"), cluster=None)
        return str(caught.exception)

    def test_a_database_behind_its_addons_is_to_be_updated(self):
        self.assertIn("./bakery update", self._start_failing(["bakery_mrp"]))
        self.assertIn("did not answer", self._start_failing([]))


class TestDown(Folder):
    def test_a_cluster_in_use_stays_on(self):
        cluster = mock.Mock(external=False)
        with (
            mock.patch.object(down, "Cluster", return_value=cluster),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            down.run(self.settings, None)
            cluster.stop.assert_not_called()
            cluster.busy.return_value = False
            down.run(self.settings, None)
        self.assertEqual(cluster.stop.call_count, 3)


class TestOdooTree(Folder):
    def _tree(self, series="(19, 0, 0, FINAL, 0, '')", whole=True):
        odoo = self.home / "src" / "odoo"
        (odoo / "addons" / "web").mkdir(parents=True)
        (odoo / "release.py").write_text(f"version_info = {series}")
        if whole:
            (odoo / "addons" / "web" / "__manifest__.py").write_text("{}")
        return self.home / "src"

    def test_a_tree_of_the_users_own_is_taken(self):
        with mock.patch.dict(os.environ, {"ODOO_HOME": str(self._tree())}):
            self.assertEqual(odoo_source.find(self.settings).version, "19.0")

    def test_another_series_is_refused(self):
        path = self._tree(series="(18, 0, 0, FINAL, 0, '')")
        with (
            mock.patch.dict(os.environ, {"ODOO_HOME": str(path)}),
            self.assertRaisesRegex(BakeryError, "19.0"),
        ):
            odoo_source.find(self.settings)

    def test_a_half_unpacked_tree_is_not_taken(self):
        self._tree(whole=False).rename(self.home / "odoo")
        (self.home / "odoo" / "current").symlink_to(self.home / "odoo")
        with mock.patch.dict(os.environ):
            os.environ.pop("ODOO_HOME", None)
            self.assertIsNone(odoo_source.find(self.settings))

    def test_no_source_at_all_says_what_to_do(self):
        sources = ("_from_cache", "_from_sid", "_from_forky", "_from_archive")
        with contextlib.ExitStack() as stack:
            stack.enter_context(mock.patch.dict(os.environ))
            os.environ.pop("ODOO_HOME", None)
            for name in sources:
                failing = mock.Mock(side_effect=BakeryError(name))
                stack.enter_context(mock.patch.object(odoo_source, name, failing))
            stack.enter_context(
                self.assertRaisesRegex(BakeryError, "BAKERY_ODOO_ARCHIVE")
            )
            odoo_source.ensure(self.settings, self.home / "log")


class TestStatus(Folder):
    def test_status_of_nothing_is_json_all_the_same(self):
        done = subprocess.run(
            [sys.executable, CHECKOUT / "bakery", "status", "--json"],
            capture_output=True,
            text=True,
            env={**os.environ, "BAKERY_HOME": str(self.home)},
            check=False,
        )
        self.assertEqual(done.returncode, 3)
        self.assertFalse(json.loads(done.stdout)["server"]["running"])
