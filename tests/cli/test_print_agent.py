import contextlib
import io
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from bakery_cli.main import main


class TestPrintAgent(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_it(self, *options):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["print-agent", "--home", str(self.folder), *options])
        return code, err.getvalue()

    def test_one_file_runs_by_itself(self):
        path = self.folder / "agent.pyz"
        self.assertEqual(self.run_it("--write", str(path)), (0, ""))
        done = subprocess.run(
            [sys.executable, "-I", str(path), "--help"],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("--token-file", done.stdout)

    def test_same_source_same_file(self):
        paths = [self.folder / name for name in ("one", "two")]
        for path in paths:
            self.run_it("--write", str(path))
        one, two = (path.read_bytes() for path in paths)
        self.assertEqual(one, two)

    def test_what_is_missing_is_said(self):
        code, said = self.run_it("--server", "https://roti.example.com")
        self.assertEqual((code, len(said.splitlines())), (1, 1))
        self.assertIn("--token-file", said)

    def test_where_nothing_can_be_written(self):
        code, said = self.run_it("--write", str(self.folder))
        self.assertEqual((code, len(said.splitlines())), (1, 1))
