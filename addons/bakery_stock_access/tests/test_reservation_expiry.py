from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from .common_reservation import ReservationCommon

STOCK = "odoo.addons.bakery_stock_access.models.bakery_stock_reservation_stock"


@tagged("post_install", "-at_install")
class TestReservationExpiry(ReservationCommon):
    """What is over is given back, in batches."""

    def setUp(self):
        super().setUp()
        # The test's transaction is not to be committed.
        self.progress = self.startPatcher(
            patch.object(
                self.env.registry["ir.cron"],
                "_commit_progress",
                side_effect=lambda *args, **kwargs: 60,
            )
        )

    def test_after_its_time_only(self):
        reservation = self.reserve(4)
        with freeze_time(self.in_days(2)):
            self.Reservation._cron_expire()
            self.assertEqual(reservation.state, "reserved")
        with freeze_time(self.in_days(4)):
            self.Reservation._cron_expire()
            self.assertEqual(reservation.state, "expired")
            self.Reservation._cron_expire()
        self.assertEqual(self.free(), 100)

    def test_in_batches(self):
        reservations = self.Reservation.browse()
        for _number in range(5):
            reservations |= self.reserve(1)
        self.overdue(reservations)
        self.Reservation._cron_expire(batch_size=2)
        self.assertEqual(set(reservations.mapped("state")), {"expired"})
        self.assertEqual(self.progress.call_count, 3)

    def test_one_that_fails_does_not_stop_the_others(self):
        reservations = self.reserve(1) | self.reserve(2) | self.reserve(3)
        self.overdue(reservations)
        bad = reservations[1]
        close = type(self.Reservation)._close

        def failing(records, outcome):
            if bad in records:
                raise ValueError("a movement that cannot be cancelled")
            return close(records, outcome)

        self.patch(self.env.registry["bakery.stock.reservation"], "_close", failing)
        with mute_logger(STOCK):
            self.Reservation._cron_expire()
        self.assertEqual(
            reservations.mapped("state"), ["expired", "reserved", "expired"]
        )

    def test_waiting_and_partial_expire_too(self):
        order = self.quotation(self.staff, 500)
        reservation = self.reserve(500, order)
        self.overdue(reservation)
        self.Reservation._cron_expire()
        self.assertEqual(reservation.state, "expired")
        self.picking("receipt", self.own, quantity=20, state="done")
        self.assertEqual(self.free(), 120)


@tagged("post_install", "-at_install", "bakery_two_cursors")
class TestReservationExpiryTogether(BaseCase):
    """Two processes that expire at once, each with a connection of its own."""

    def environment(self):
        cursor = db_connect(get_db_name()).cursor()
        self.addCleanup(cursor.close)
        return api.Environment(cursor, SUPERUSER_ID, {})

    def setUp(self):
        super().setUp()
        env = self.environment()
        product = env["product.product"].create(
            {"name": "Bersamaan", "is_storable": True}
        )
        lead = env["crm.lead"].create({"name": "Bersamaan"})
        warehouse = env["stock.warehouse"].search([], limit=1)
        reservation = env["bakery.stock.reservation"].create(
            {
                "lead_id": lead.id,
                "product_id": product.id,
                "quantity": 1,
                "warehouse_id": warehouse.id,
            }
        )
        reservation.action_reserve()
        env.flush_all()
        # Raw SQL: a reservation cannot be made to end before now.
        env.cr.execute(
            "UPDATE bakery_stock_reservation SET date_expiry = now() AT TIME ZONE 'UTC'"
            " - interval '1 day' WHERE id = %s",
            [reservation.id],
        )
        env.cr.commit()
        self.ids = reservation.id, product.id, lead.id
        self.addCleanup(self.forget)

    def forget(self):
        """Remove what was committed."""
        env = self.environment()
        reservation_id, product_id, lead_id = self.ids
        # Raw SQL: the history is closed to deletion.
        for table, column, value in (
            ("stock_move_line", "product_id", product_id),
            ("stock_move", "product_id", product_id),
            ("bakery_stock_reservation", "id", reservation_id),
            ("crm_lead", "id", lead_id),
        ):
            env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s = %s",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    value,
                )
            )
        env["product.product"].browse(product_id).product_tmpl_id.unlink()
        env.cr.commit()

    def test_the_second_leaves_alone_what_the_first_has(self):
        one, two = self.environment(), self.environment()
        first = one["bakery.stock.reservation"].browse(self.ids[0])
        second = two["bakery.stock.reservation"].browse(self.ids[0])
        self.assertEqual(first.try_lock_for_update(), first)
        two["bakery.stock.reservation"]._cron_expire()
        two.invalidate_all()
        self.assertEqual(second.state, "waiting")
        first._expire()
        one.cr.commit()
        with mute_logger("odoo.sql_db"):
            # This connection still looks at what was before.
            two["bakery.stock.reservation"]._cron_expire()
        two["bakery.stock.reservation"]._cron_expire()
        two.invalidate_all()
        self.assertEqual(second.state, "expired")
        self.assertEqual(len(second.move_ids), 1)
