from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bakery_mrp.tests.common_margin import MarginCommon

from .common_till import TillMixin


class TillMarginCommon(TillMixin, MarginCommon):
    """A till that sells the bread of two lots; see each case for its transfers."""

    allow_inherited_tests_method = True
    _at_closing = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.point_of_sale_update_stock_quantities = (
            "closing" if cls._at_closing else "real"
        )
        cls.open_till()
        cls.cashier = cls.user(
            "kasir-uji", "point_of_sale.group_pos_user,stock.group_stock_user"
        )

    def row(self, lot, qty, price=10_000, **values):
        name = lot and lot.name
        return {
            "product": self.bread,
            "qty": qty,
            "price": price,
            "lot": name,
            "tax": self.tax,
            **values,
        }

    def close(self, session):
        session.with_user(self.cashier).action_pos_session_closing_control()
        self.assertEqual(session.state, "closed")

    def assert_till_books(self, session):
        """Compare with the receipts, the entry of the session and its moves."""
        revenue, cost = self.total("revenue", "cost")
        orders = session.order_ids
        receipts = sum(orders.lines.mapped("price_subtotal"))
        entry = session.move_id.line_ids.filtered(
            lambda item: (
                item.account_id.internal_group == "income" and not item.tax_line_id
            )
        )
        moves = (orders.picking_ids | session.picking_ids).move_ids
        self.assertEqual(set(moves.mapped("state")), {"done"})
        worth = sum(
            move.value * (1 if move.location_dest_id.usage == "customer" else -1)
            for move in moves
        )
        self.assertAlmostEqual(revenue, receipts, 2)
        self.assertAlmostEqual(revenue, -sum(entry.mapped("balance")), 2)
        self.assertAlmostEqual(cost, worth, 2)


class MarginCases:
    """What holds whether transfers are made for each sale or at closing."""

    def test_lots_discounts_and_refunds(self):
        session = self.session()
        self.receipt(session, [self.row(self.cheap, 3), self.row(self.dear, 2)])
        self.receipt(session, [self.row(self.cheap, 2, discount=50)])
        self.receipt(session, [self.row(self.dear, -1)])
        self.close(session)
        rows = self.rows()
        self.assertEqual(set(rows.mapped("source")), {"till"})
        self.assertEqual(rows.till_id, self.till)
        self.assertEqual(rows.warehouse_id, self.warehouse)
        self.assertEqual(rows.user_id, self.cashier)
        for lot, domain, quantity, revenue in (
            (self.cheap, [], 5, 40_000),
            (self.dear, [("quantity", ">", 0)], 2, 20_000),
            (self.dear, [("quantity", "<", 0)], -1, -10_000),
        ):
            domain = [("lot_id", "=", lot.id), *domain]
            sold, earned = self.total("quantity", "revenue", domain=domain)
            self.assertAlmostEqual(sold, quantity)
            self.assertAlmostEqual(earned, revenue)
        self.assertAlmostEqual(self.total("cost"), 18_000)
        self.assertAlmostEqual(self.total("batch_cost"), 5 * 2_000 + 4_000)
        self.assert_till_books(session)

    def test_goods_without_lots_and_a_discount_of_the_receipt(self):
        jam = self.product("Selai Uji", self.piece, tracking="none")
        jam.write({"categ_id": self.category.id, "standard_price": 1_000})
        self.move(jam, 50, self.vendors, self.stock)
        voucher = self.env["product.product"].create(
            {"name": "Potongan Uji", "type": "service", "available_in_pos": True}
        )
        session = self.session()
        jars = {"product": jam, "qty": 2, "price": 5_000, "tax": self.tax}
        self.receipt(
            session,
            [
                self.row(self.cheap, 3),
                jars,
                {"product": voucher, "qty": 1, "price": -4_000, "tax": self.tax},
            ],
        )
        self.receipt(session, [{**jars, "qty": 1}])
        self.close(session)
        # A tenth off 30,000 and 10,000; the last jar at its price.
        for goods, revenue in ((self.bread, 27_000), (jam, 14_000)):
            domain = [("goods_id", "=", goods.id)]
            self.assertAlmostEqual(self.total("revenue", domain=domain), revenue)
        self.assert_till_books(session)

    def test_kits_and_what_kits_are_made_of(self):
        jam = self.product("Selai Uji", self.piece, tracking="none")
        jam.write({"categ_id": self.category.id, "standard_price": 1_000})
        self.move(jam, 50, self.vendors, self.stock)
        pair, box = (
            self.product(name, self.piece, tracking="none") for name in ("Duo", "Kado")
        )
        for kit, parts in ((pair, [(jam, 2)]), (box, [(pair, 1), (jam, 1)])):
            self.env["mrp.bom"].create(
                {
                    "product_tmpl_id": kit.product_tmpl_id.id,
                    "type": "phantom",
                    "bom_line_ids": [
                        Command.create({"product_id": part.id, "product_qty": quantity})
                        for part, quantity in parts
                    ],
                }
            )
        session = self.session()
        sale = {"product": box, "qty": 2, "price": 20_000, "tax": self.tax}
        self.receipt(session, [sale, self.row(self.cheap, 1)])
        self.close(session)
        rows = self.rows([("product_id", "=", box.id)])
        self.assertEqual(rows.goods_id, jam)
        self.assertAlmostEqual(sum(rows.mapped("quantity")), 2)
        self.assertAlmostEqual(sum(rows.mapped("revenue")), 40_000)
        self.assertAlmostEqual(sum(rows.mapped("cost")), 6_000)
        self.assert_till_books(session)


@tagged("post_install", "-at_install")
class TestMarginAtSale(MarginCases, TillMarginCommon):
    def test_rows_know_receipt_and_customer(self):
        session = self.session()
        order = self.receipt(
            session, [self.row(self.cheap, 3)], partner_id=self.cafe.id
        )
        row = self.rows()
        self.assertEqual((row.pos_order_id, row.partner_id), (order, self.cafe))

    def test_what_never_left_is_in_no_row(self):
        session = self.session()
        self.receipt(session, [self.row(self.cheap, 3)])
        # Put back to what it is while its transfer waits for somebody.
        session.order_ids.picking_ids.move_ids.state = "assigned"
        self.assertFalse(self.rows())


@tagged("post_install", "-at_install")
class TestMarginAtClosing(MarginCases, TillMarginCommon):
    _at_closing = True
