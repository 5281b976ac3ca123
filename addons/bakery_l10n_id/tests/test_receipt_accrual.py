from unittest.mock import patch

from odoo.exceptions import UserError

from .common import BooksCommon

STOCK, OWED = "bakery_11300010", "bakery_21150010"
VARIANCE, COST = "bakery_51000035", "l10n_id_51000010"


class TestReceiptAccrual(BooksCommon):
    def test_a_receipt_is_stock_and_owed(self):
        self.receive(self.order(100, 20000))
        self.assertEqual(self.balance(STOCK), 2000000)
        self.assertEqual(self.balance(OWED), -2000000)
        self.assert_stock_ties_out()

    def test_the_bill_settles_what_is_owed(self):
        order = self.order(100, 20000)
        self.receive(order)
        self.bill(order)
        self.assertEqual(self.balance(STOCK), 2000000)
        self.assert_nothing_owed()
        self.assertEqual(self.balance("l10n_id_21100010"), -2000000)

    def test_a_dearer_bill_makes_the_stock_dearer(self):
        order = self.order(100, 20000)
        self.receive(order)
        self.bill(order, price=22000)
        self.assertEqual(self.balance(STOCK), 2200000)
        self.assertEqual(self.balance(VARIANCE), 0)
        self.assert_nothing_owed()
        self.assert_stock_ties_out()

    def test_what_is_gone_takes_its_share_of_the_difference(self):
        order = self.order(100, 20000)
        self.receive(order)
        self.move_out(60)
        self.bill(order, price=22000)
        self.assertEqual(self.balance(COST), 1200000)
        self.assertEqual(self.balance(VARIANCE), 120000)
        self.assertEqual(self.balance(STOCK), 880000)
        self.assert_nothing_owed()
        self.assert_stock_ties_out()

    def test_a_bill_before_the_receipt_waits_for_the_goods(self):
        order = self.order(100, 20000)
        self.bill(order, price=21000)
        self.assertEqual(self.balance(STOCK), 0)
        self.assertEqual(self.balance(OWED), 2100000)
        self.receive(order)
        self.assertEqual(self.balance(STOCK), 2100000)
        self.assert_nothing_owed()
        self.assert_stock_ties_out()

    def test_a_bill_and_its_credit_before_any_goods_leave_the_difference(self):
        order = self.order(3, 1500)
        self.bill(order)
        self.bill(order, price=1520, kind="in_refund")
        self.assert_nothing_owed()
        self.assertEqual(self.balance(VARIANCE), -60)

    def test_part_by_part(self):
        order = self.order(100, 20000)
        self.receive(order, 40)
        self.bill(order, 30, 22000)
        self.assertEqual(self.balance(OWED), -200000)
        self.receive(order, 60)
        self.assertEqual(self.balance(OWED), -1400000)
        self.bill(order, 70, 19000)
        self.assertEqual(self.balance(STOCK), 30 * 22000 + 70 * 19000)
        self.assert_nothing_owed()
        self.assert_stock_ties_out()

    def test_a_return_reverses_what_is_owed(self):
        order = self.order(100, 20000)
        picking = self.receive(order)
        self.send_back(picking, 30)
        self.assertEqual(self.balance(STOCK), 1400000)
        self.assertEqual(self.balance(OWED), -1400000)
        self.bill(order, 70)
        self.assert_nothing_owed()

    def test_a_return_at_another_cost_leaves_the_price_of_the_order_owed(self):
        self.receive(self.order(100, 10000))
        order = self.order(100, 20000)
        picking = self.receive(order)
        self.bill(order)
        self.bill(self.env["purchase.order"].search([], order="id", limit=1))
        self.send_back(picking, 30)
        # The goods leave at the average of 15,000; the vendor owes 20,000 for each.
        self.assertEqual(self.balance(OWED), 600000)
        self.assertEqual(self.balance(VARIANCE), -150000)
        self.assert_stock_ties_out()

    def test_a_bill_taken_back_leaves_the_books_as_before(self):
        order = self.order(100, 20000)
        self.receive(order)
        self.move_out(60)
        bill = self.bill(order, price=22000)
        bill.button_draft()
        self.assertEqual(self.balance(STOCK), 800000)
        self.assertEqual(self.balance(OWED), -2000000)
        self.assertEqual(self.balance(VARIANCE), 0)
        self.assert_stock_ties_out()

    def test_posting_again_posts_nothing_twice(self):
        order = self.order(100, 20000)
        self.receive(order)
        bill = self.bill(order, price=22000)
        bill.button_draft()
        bill.action_post()
        self.assertEqual(self.balance(STOCK), 2200000)
        self.assert_nothing_owed()
        ledger = self.env["bakery.stock.ledger"]
        self.assertFalse(ledger._align(self.company, self.flour, order.order_line))

    def test_a_bill_of_goods_that_came_is_followed_once(self):
        order = self.order(100, 20000)
        self.receive(order)
        ledger = type(self.env["bakery.stock.ledger"])
        with patch.object(ledger, "_align", autospec=True) as align:
            self.bill(order, price=22000)
        self.assertEqual(align.call_count, 1)

    def test_a_bill_cancelled_by_a_credit_note_leaves_the_receipt_owed(self):
        order = self.order(100, 20000)
        self.receive(order)
        bill = self.bill(order)
        bill._reverse_moves([{"invoice_date": self.today()}], cancel=True)
        self.assertEqual(self.balance(STOCK), 2000000)
        self.assertEqual(self.balance(OWED), -2000000)
        self.assert_stock_ties_out()

    def test_goods_sold_before_they_came_get_their_real_cost(self):
        self.flour.with_company(self.company).standard_price = 18000
        self.move_out(5)
        self.receive(self.order(10, 20000))
        self.assertEqual(self.balance(STOCK), 5 * 20000)
        self.assertEqual(self.balance(COST), 5 * 18000)
        self.assertEqual(self.balance(VARIANCE), 5 * 2000)
        self.assert_stock_ties_out()

    def test_a_correction_of_a_received_quantity_is_followed(self):
        order = self.order(100, 20000)
        picking = self.receive(order)
        picking.move_ids.move_line_ids.quantity = 90
        self.assertEqual(self.balance(STOCK), 1800000)
        self.assert_stock_ties_out()

    def test_sacks_of_grams_equal_the_order_line(self):
        sugar = self.new_product("Gula", self.ingredients, self.gram)
        order = self.order(25, 17333, sugar, product_uom_id=self.kg.id)
        self.receive(order)
        self.assertEqual(self.balance(STOCK), order.amount_untaxed)
        self.assert_stock_ties_out(sugar)

    def test_waste_and_counts_have_accounts_of_their_own(self):
        self.receive(self.order(100, 20000))
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.flour.id,
                "scrap_qty": 3,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        scrap.do_scrap()
        self.assertEqual(self.balance("bakery_51000040"), 60000)
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.flour.id), ("location_id", "=", self.stock.id)]
        )
        quant.inventory_quantity = 95
        quant.action_apply_inventory()
        self.assertEqual(self.balance("bakery_51000050"), 40000)
        self.assert_stock_ties_out()

    def test_a_transfer_between_outlets_posts_nothing(self):
        self.receive(self.order(100, 20000))
        outlet = self.env["stock.warehouse"].create(
            {"name": "Toko", "code": "TKO", "company_id": self.company.id}
        )
        before = self.env["account.move.line"].search_count([])
        self.move(10, self.flour, self.stock, outlet.lot_stock_id)
        self.assertEqual(self.env["account.move.line"].search_count([]), before)

    def test_a_new_cost_revalues_the_stock(self):
        picking = self.receive(self.order(100, 20000))
        picking.move_ids.date = "2026-01-01"
        self.flour.with_company(self.company).standard_price = 21000
        self.assertEqual(self.balance(STOCK), 2100000)
        self.assertEqual(self.balance(VARIANCE), -100000)

    def test_a_caller_cannot_talk_the_entry_away(self):
        clerk = self.env["res.users"].create(
            {
                "name": "Gudang",
                "login": "uji-gudang-jurnal",
                "group_ids": [(6, 0, self.env.ref("stock.group_stock_user").ids)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        self.receive(self.order(50, 20000))
        picking = self.order(100, 20000).picking_ids
        picking.move_ids.picked = True
        picking.with_user(clerk).with_context(
            stock_entry_by_session=True,
            stock_counterpart_account_id=self.account("l10n_id_11110001").id,
            ledger_date="2000-01-01",
        ).button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.balance(OWED), -3000000)
        self.assertEqual(self.balance(STOCK), 3000000)
        self.assertFalse(self.balance("l10n_id_11110001"))
        self.assertFalse(self.balance(VARIANCE))

    def test_samples_for_free_are_worth_nothing(self):
        self.receive(self.order(10, 20000))
        self.move_out(10)
        self.receive(self.order(5, 0))
        self.move_out(2)
        self.assertFalse(self.balance(STOCK))
        self.assert_stock_ties_out()

    def test_freight_goes_to_what_is_there_and_what_is_gone(self):
        picking = self.receive(self.order(100, 20000))
        self.move_out(60)
        self.freight(picking, 50000)
        self.assertEqual(self.balance(STOCK), 800000 + 20000)
        self.assert_stock_ties_out()

    def test_it_does_not_start_without_its_accounts(self):
        other = self.env["res.company"].create({"name": "PT Tanpa Bagan"})
        with self.assertRaisesRegex(UserError, "PT Tanpa Bagan"):
            other.receipt_accrual = True


class TestWithoutAccrual(BooksCommon):
    accrual = False

    def test_stock_odoo_posts_at_the_bill(self):
        order = self.order(100, 20000)
        self.receive(order)
        self.assertEqual(self.balance(STOCK), 0)
        self.bill(order)
        self.assertEqual(self.balance(STOCK), 2000000)
        self.assertEqual(self.balance(OWED), 0)

    def test_it_starts_from_the_value_of_what_is_there(self):
        self.receive(self.order(100, 20000))
        self.company.receipt_accrual = True
        self.assertEqual(self.balance(STOCK), 2000000)

    def test_items_hold_what_odoo_would_compute(self):
        picking = self.receive(self.order(3, 17333.33))
        items = picking.move_ids.account_move_id.line_ids
        # What the addon gives an item, so that it is not computed line by line.
        names = ["journal_id", "company_id", "company_currency_id", "currency_id"]
        names += ["debit", "credit", "amount_currency", "price_subtotal", "price_total"]
        names += ["is_storno", "sequence", "display_type", "product_uom_id", "quantity"]
        names += ["partner_id", "tax_ids", "tax_line_id", "tax_group_id"]
        given = items.read(names)
        for name in names:
            self.env.add_to_compute(items._fields[name], items)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(items.read(names), given)
        self.assertEqual(items.mapped("price_subtotal"), items.mapped("balance"))
