from odoo.tests import TransactionCase, tagged

from .random_books import RandomBooks


@tagged("post_install", "-at_install")
class TestRandomBooks(TransactionCase):
    """A sample of what ``./bakery prove books`` does at length."""

    SEEDS = (1, 2)
    MONTHS = 3

    def test_whatever_happens_the_books_tie_out(self):
        for seed in self.SEEDS:
            with self.subTest(seed=seed):
                books = RandomBooks(self.env, seed, documents=(20, 30))
                books.prepare()
                self.assertEqual(books.play(self.MONTHS), [])
                self.assertGreater(sum(books.played.values()), 30)
