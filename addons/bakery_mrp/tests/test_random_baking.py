from odoo.tests import TransactionCase, tagged

from .random_baking import play_seed


@tagged("post_install", "-at_install")
class TestRandomBaking(TransactionCase):
    def test_nothing_is_lost_in_random_production(self):
        """Some random production; ``./bakery prove baking`` plays much more of it."""
        failed, documents = play_seed(self.env, 7, steps=14)
        self.assertEqual(failed, [])
        self.assertGreater(documents, 10)
