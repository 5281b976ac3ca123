from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_reservation import ReservationCommon


@tagged("post_install", "-at_install")
class TestReservationRefusals(ReservationCommon):
    """Bad input is refused in one sentence, and leaves nothing behind."""

    def refused(self, message, *args, error=UserError, **kwargs):
        before = self.Reservation.search_count([])
        with self.assertRaisesRegex(error, message):
            self.reserve(*args, **kwargs)
        self.assertEqual(self.Reservation.search_count([]), before)
        self.assertEqual(self.free(), 100)

    def test_more_than_the_deal(self):
        self.refused("has 10 .* left to reserve, not 11", 11)

    def test_more_than_the_line(self):
        line = self.order.order_line
        line.copy({"order_id": self.order.id, "product_uom_qty": 20})
        self.refused("left to reserve", 11, sale_line_id=line.id)

    def test_what_an_addon_says_of_an_opportunity(self):
        self.patch(self.env.registry["crm.lead"], "_reservable_quantity", lambda *a: 3)
        self.refused("has 3 .* left to reserve", 4, self.lead)

    def test_nothing_or_less(self):
        self.refused("more than 0", 0)
        self.refused("more than 0", -1, self.lead)

    def test_past(self):
        self.refused("before now", 1, date_expiry=self.in_days(-1))

    def test_service(self):
        service = self.env["product.product"].create(
            {"name": "Antar", "type": "service"}
        )
        order = self.quotation(self.staff, 1, service)
        self.refused("is a service", 1, order, product_id=service.id)

    def test_untracked_goods(self):
        bag = self.env["product.product"].create({"name": "Kantong"})
        order = self.quotation(self.staff, 1, bag)
        self.refused("not tracked", 1, order, product_id=bag.id)

    def test_goods_that_are_not_in_the_order(self):
        other = self.env["product.product"].create(
            {"name": "Lain", "is_storable": True}
        )
        self.refused("has 0 .* left", 1, product_id=other.id)

    def test_unit_of_another_kind(self):
        hour = self.env.ref("uom.product_uom_hour")
        self.refused("not counted in", 1, product_uom_id=hour.id)

    def test_both_or_no_deal(self):
        self.refused("one opportunity or one", 1, lead_id=self.lead.id)
        self.refused("one opportunity or one", 1, self.env["crm.lead"])

    def test_confirmed_and_cancelled_orders(self):
        order = self.quotation(self.staff, 1)
        order._action_cancel()
        self.refused("no quotation any more", 1, order)

    def test_lost_opportunity(self):
        self.lead.action_set_lost()
        self.refused("lost or archived", 1, self.lead)

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Toko Asing"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        ) or self.env["stock.warehouse"].create(
            {"name": "Asing", "code": "ASG", "company_id": company.id}
        )
        self.refused("another company", 1, warehouse_id=warehouse.id)
        lead = self.opportunity(self.staff, company_id=company.id, user_id=False)
        self.refused("another company", 1, lead)

    def test_unknown_value(self):
        self.refused("no value “state”", 1, state="reserved")

    def test_longer_than_the_goods_keep(self):
        product, lots = self.lots(2, 4)
        if "removal_date" not in lots._fields:
            return
        order = self.quotation(self.staff, 9, product)
        values = {"product_id": product.id}
        self.refused(
            "must leave the shelf", 9, order, date_expiry=self.in_days(5), **values
        )
        reservation = self.reserve(9, order, date_expiry=self.in_days(3), **values)
        with self.assertRaisesRegex(UserError, "must leave the shelf"):
            reservation.action_extend(self.in_days(6))

    def test_state_is_not_written(self):
        reservation = self.reserve(4).with_user(self.admin)
        for values in (
            {"state": "expired"},
            {"outcome": "converted"},
            {"reserved_quantity": 9},
            {"move_ids": [(5,)]},
        ):
            with self.assertRaisesRegex(AccessError, "by its buttons only"):
                reservation.write(values)
        with self.assertRaisesRegex(UserError, "release it and reserve anew"):
            reservation.quantity = 9
        with self.assertRaisesRegex(UserError, "part of the history"):
            reservation.unlink()
        with self.assertRaisesRegex(AccessError, "by its buttons only"):
            self.Reservation.with_user(self.admin).create(
                {
                    "order_id": self.order.id,
                    "product_id": self.product.id,
                    "quantity": 1,
                    "outcome": "converted",
                }
            )

    def test_movement_is_not_changed_by_hand(self):
        move = self.reserve(4).move_ids.with_user(self.clerk)
        for change in (
            lambda: move.write({"product_uom_qty": 1}),
            lambda: move.move_line_ids.unlink(),
            lambda: move.move_line_ids.write({"quantity": 1}),
            lambda: move._action_cancel(),
        ):
            with self.assertRaises(AccessError), mute_logger("odoo.sql_db"):
                change()
        self.assertEqual(self.free(), 96)
