import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

from bakery_cli import build
from bakery_cli.settings import Settings


class TestLayers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = Path(folder.name)
        self.settings = Settings(home=root / "home", checkout=root)
        (root / "config").mkdir()
        (root / "config" / "requirements.txt").write_text("a==1")
        for name, depends in (
            ("bakery_suite", ["sale", "bakery_mrp"]),
            ("bakery_mrp", ["mrp"]),
            ("bakery_demo", ["bakery_suite"]),
        ):
            self._write(name, "__manifest__.py", repr({"depends": depends}))
            self._write(name, "tests/test_x.py", "1")
        self.tree = SimpleNamespace(version="19.0")

    def _write(self, addon, path, text):
        target = self.settings.addons / addon / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def _names(self, demo=True):
        layers = build.layers(self.settings, self.tree, demo)
        return [layer.database for layer in layers]

    def test_only_other_peoples_modules_are_in_the_lowest_layer(self):
        self.assertEqual(build.foreign_modules(self.settings), ("mrp", "sale"))

    def test_an_empty_bakery_has_no_demo_layer(self):
        self.assertEqual(self._names(demo=False), self._names()[:2])

    def test_a_change_in_the_demo_builds_only_the_demo_anew(self):
        before = self._names()
        self._write("bakery_demo", "data/x.csv", "id")
        after = self._names()
        self.assertEqual(before[:2], after[:2])
        self.assertNotEqual(before[2], after[2])

    def test_a_change_in_an_addon_keeps_the_stock_layer(self):
        before = self._names()
        self._write("bakery_mrp", "models/x.py", "pass")
        after = self._names()
        self.assertEqual(before[0], after[0])
        self.assertTrue(before[1] != after[1] and before[2] != after[2])

    def test_a_new_dependency_builds_everything_anew(self):
        before = self._names()
        manifest = repr({"depends": ["mrp", "stock"]})
        self._write("bakery_mrp", "__manifest__.py", manifest)
        self.assertFalse(set(before) & set(self._names()))

    def test_a_changed_test_builds_nothing_anew(self):
        before = self._names()
        self._write("bakery_mrp", "tests/test_x.py", "2")
        self.assertEqual(self._names(), before)


class TestClone(unittest.TestCase):
    def test_names_fit_postgresql(self):
        layer = build.Layer("suite", build.digest("x"), ())
        self.assertLess(len(f"{layer.database}_partial"), 63)
