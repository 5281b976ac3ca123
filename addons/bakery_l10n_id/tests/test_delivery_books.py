from odoo.fields import Command

from .common import TillCommon

GOODS, COST = "bakery_11300040", "l10n_id_51000010"


class TestDeliveryBooks(TillCommon):
    """What is delivered outside the tills: cost at delivery, none on the invoice."""

    def setUp(self):
        super().setUp()
        self.stock_up()

    def invoice(self, product, quantity=1, kind="out_invoice"):
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "invoice_date": self.today(),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": 25000,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def test_the_cost_is_booked_when_goods_leave(self):
        self.move_out(4, self.cake)
        self.assertEqual(self.balance(COST), 36000)
        self.assert_stock_ties_out(self.cake)

    def test_the_invoice_books_no_cost(self):
        self.move_out(4, self.cake)
        invoice = self.invoice(self.cake, 4)
        self.assertFalse(
            invoice.line_ids.filtered(lambda line: line.display_type == "cogs")
        )
        self.assertEqual(self.balance(COST), 36000)

    def test_the_invoice_of_a_kit_can_be_posted(self):
        self.assertEqual(self.invoice(self.latte).state, "posted")

    def test_goods_that_come_back_bring_their_cost(self):
        move = self.move_out(4, self.cake)
        back = self.move(4, self.cake, self.customers, self.stock)
        self.assertTrue(back.account_move_id)
        self.assertEqual(self.balance(COST), 0)
        self.assertEqual(move.value, back.value)
        self.assert_stock_ties_out(self.cake)
