from odoo.tests import new_test_user, tagged

from .common import BakeryPosRestaurantCommon


@tagged("post_install", "-at_install")
class TestCashierStockRights(BakeryPosRestaurantCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = new_test_user(
            cls.env, "uji-kasir", groups="point_of_sale.group_pos_user"
        )
        cls.product = cls.env["product.product"].create(
            {
                "name": "Roti Lot",
                "is_storable": True,
                "tracking": "lot",
                "available_in_pos": True,
                "list_price": 10000,
            }
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        lot = cls.env["stock.lot"].create(
            {"name": "UJI-1", "product_id": cls.product.id}
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, cls.warehouse.lot_stock_id, 5, lot_id=lot
        )
        cls.config = cls.env["pos.config"].create({"name": "Kasir Uji"})
        cls.config.picking_type_id = cls.warehouse.pos_type_id
        cls.config.open_ui()

    def _order(self, quantity):
        total = 10000 * quantity
        return self.env["pos.order"].create(
            {
                "session_id": self.config.current_session_id.id,
                "company_id": self.env.company.id,
                "amount_tax": 0,
                "amount_total": total,
                "amount_paid": total,
                "amount_return": 0,
                "lines": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "qty": quantity,
                            "price_unit": 10000,
                            "price_subtotal": total,
                            "price_subtotal_incl": total,
                            "pack_lot_ids": [(0, 0, {"lot_name": "UJI-1"})],
                        },
                    )
                ],
            }
        )

    def _pick(self, order):
        picking_type = self.config.picking_type_id
        return (
            self.env["stock.picking"]
            .with_user(self.cashier)
            ._create_picking_from_pos_order_lines(
                picking_type.default_location_dest_id.id,
                order.lines.with_user(self.cashier),
                picking_type.with_user(self.cashier),
            )
        )

    def test_a_cashier_sells_goods_with_lots(self):
        picking = self._pick(self._order(2)).sudo()
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.move_line_ids.lot_id.name, "UJI-1")
        self.assertEqual(self.product.qty_available, 3)

    def test_the_cashier_is_given_no_rights_with_it(self):
        picking = self._pick(self._order(1))
        self.assertFalse(picking.env.su)
        self.assertFalse(self.cashier.has_group("stock.group_stock_user"))
