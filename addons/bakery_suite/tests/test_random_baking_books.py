from odoo.tests import TransactionCase, tagged

from odoo.addons.bakery_mrp.tests.random_baking import play_seed

from .random_baking_books import RandomBakingBooks


@tagged("post_install", "-at_install")
class TestRandomBakingBooks(TransactionCase):
    def test_the_ledger_agrees_with_random_production(self):
        """Some random production; ``./bakery prove baking`` plays much more of it."""
        failed, documents = play_seed(self.env, 3, steps=6, kind=RandomBakingBooks)
        self.assertEqual(failed, [])
        self.assertGreater(documents, 4)
