from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_reservation import ReservationCommon


@tagged("post_install", "-at_install")
class TestReservationRights(ReservationCommon):
    """Who may reserve for whose deals, and who sees it."""

    def test_administrator_reserves_for_all(self):
        self.assertEqual(self.reserve(4, user=self.admin).state, "reserved")
        self.assertEqual(
            self.reserve(1, user=self.admin, warehouse_id=self.other.id).state,
            "reserved",
        )

    def test_staff_reserve_for_their_own_deals(self):
        reservation = self.reserve(4, user=self.staff)
        self.assertEqual(reservation.state, "reserved")
        reservation.with_user(self.staff).action_release()
        self.assertEqual(reservation.state, "released")
        self.assertEqual(self.reserve(1, self.lead, self.staff).state, "reserved")

    def test_staff_and_the_deals_of_others(self):
        order = self.quotation(self.admin, 10)
        with self.assertRaises(AccessError):
            self.reserve(4, order, self.staff)
        reservation = self.reserve(4, order)
        visible = self.Reservation.with_user(self.staff)
        self.assertFalse(visible.search([("id", "=", reservation.id)]))
        with self.assertRaises(AccessError):
            reservation.with_user(self.staff).action_release()
        self.assertEqual(self.free(), 96)

    def test_refusal_of_a_foreign_deal_names_the_right_and_is_recorded(self):
        order = self.quotation(self.admin, 10)
        role = self.role_with("crm_all")
        self.env["bakery.access.assignment"].create(
            {"user_id": self.staff.id, "role_id": role.id}
        )
        self.assertEqual(self.reserve(4, order, self.staff).state, "reserved")
        order.user_id = self.staff
        seller = self.user_of(self.role_with("crm_own", "sale_price"), login="penjual")
        mine = self.quotation(seller, 1)
        denial = self.env.registry["bakery.access.denial"]
        with (
            patch.object(denial, "_record", autospec=True) as record,
            self.assertRaisesRegex(AccessError, "Reservations: reserve goods"),
        ):
            self.reserve(1, mine, seller)
        right = self.env["bakery.access.right"]._of_code("reserve")
        self.assertEqual(record.call_args.args[1]["right_id"], right.id)

    def test_hidden_warehouse(self):
        with self.assertRaisesRegex(AccessError, "Reservations: reserve goods"):
            self.reserve(1, user=self.staff, warehouse_id=self.other.id)

    def test_clerk_sees_what_is_held_in_the_warehouse_only(self):
        here, there = self.reserve(1), self.reserve(1, warehouse_id=self.other.id)
        seen = self.Reservation.with_user(self.clerk).search([])
        self.assertIn(here, seen)
        self.assertNotIn(there, seen)
        self.assertNotIn("lead_id", seen.fields_get())

    def test_clerk_is_refused_by_the_orm(self):
        reservation = self.reserve(1).with_user(self.clerk)
        for change in (
            lambda: self.reserve(1, user=self.clerk),
            lambda: reservation.action_release(),
            lambda: reservation.action_extend(self.in_days(5)),
            lambda: reservation.write({"date_expiry": self.in_days(5)}),
            lambda: reservation.unlink(),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_only_managers_extend(self):
        reservation = self.reserve(1, user=self.staff)
        self.assertFalse(reservation.with_user(self.staff).can_extend)
        with self.assertRaisesRegex(AccessError, "Reservations: settings"):
            reservation.with_user(self.staff).action_extend(self.in_days(9))
        until = self.in_days(9)
        reservation.with_user(self.admin).action_extend(str(until))
        self.assertEqual(reservation.date_expiry, until)
        with self.assertRaisesRegex(Exception, "before now"):
            reservation.with_user(self.admin).action_extend(self.in_days(-1))

    def test_salesman_without_role_reserves_as_odoo_lets_him_sell(self):
        if self.env.company.access_control:
            self.env.company.access_control = False
        seller = new_test_user(
            self.env, "bebas", groups="sales_team.group_sale_salesman"
        )
        order = self.quotation(seller, 5)
        reservation = self.reserve(5, order, seller)
        self.assertEqual(reservation.state, "reserved")
        foreign = self.reserve(1)
        visible = self.Reservation.with_user(seller).search([])
        self.assertIn(reservation, visible)
        self.assertNotIn(foreign, visible)

    def test_portal_and_others_see_nothing(self):
        user = new_test_user(self.env, "tamu", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.Reservation.with_user(user).search([])
