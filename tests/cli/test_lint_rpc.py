import tempfile
import unittest
from pathlib import Path

from bakery_cli.lint.rpc import silent

HEAD = "from odoo import api, models\n\n\nclass Cake(models.Model):\n"


class TestSilentMethods(unittest.TestCase):
    def found(self, *lines, head=HEAD, name="addons/cake/models/cake.py"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(head + "\n".join(f"    {line}" for line in lines))
            return silent(Path(folder), [name])

    def test_silence_is_found(self):
        for body in ("self.x = 1", "return", "return None"):
            with self.subTest(body):
                found = self.found("def bake(self):", f"    {body}")
                self.assertEqual(len(found), 1)
                self.assertIn("cake.py:5: bake", found[0])

    def test_an_answer_on_one_way_only_is_none(self):
        lines = ["def bake(self):", "    if self:", "        return", "    return True"]
        self.assertTrue(self.found(*lines))

    def test_the_answer_of_a_function_inside_does_not_count(self):
        lines = [
            "def bake(self):",
            "    def inner():",
            "        return 1",
            "    inner()",
        ]
        self.assertTrue(self.found(*lines))

    def test_an_answer_is_enough(self):
        self.assertFalse(self.found("def bake(self):", "    return True"))

    def test_what_nobody_calls_from_outside_may_be_silent(self):
        silence = ["def bake(self):", "    self.x = 1"]
        self.assertFalse(self.found("def _bake(self):", "    self.x = 1"))
        self.assertFalse(self.found("def init(self):", "    self.x = 1"))
        self.assertFalse(self.found("@api.private", *silence))
        self.assertFalse(self.found(*silence, head="class Cake:\n"))
        self.assertFalse(self.found(*silence, name="addons/cake/tests/test_cake.py"))
