import unittest

from bakery_cli.errors import BakeryError
from bakery_cli.proofs.books import seeds_of


class TestSeeds(unittest.TestCase):
    def test_ranges_and_single_seeds(self):
        self.assertEqual(seeds_of("1-3,7"), [1, 2, 3, 7])

    def test_what_names_no_seeds_is_refused(self):
        for text in ("", "a", "1-", "1;2"):
            with self.subTest(text=text), self.assertRaises(BakeryError):
                seeds_of(text)
