from .common import TillCommon

INGREDIENTS, GOODS = "bakery_11300010", "bakery_11300040"
COST, ROUNDING = "l10n_id_51000010", "bakery_51000055"


class TestTillBooks(TillCommon):
    def setUp(self):
        super().setUp()
        self.stock_up()

    def cost_of(self, session):
        cost = self.account(COST)
        lines = session.move_id.line_ids.filtered(lambda line: line.account_id == cost)
        return sum(lines.mapped("balance"))

    def test_grams_of_a_kilogram_cost_what_they_cost(self):
        session = self.open_till()
        self.sell(session, {self.latte: 2})
        self.close_till(session)
        self.assertEqual(self.cost_of(session), 720)
        self.assertEqual(self.balance(INGREDIENTS), 200000 - 720)
        self.assert_stock_ties_out(self.coffee)

    def test_every_unit_mix_costs_the_same(self):
        kits = [
            self.new_kit("Gram", {self.coffee: (100, self.gram)}),
            self.new_kit("Kilogram", {self.coffee: (0.1, self.kg)}),
        ]
        session = self.open_till()
        for kit in kits:
            self.sell(session, {kit: 1})
        self.close_till(session)
        self.assertEqual(self.cost_of(session), 2 * 2000)
        self.assert_stock_ties_out(self.coffee)

    def test_stock_taken_at_closing_costs_the_same(self):
        self.company.point_of_sale_update_stock_quantities = "closing"
        session = self.open_till()
        self.sell(session, {self.latte: 1, self.cake: 3})
        self.close_till(session)
        self.assertEqual(self.cost_of(session), 360 + 27000)
        self.assert_stock_ties_out(self.coffee, self.cake)

    def test_a_refund_brings_goods_and_cost_back(self):
        session = self.open_till()
        order = self.sell(session, {self.cake: 3})
        self.take_back(order)
        self.close_till(session)
        self.assertEqual(self.cost_of(session), 2 * 9000)
        self.assertEqual(self.balance(GOODS), 450000 - 18000)
        self.assert_stock_ties_out(self.cake)

    def test_an_invoiced_order_costs_once(self):
        session = self.open_till()
        order = self.sell(
            session, {self.cake: 2}, partner_id=self.customer.id, to_invoice=True
        )
        self.assertTrue(order.account_move)
        self.close_till(session)
        self.assertEqual(self.balance(COST), 18000)
        self.assert_stock_ties_out(self.cake)

    def test_an_order_invoiced_after_closing_costs_once(self):
        session = self.open_till()
        order = self.sell(session, {self.cake: 2}, partner_id=self.customer.id)
        self.close_till(session)
        order.action_pos_order_invoice()
        self.assertEqual(self.balance(COST), 18000)
        self.assert_stock_ties_out(self.cake)

    def test_revenue_and_cost_carry_the_outlet(self):
        session = self.open_till()
        self.sell(session, {self.cake: 1})
        self.close_till(session)
        results = session.move_id.line_ids.filtered(
            lambda line: line.account_id.internal_group in ("income", "expense")
        )
        self.assertEqual(len(results), 2)
        for line in results:
            self.assertEqual(line.analytic_distribution, {str(self.outlet.id): 100})

    def test_every_movement_names_its_entry(self):
        session = self.open_till()
        order = self.sell(session, {self.latte: 1, self.cake: 1})
        self.assertFalse(order.picking_ids.move_ids.account_move_id)
        self.close_till(session)
        self.assertEqual(order.picking_ids.move_ids.account_move_id, session.move_id)

    def test_fractions_gather_and_are_booked_apart(self):
        # 200,000 / 3 is no whole rupiah for a kilogram, and a gram even less.
        self.receive(self.order(3, 66666.666667, self.coffee))
        session = self.open_till()
        for _number in range(7):
            self.sell(session, {self.latte: 1})
        self.close_till(session)
        held = self.env["bakery.stock.ledger"]._balances(self.company, self.coffee)
        gap = abs(held[self.coffee.id] - self.coffee.total_value)
        self.assertLess(gap, 1)
        self.assertLessEqual(abs(self.balance(ROUNDING) or 0), 0.5 * 8)

    def test_a_difference_too_large_for_rounding_is_left_to_see(self):
        stranger = self.env["account.move"].create(
            {
                "journal_id": self.company.account_stock_journal_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "account_id": self.account(name).id,
                            "balance": amount,
                            "product_id": self.cake.id,
                        },
                    )
                    for name, amount in ((GOODS, 5000), (COST, -5000))
                ],
            }
        )
        stranger.action_post()
        session = self.open_till()
        self.sell(session, {self.cake: 1})
        self.close_till(session)
        self.assertFalse(self.balance(ROUNDING))
        self.assertEqual(self.balance(GOODS), 450000 + 5000 - 9000)
