from odoo.fields import Command
from odoo.tests import tagged

from .common_kitchen import KitchenCommon

MOST_QUERIES = 25


@tagged("post_install", "-at_install")
class TestSpeed(KitchenCommon):
    """What the kitchen costs, in queries, does not grow with what is ordered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bakery.kitchen.display"].create(
            [
                {
                    "name": name,
                    "company_id": cls.company.id,
                    "station_ids": [Command.set(stations.ids)],
                    "mode": mode,
                }
                for name, stations, mode in (
                    ("Layar Dapur", cls.kitchen, "prep"),
                    ("Layar Bar", cls.bar, "prep"),
                    ("Layar Expo", cls.expo, "expo"),
                )
            ]
        )

    def queries_of(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        order.save()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def added_by_send(self, number):
        """Return how many queries sending adds to saving ``number`` lines."""
        plain, asked = self.order(self.first), self.order(self.second)
        for order in (plain, asked):
            for _each in range(number // 2):
                order.add(self.rice, 1)
                order.add(self.latte, 1)
        asked.ask()
        added = self.queries_of(asked) - self.queries_of(plain)
        for order in (plain, asked):
            order.save()
            order.cancel()
        return added

    def test_queries_of_a_send(self):
        self.added_by_send(2)
        few, many = self.added_by_send(2), self.added_by_send(20)
        self.assertLessEqual(many, MOST_QUERIES)
        self.assertLessEqual(many, few + 1)
