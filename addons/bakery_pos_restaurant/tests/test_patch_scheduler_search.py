from unittest.mock import patch

from odoo.tests import tagged

from .common_stock import StockOfSalesCommon


@tagged("post_install", "-at_install")
class TestPatchSchedulerSearch(StockOfSalesCommon):
    """The rules that fire are those of stock Odoo, asked for once per product."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.stock_outbox = False
        cls.rule = cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": cls.bread.id,
                "location_id": cls.place.id,
                "product_min_qty": 98,
                "product_max_qty": 120,
            }
        )

    def moves(self, number):
        orders = self.env["pos.order"]
        for _turn in range(number):
            orders |= self.sync(self.line(self.bread), self.line(self.cake))
        return orders.picking_ids.move_ids

    def fired(self, moves):
        with patch.object(
            self.registry["stock.warehouse.orderpoint"],
            "_procure_orderpoint_confirm",
            autospec=True,
        ) as procured:
            moves._trigger_scheduler()
        return [call.args[0] for call in procured.call_args_list]

    def queries(self, moves):
        self.env.flush_all()
        self.env.invalidate_all()
        moves.mapped("product_qty")
        before = self.cr.sql_log_count
        self.fired(moves)
        return self.cr.sql_log_count - before

    def test_the_rule_fires_once(self):
        self.assertEqual(self.fired(self.moves(3)), [self.rule])

    def test_one_movement_fires_it_too(self):
        moves = self.moves(1)
        bread = moves.filtered(lambda move: move.product_id == self.bread)
        self.assertEqual(self.fired(bread), [self.rule])
        self.assertEqual(self.fired(moves - bread), [])

    def test_the_rule_notes_what_it_is_for(self):
        self.rule.product_min_qty = 0
        moves = self.moves(3).filtered(lambda move: move.product_id == self.bread)
        self.assertEqual(moves._that_may_reorder(), moves)

    def test_manual_rules_stay_silent(self):
        self.rule.trigger = "manual"
        self.assertEqual(self.fired(self.moves(2)), [])

    def test_asked_once_for_many_movements(self):
        few, many = self.moves(2), self.moves(20)
        self.assertLessEqual(self.queries(many), self.queries(few) + 1)
