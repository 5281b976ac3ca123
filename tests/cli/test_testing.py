import unittest

from bakery_cli.testing import Result, first_problem, read_odoo_log, read_unittest

STAMP = "2026-08-02 07:00:00,000 123"
END = f"{STAMP} INFO t odoo.tests.result: 0 failed, 0 error(s) of 5 tests when loading"
SKIP = f"{STAMP} INFO t odoo.addons.bakery_mrp.tests.test_x: skipped TestX.test_y : "


class TestOdooLog(unittest.TestCase):
    def test_all_passed(self):
        result = read_odoo_log(END)
        self.assertEqual((result.passed, result.failed, result.skipped), (5, 0, 0))

    def test_a_failed_test_counts_once(self):
        log = "\n".join(
            (
                f"{STAMP} ERROR t odoo.addons.bakery_mrp.tests.test_x: FAIL: X.test_y",
                END.replace("0 failed", "1 failed").replace("INFO", "ERROR"),
            )
        )
        result = read_odoo_log(log)
        self.assertEqual((result.passed, result.failed), (4, 1))

    def test_a_warning_fails_the_run(self):
        result = read_odoo_log(f"{STAMP} WARNING t odoo.models: odd\n{END}")
        self.assertEqual(result.failed, 1)
        self.assertIn("odd", result.problems[0])

    def test_a_known_warning_of_a_package_does_not(self):
        line = (
            f"{STAMP} WARNING t py.warnings: /x/zeep/utils.py:1: DeprecationWarning: "
            "'cgi' is deprecated"
        )
        self.assertEqual(read_odoo_log(f"{line}\n{END}").failed, 0)
        self.assertIsNone(first_problem(line))

    def test_a_skipped_test_is_counted(self):
        result = read_odoo_log(f"{SKIP}not today\n{END}")
        self.assertEqual((result.passed, result.failed, result.skipped), (4, 0, 1))

    def test_a_skipped_browser_test_fails_the_run(self):
        result = read_odoo_log(f"{SKIP}Chrome executable not found\n{END}")
        self.assertEqual((result.failed, result.skipped), (1, 1))

    def test_no_result_at_all_is_a_failure(self):
        self.assertEqual(read_odoo_log("nothing happened").failed, 1)


class TestUnittestReport(unittest.TestCase):
    def test_failures_errors_and_skips_are_told_apart(self):
        report = (
            "FAIL: test_a (x.Y)\nERROR: test_b (x.Y)\n"
            "Ran 10 tests in 0.1s\n\nFAILED (failures=1, errors=1, skipped=2)"
        )
        result = read_unittest(report)
        self.assertEqual((result.passed, result.failed, result.skipped), (6, 2, 2))
        self.assertEqual(len(result.problems), 2)

    def test_a_run_that_found_no_test_passes_nothing(self):
        self.assertEqual(read_unittest("").passed, 0)


class TestResult(unittest.TestCase):
    def test_results_of_lanes_add_up(self):
        lanes = [Result(3, 1, 0, ["a"]), Result(2, 0, 1, ["b"])]
        self.assertEqual(sum(lanes, Result()), Result(5, 1, 1, ["a", "b"]))
