import os

from odoo.tests import tagged

from .common_screen import ScreenCommon
from .random_kitchen import RandomKitchen

STEPS = int(os.environ.get("BAKERY_KITCHEN_STEPS", "60"))
SEEDS = os.environ.get("BAKERY_KITCHEN_SEEDS", "1,2")


@tagged("post_install", "-at_install")
class TestRandomKitchen(ScreenCommon):
    """Some random evenings; BAKERY_KITCHEN_STEPS and _SEEDS play longer ones."""

    def test_nothing_is_lost_or_doubled(self):
        for seed in SEEDS.split(","):
            with self.subTest(seed=seed), self.env.cr.savepoint() as point:
                RandomKitchen(self, int(seed)).play(STEPS)
                point.rollback()
                self.env.invalidate_all()
