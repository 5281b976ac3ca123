from odoo.tests import tagged

from .common import BakeryMrpPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestCheckQueries(BakeryMrpPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.env["mrp.production"].union(
            *(cls._order(1).sudo() for _number in range(51))
        )
        for order in cls.orders:
            order.state = "done"
            move = order.move_finished_ids
            lot = cls.env["stock.lot"].create(
                {"name": f"Q{order.id}", "product_id": cls.bun.id}
            )
            move._set_quantity_done(1)
            move.move_line_ids.lot_id = lot
            move.state = "done"

    def _count(self, ask, orders):
        self.env.flush_all()
        self.env.invalidate_all()
        orders.mapped("company_id.name")
        before = self.env.cr.sql_log_count
        ask(orders)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _one_and_fifty(self, ask):
        # The first call reads what stays in caches.
        self._count(ask, self.orders[:1])
        return self._count(ask, self.orders[:1]), self._count(ask, self.orders[1:])

    def test_without_plans_nothing_is_asked_of_the_database(self):
        self.orders._is_checked()
        for ask in (
            lambda orders: orders._ask_before(),
            lambda orders: orders._ask_after(),
            lambda orders: orders._check_asked_before(),
        ):
            self.assertEqual(self._one_and_fifty(ask), (0, 0))

    def test_making_checks_takes_no_more_for_fifty(self):
        self._plan("after")
        counts = []
        for orders in (self.orders[:1], self.orders[1:]):
            counts.append(self._count(lambda some: some._ask_after(), orders))
            self.assertEqual(len(orders.inspection_ids), len(orders))
            self.assertTrue(all(orders.inspection_ids.lot_id.mapped("quality_hold")))
        one, fifty = counts
        # A number for each of them comes from a sequence of the database.
        self.assertLessEqual(fifty - 49, one + 10)

    def test_the_list_of_the_tablet_takes_no_more_for_fifty(self):
        self._plan("after")
        self.orders._ask_after()
        one, fifty = self._one_and_fifty(
            lambda orders: [order._bake_checks_open() for order in orders]
        )
        self.assertLessEqual(fifty, one)

    def test_the_gate_takes_no_more_for_fifty(self):
        self._plan("before")
        one, fifty = self._one_and_fifty(lambda orders: orders._check_asked_before())
        self.assertLessEqual(fifty, one)
