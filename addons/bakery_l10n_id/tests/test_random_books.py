from odoo.tests import TransactionCase, tagged

from .random_books import RandomBooks, play_together


@tagged("post_install", "-at_install")
class TestRandomBooks(TransactionCase):
    """A sample of what ``./bakery prove books`` does at length."""

    def test_whatever_happens_the_books_tie_out(self):
        books = RandomBooks(self.env, 1, documents=(25, 35))
        books.prepare()
        self.assertEqual(books.play(months=3), [])
        self.assertGreater(sum(books.played.values()), 50)

    def test_two_companies_do_not_touch_each_other(self):
        failed, documents = play_together(self.env, (21, 22), months=1)
        self.assertEqual(failed, [])
        self.assertGreater(documents, 20)
