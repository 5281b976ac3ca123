import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

from bakery_cli.errors import BakeryError
from bakery_cli.proofs.comparison import Run, differing, tags, tried_again
from bakery_cli.proofs.stock import SUITES, Stock, suites_of
from bakery_cli.proofs.stock_runner import BESIDE, WITHOUT
from bakery_cli.settings import Settings

A, B, C = (f"stock.tests.test_x.TestX.test_{name}" for name in "abc")
SETUP = "setUpClass (stock.tests.test_x.TestX)"


def recorded(passed=(), failed=(), skipped=()):
    """Return what the driver writes for these tests."""
    outcome = dict.fromkeys(passed, "passed") | dict.fromkeys(skipped, "skipped")
    outcome |= dict.fromkeys(failed, "failed")
    return {"outcome": outcome, "reasons": dict.fromkeys(failed, "1 != 2")}


class ScriptedRunner:
    """Plays prepared records instead of starting Odoo.

    :ivar played: ``(side, tags)`` of each run asked for.
    """

    version, key = "19.0", "stock-1"

    def __init__(self, *records, program="ours-1"):
        self.records = list(records)
        self.played = []
        self.program = program
        self.note = lambda text: None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def key_beside(self):
        return self.program

    def run(self, side, tags, log_name):
        self.played.append((side, tags))
        return self.records.pop(0)


class TestComparison(unittest.TestCase):
    def test_a_class_that_cannot_start_is_no_test(self):
        run = Run.of(recorded(passed=[A], failed=[SETUP]))
        self.assertEqual((run.ran, run.failed), (1, [SETUP]))

    def test_single_tests_and_whole_classes_have_tags(self):
        self.assertEqual(tags([A, B]), "/stock:TestX.test_a,/stock:TestX.test_b")
        self.assertEqual(tags([SETUP]), "/stock:TestX")

    def test_what_a_second_try_finds_counts(self):
        first = recorded(passed=[A], failed=[B])
        both = tried_again(first, [B], recorded(passed=[B]))
        self.assertEqual(both, recorded(passed=[A, B]))

    def test_a_class_that_starts_at_the_second_try_brings_its_tests(self):
        both = tried_again(recorded(failed=[SETUP]), [SETUP], recorded(passed=[A, B]))
        self.assertEqual(Run.of(both), Run(2))

    def test_common_failures_do_not_differ(self):
        without, beside = Run(3, [A]), Run(3, [A, B], [C])
        self.assertEqual(differing(without, beside), [B, C])


class TestSuites(unittest.TestCase):
    def test_names_are_separated_by_commas(self):
        self.assertEqual(suites_of("mrp, stock"), ["mrp", "stock"])
        self.assertEqual(suites_of(",".join(SUITES)), list(SUITES))

    def test_others_are_refused(self):
        for text in ("", ",", "stock,website"):
            with self.subTest(text=text), self.assertRaises(BakeryError):
                suites_of(text)


class TestStock(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = Path(folder.name)
        self.settings = Settings(home=root / "home", checkout=root / "checkout")
        self.file = self.settings.checkout / "tests" / "stock" / "19.0.json"

    def _prove(self, *records, **options):
        """Return whether the suite passes, what was run, and what was said."""
        program = options.pop("program", "ours-1")
        suite = options.pop("suite", "stock")
        runner = ScriptedRunner(*records, program=program)
        with (
            contextlib.redirect_stdout(io.StringIO()) as said,
            Stock(self.settings, runner, **options) as proof,
        ):
            same = proof.of(suite)
        self.assertFalse(runner.records, "fewer runs than expected")
        return same, runner.played, said.getvalue()

    def test_the_same_on_both_sides_passes(self):
        good = recorded(passed=[A, B])
        same, played, said = self._prove(good, good)
        self.assertTrue(same)
        self.assertEqual(played, [(WITHOUT, "/stock"), (BESIDE, "/stock")])
        self.assertIn("2 tests", said)

    def test_what_was_proved_is_not_run_again(self):
        good = recorded(passed=[A])
        self._prove(good, good)
        self.assertEqual(self._prove()[:2], (True, []))

    def test_another_program_runs_only_our_side(self):
        good = recorded(passed=[A])
        self._prove(good, good)
        _same, played, _said = self._prove(good, program="ours-2")
        self.assertEqual(played, [(BESIDE, "/stock")])

    def test_other_stock_modules_run_both_sides(self):
        good = recorded(passed=[A])
        self._prove(good, good)
        text = self.file.read_text().replace("stock-1", "stock-0")
        self.file.write_text(text)
        self._prove(good, good, again=True)

    def test_both_sides_can_be_asked_for(self):
        good = recorded(passed=[A])
        self._prove(good, good)
        self._prove(good, good, again=True, baseline=True)

    def test_other_suites_are_kept_when_one_runs_again(self):
        good = recorded(passed=[A])
        self._prove(good, good)
        self._prove(good, good, suite="mrp", again=True, baseline=True)
        self.assertEqual(self._prove()[:2], (True, []))

    def test_a_failure_beside_our_addons_only_fails_by_name(self):
        good, bad = recorded(passed=[A, B]), recorded(passed=[A], failed=[B])
        one = recorded(failed=[B])
        same, played, said = self._prove(good, bad, one, recorded(passed=[B]))
        self.assertFalse(same)
        only = "/stock:TestX.test_b"
        self.assertEqual(played[2:], [(BESIDE, only), (WITHOUT, only)])
        self.assertIn(B, said)
        self.assertIn("1 != 2", said)

    def test_a_failure_is_told_again_from_memory(self):
        good, bad = recorded(passed=[B]), recorded(failed=[B])
        self._prove(good, bad, bad, good)
        same, played, said = self._prove()
        self.assertEqual((same, played), (False, []))
        self.assertIn(B, said)

    def test_a_failure_that_a_second_try_does_not_confirm_passes(self):
        good, bad = recorded(passed=[A]), recorded(failed=[A])
        self.assertTrue(self._prove(good, bad, good)[0])

    def test_a_test_that_fails_by_itself_on_both_sides_joins_the_baseline(self):
        good, bad = recorded(passed=[A]), recorded(failed=[A])
        self.assertTrue(self._prove(good, bad, bad, bad)[0])
        written = json.loads(self.file.read_text())
        self.assertEqual(written["suites"]["stock"]["failed"], [A])

    def test_the_baseline_holds_only_what_fails_twice(self):
        first, again = recorded(failed=[A, B]), recorded(passed=[A], failed=[B])
        beside = recorded(passed=[A], failed=[B])
        self.assertTrue(self._prove(first, again, beside)[0])
        written = json.loads(self.file.read_text())
        self.assertEqual(written["suites"]["stock"]["failed"], [B])

    def test_tests_that_are_not_reached_fail(self):
        same, _played, said = self._prove(recorded([A, B]), recorded([A]))
        self.assertFalse(same)
        self.assertIn("2 → 1", said)

    def test_an_excused_test_may_differ(self):
        good, bad = recorded(passed=[A]), recorded(failed=[A])
        self._prove(good, good)
        text = json.loads(self.file.read_text())
        text["excused"] = {A: "counts the installed modules"}
        self.file.write_text(json.dumps(text))
        same, _played, _said = self._prove(bad, program="ours-2")
        self.assertTrue(same)
