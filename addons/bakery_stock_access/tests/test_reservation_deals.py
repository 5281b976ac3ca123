from odoo.tests import tagged

from .common_reservation import ReservationCommon


@tagged("post_install", "-at_install")
class TestReservationDeals(ReservationCommon):
    """Reservations follow their deal."""

    def test_delivery_takes_over_the_very_lots(self):
        product, lots = self.lots(20, 30)
        order = self.quotation(self.staff, 8, product)
        other = self.quotation(self.staff, 5, product)
        # The second lot is held because the first is when it is reserved.
        first = self.reserve(5, other, product_id=product.id)
        held = self.reserve(4, order, product_id=product.id)
        self.assertEqual(held.lot_names, "L1")
        first.action_release()
        order.with_user(self.staff).action_confirm()
        self.assertEqual(held.state, "converted")
        taken = {
            line.lot_id: line.quantity
            for line in order.order_line.move_ids.move_line_ids
        }
        self.assertEqual(taken, {lots[1]: 4, lots[0]: 4})
        self.assertEqual(order.order_line.move_ids.state, "assigned")
        self.assertEqual(self.free(product), 2)

    def test_confirmation_that_fails_keeps_the_reservation(self):
        reservation = self.reserve(4)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.order.action_confirm()
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertEqual(reservation.state, "reserved")
        self.assertEqual(self.free(), 96)

    def test_scarce_goods_go_to_the_order_that_held_them(self):
        rival = self.quotation(self.admin, 100)
        self.reserve(10)
        rival.action_confirm()
        self.order.action_confirm()
        self.assertEqual(self.order.order_line.move_ids.quantity, 10)
        self.assertEqual(rival.order_line.move_ids.quantity, 90)

    def test_manual_reservation_of_deliveries_still_takes_over(self):
        self.own.out_type_id.reservation_method = "manual"
        self.reserve(4)
        self.order.action_confirm()
        move = self.order.order_line.move_ids
        self.assertGreaterEqual(move.quantity, 4)

    def test_opportunity_hands_over_to_its_order(self):
        reservation = self.reserve(6, self.lead)
        sugar = self.env["product.product"].create(
            {"name": "Gula Uji", "is_storable": True}
        )
        self.stock(self.own, 10, sugar)
        kept = self.reserve(2, self.lead, product_id=sugar.id)
        self.order.opportunity_id = self.lead
        self.order.action_confirm()
        self.assertEqual(reservation.state, "converted")
        self.assertEqual(kept.state, "reserved")
        self.assertEqual(self.free(), 90)

    def test_what_the_opportunity_holds_counts_for_the_order(self):
        self.reserve(6, self.lead)
        self.order.opportunity_id = self.lead
        with self.assertRaisesRegex(Exception, "has 4 .* left to reserve, not 5"):
            self.reserve(5)
        self.reserve(4)

    def test_other_warehouse_is_given_back(self):
        reservation = self.reserve(4, warehouse_id=self.other.id)
        self.order.action_confirm()
        self.assertEqual(reservation.state, "released")
        self.assertEqual(self.free(warehouse=self.other), 100)
        self.assertEqual(self.free(), 90)

    def test_cancelled_order(self):
        reservation = self.reserve(4)
        self.order.with_user(self.staff)._action_cancel()
        self.assertEqual(reservation.state, "released")
        self.assertEqual(self.free(), 100)

    def test_deleted_order(self):
        reservation = self.reserve(4)
        self.order.unlink()
        self.assertEqual(reservation.state, "released")
        self.assertEqual(reservation.user_id, self.staff)
        self.assertEqual(self.free(), 100)

    def test_deleted_line(self):
        line = self.order.order_line
        by_line = self.reserve(4, sale_line_id=line.id)
        by_order = self.reserve(3)
        line.unlink()
        self.assertEqual({by_line.state, by_order.state}, {"released"})
        self.assertEqual(self.free(), 100)

    def test_smaller_line_holds_less(self):
        first, second = self.reserve(6), self.reserve(4)
        self.order.order_line.product_uom_qty = 5
        self.assertEqual((first.state, first.reserved_quantity), ("reserved", 5))
        self.assertEqual(second.state, "released")
        self.assertEqual(self.free(), 95)

    def test_lost_opportunity(self):
        reservation = self.reserve(4, self.lead)
        self.lead.with_user(self.staff).action_set_lost()
        self.assertEqual(reservation.state, "released")

    def test_deleted_opportunity(self):
        reservation = self.reserve(4, self.lead)
        self.lead.unlink()
        self.assertEqual(reservation.state, "released")
        self.assertEqual(self.free(), 100)

    def test_merged_opportunities_hold_together(self):
        other = self.opportunity(self.staff)
        reservation = self.reserve(4, other)
        (self.lead | other)._merge_opportunity(auto_unlink=True)
        left = (self.lead | other).exists()
        self.assertEqual(reservation.lead_id, left)
        self.assertEqual(reservation.state, "reserved")
