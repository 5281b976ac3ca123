from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_stock import StockOfSalesCommon


@tagged("post_install", "-at_install")
class TestAutoLots(StockOfSalesCommon):
    """What a till sells without naming lots leaves in those that expire first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.auto_lots = True
        shelf = cls.env["product.category"].create(
            {
                "name": "Kue Basah Uji",
                "removal_strategy_id": cls.env.ref("product_expiry.removal_fefo").id,
            }
        )
        cls.tart = cls.env["product.product"].create(
            {
                "name": "Tart Uji",
                "list_price": 22000,
                "available_in_pos": True,
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
                "taxes_id": [(6, 0, cls.tax.ids)],
                "categ_id": shelf.id,
            }
        )
        now = fields.Datetime.now()
        cls.late, cls.early = cls.env["stock.lot"].create(
            [
                {
                    "name": name,
                    "product_id": cls.tart.id,
                    "company_id": cls.company.id,
                    "expiration_date": now + timedelta(days=days),
                    "removal_date": now + timedelta(days=days),
                }
                for name, days in (("UJI-AKHIR", 5), ("UJI-AWAL", 2))
            ]
        )
        for lot in (cls.late, cls.early):
            cls.env["stock.quant"]._update_available_quantity(
                cls.tart, cls.place, 4, lot_id=lot
            )

    def lots(self, order):
        return [
            (line.lot_id, line.quantity) for line in order.picking_ids.move_line_ids
        ]

    def test_first_expired_leaves_first(self):
        order = self.sync(self.line(self.tart, 3))
        self.post()
        self.assertEqual(self.row(order).state, "done")
        self.assertEqual(self.lots(order), [(self.early, 3)])

    def test_over_two_lots(self):
        order = self.sync(self.line(self.tart, 6))
        self.post()
        self.assertEqual(
            sorted(self.lots(order), key=lambda row: row[1]),
            [(self.late, 2), (self.early, 4)],
        )

    def test_many_orders_at_once(self):
        orders = [self.sync(self.line(self.tart, 2)) for _turn in range(3)]
        self.post()
        taken = [self.lots(order) for order in orders]
        self.assertEqual(
            taken, [[(self.early, 2)], [(self.early, 2)], [(self.late, 2)]]
        )

    def test_named_lot_is_taken(self):
        line = {
            **self.line(self.tart, 1),
            "pack_lot_ids": [(0, 0, {"lot_name": self.late.name})],
        }
        order = self.sync(line)
        self.post()
        self.assertEqual(self.lots(order), [(self.late, 1)])

    def test_at_the_sale_without_outbox(self):
        self.till.stock_outbox = False
        order = self.sync(self.line(self.tart, 3))
        self.assertEqual(self.lots(order), [(self.early, 3)])

    def test_more_than_the_books_know_goes_below_zero(self):
        order = self.sync(self.line(self.tart, 9))
        self.post()
        self.assertEqual(self.row(order).state, "done")
        self.assertEqual(sum(quantity for _lot, quantity in self.lots(order)), 9)
        self.assertEqual(self.here(self.tart), (-1, -1))

    def test_without_any_lot_it_is_a_problem(self):
        quants = self.env["stock.quant"].search([("product_id", "=", self.tart.id)])
        quants.sudo().unlink()
        (self.early | self.late).unlink()
        order = self.sync(self.line(self.tart, 2))
        self.post()
        self.assertEqual(self.row(order).state, "problem")
        self.assertIn("Tart Uji", self.row(order).error)
        self.assertEqual(order.state, "paid", "and the sale is saved")

    def test_expired_lots_stay(self):
        self.early.expiration_date = fields.Datetime.now() - timedelta(hours=1)
        self.early.removal_date = self.early.expiration_date
        order = self.sync(self.line(self.tart, 2))
        self.post()
        self.assertEqual(self.lots(order), [(self.late, 2)])

    def test_what_comes_back_is_of_its_lot(self):
        order = self.sync(self.line(self.tart, 3))
        self.post()
        refund = self.sync(
            self.line(self.tart, -2, refunded=order.lines), is_refund=True
        )
        self.post()
        self.assertEqual(self.row(refund).state, "done")
        self.assertEqual(self.lots(refund), [(self.early, 2)])
        self.assertEqual(self.early.product_qty, 3)

    def test_ingredients_of_kits_too(self):
        self.coffee.tracking = "lot"
        lot = self.env["stock.lot"].create(
            {"name": "KOPI-1", "product_id": self.coffee.id}
        )
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.coffee.id), ("location_id", "=", self.place.id)]
        )
        quant.lot_id = lot
        order = self.sync(self.line(self.latte, 2))
        self.post()
        line = order.picking_ids.move_line_ids.filtered("lot_id")
        self.assertEqual((line.lot_id, line.quantity), (lot, 36))

    def test_off_leaves_lots_to_the_till(self):
        self.till.auto_lots = False
        order = self.sync(self.line(self.tart, 3))
        self.post()
        self.assertEqual(self.row(order).state, "problem")
