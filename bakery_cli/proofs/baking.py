"""Random production on clones of one database, checked after every step."""

from .books import Books

SCRIPT = """
import logging
from odoo.addons.bakery_mrp.tests.random_baking import play_seed
from odoo.addons.bakery_suite.tests.random_baking_books import RandomBakingBooks
logging.getLogger("odoo").setLevel(logging.ERROR)
failed, documents = play_seed(env, {seed}, {steps}, RandomBakingBooks)
print("PROVED", len(failed), documents)
for row in failed:
    print("FAILED", row)
"""


class Baking(Books):
    """Proves that no goods and no value get lost or doubled in production."""

    NAME = "baking"
    DRIVERS = (
        *Books.DRIVERS,
        ("bakery_mrp", "random_baking.py"),
        ("bakery_suite", "random_baking_books.py"),
    )

    def _size(self):
        return self.args.steps

    def _script(self, seed):
        return SCRIPT.format(seed=seed, steps=self.args.steps)
