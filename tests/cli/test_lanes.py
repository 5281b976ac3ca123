import threading
import unittest
from itertools import chain
from unittest.mock import patch

from bakery_cli import lanes


class TestLanes(unittest.TestCase):
    def test_lanes_get_about_the_same(self):
        weights = {"mrp": 5, "pos": 4, "books": 3, "access": 2, "suite": 1, "demo": 1}
        shares = lanes.shares(weights, 2)
        self.assertEqual(sorted(chain(*shares)), sorted(weights))
        self.assertEqual([sum(weights[k] for k in share) for share in shares], [8, 8])

    def test_one_heavy_piece_keeps_a_lane_to_itself(self):
        self.assertEqual(lanes.shares({"a": 9, "b": 1, "c": 1}, 2), [["a"], ["b", "c"]])

    def test_no_more_lanes_than_work_or_processors(self):
        with patch("os.cpu_count", return_value=2):
            self.assertEqual([lanes.count(n) for n in (0, 1, 2, 9)], [1, 1, 2, 2])

    def test_work_runs_side_by_side_and_comes_back_in_order(self):
        # Each piece waits for the other: one after the other would never end.
        together = threading.Barrier(2, timeout=10)

        def work(job):
            together.wait()
            return job

        with patch("os.cpu_count", return_value=2):
            self.assertEqual(list(lanes.run(work, [2, 1])), [2, 1])

    def test_an_error_of_one_piece_is_raised(self):
        def work(job):
            return 1 / job

        with self.assertRaises(ZeroDivisionError):
            list(lanes.run(work, [1, 0]))
