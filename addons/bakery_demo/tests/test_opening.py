from odoo.exceptions import UserError

from ..hooks import opening_day, pre_init_hook
from .common import BakeryDemoCommon


class TestOpening(BakeryDemoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("base.main_company")
        cls.opening = cls.company.account_opening_move_id

    def test_the_ledger_shows_the_value_of_the_stock(self):
        products = self.env["product.product"].search([("is_storable", "=", True)])
        ledger = self.env["bakery.stock.ledger"]
        balances = ledger._balances(self.company, products)
        self.assertGreater(sum(balances.values()), 0)
        for product in products:
            with self.subTest(product=product.default_code):
                held = balances[product.id]
                self.assertAlmostEqual(held, product.total_value, delta=1)

    def test_the_books_balance(self):
        [(debit, credit)] = self.env["account.move.line"]._read_group(
            [("parent_state", "=", "posted")], [], ["debit:sum", "credit:sum"]
        )
        self.assertEqual(debit, credit)
        self.assertEqual(self.opening.state, "posted")

    def test_average_cost_keeps_the_fractions_of_a_rupiah(self):
        flour = self.demo("product_bhn_tepung_pro")
        flour._update_standard_price()
        self.assertAlmostEqual(flour.standard_price, 11.6, 4)

    def test_the_opening_lies_before_every_other_movement(self):
        self.assertEqual(self.opening.date, opening_day())
        first = self.env["stock.move"].search([], order="date, id", limit=1)
        self.assertTrue(first.is_inventory)
        self.assertEqual(first.date.date(), opening_day())

    def test_no_lot_is_expired(self):
        lots = self.demo_all("stock.lot")
        self.assertTrue(lots)
        for lot in lots:
            with self.subTest(lot=lot.name):
                self.assertTrue(lot.removal_date)
                self.assertGreaterEqual(lot.expiration_date, lot.removal_date)
                self.assertGreater(lot.removal_date, lot.create_date)

    def test_perishables_are_tracked_by_lot(self):
        perishable = self.stocked("ingredient").filtered("use_expiration_date")
        self.assertGreaterEqual(len(perishable), 10)
        self.assertEqual(set(perishable.mapped("tracking")), {"lot"})

    def test_a_company_that_is_not_set_up_is_refused(self):
        self.company.chart_template = False
        with self.assertRaises(UserError):
            pre_init_hook(self.env)
