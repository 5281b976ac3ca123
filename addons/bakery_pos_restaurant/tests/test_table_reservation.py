import json
from datetime import timedelta

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_floor import FloorCommon

NOON = fields.Datetime.now().replace(hour=5, minute=0, second=0, microsecond=0)


class ReservationCommon(FloorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.live_floor = True
        cls.reservations = cls.env["bakery.table.reservation"].with_user(cls.seller)

    def values(self, start=NOON, **values):
        return {
            "name": "Budi Uji",
            "table_id": self.first.id,
            "date_start": fields.Datetime.to_string(start),
            "hours": 2,
            **values,
        }

    def reserve(self, start=NOON, **values):
        return self.reservations.create(self.values(start, **values))


@tagged("post_install", "-at_install")
class TestTableReservation(ReservationCommon):
    def assert_refused(self, error, **values):
        with (
            self.assertRaises(error),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.reserve(**values)

    def test_table_is_kept_once(self):
        kept = self.reserve()
        self.assertEqual(kept.date_end, NOON + timedelta(hours=2))
        self.assertEqual(kept.company_id, self.company)
        for minutes in (-119, 0, 30, 119):
            self.assert_refused(
                ExclusionViolation, start=NOON + timedelta(minutes=minutes)
            )
        self.reserve(start=NOON + timedelta(hours=2))
        self.reserve(start=NOON - timedelta(hours=2))
        self.reserve(table_id=self.second.id)

    def test_what_is_cancelled_frees_the_table(self):
        first = self.reserve()
        first.state = "cancelled"
        second = self.reserve()
        with (
            self.assertRaises(ExclusionViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            first.state = "booked"
            first.flush_recordset()
        second.state = "absent"
        self.env.flush_all()
        first.invalidate_recordset()
        first.state = "booked"
        first.flush_recordset()

    def test_moving_is_reserving(self):
        self.reserve()
        other = self.reserve(table_id=self.second.id)
        with (
            self.assertRaises(ExclusionViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            other.table_id = self.first
            other.flush_recordset()

    def test_bad_input(self):
        for values in ({"hours": 0}, {"hours": -1}, {"hours": 25}, {"hours": 1e12}):
            self.assert_refused(CheckViolation, **values)
        for guests in (0, -1, 1000):
            self.assert_refused(CheckViolation, guests=guests)

    def test_who_may_reserve(self):
        kept = self.reserve()
        stranger = new_test_user(
            self.env, "orang-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            kept.with_user(stranger).read(["phone"])
        with self.assertRaises(AccessError):
            self.reservations.with_user(stranger).create(self.values())
        with self.assertRaises(AccessError):
            kept.unlink()

    def test_tables_of_another_company(self):
        kept = self.reserve()
        elsewhere = self.env["res.company"].create({"name": "Kafe Lain"})
        other = new_test_user(
            self.env,
            "kasir-lain",
            groups="base.group_user,point_of_sale.group_pos_user",
            company_id=elsewhere.id,
            company_ids=[Command.set(elsewhere.ids)],
        )
        mine = self.env(user=other, context={})["bakery.table.reservation"]
        self.assertFalse(mine.search([("id", "=", kept.id)]))
        with self.assertRaises(AccessError):
            mine.create(self.values(start=NOON + timedelta(days=1)))

    def test_till_knows_what_is_near(self):
        now = fields.Datetime.now()
        near = self.reserve(start=now + timedelta(hours=1))
        self.reserve(start=now + timedelta(days=3))
        self.reserve(start=now - timedelta(hours=5), table_id=self.second.id)
        rows = self.reservations._load_pos_data_search_read({}, self.till)
        self.assertEqual([row["id"] for row in rows], near.ids)
        self.till.live_floor = False
        self.assertFalse(self.reservations._load_pos_data_search_read({}, self.till))
        models = self.env["pos.session"]._load_pos_data_models(self.till)
        self.assertIn("bakery.table.reservation", models)

    def test_tills_are_told(self):
        kept = self.reserve()
        self.env.cr.precommit.run()
        message = json.loads(
            self.env["bus.bus"].sudo().search([], order="id desc", limit=1).message
        )
        rows = message["payload"]["static_records"]["bakery.table.reservation"]
        self.assertEqual(rows[0]["id"], kept.id)

    def test_fifty_cost_as_much_as_one(self):
        counts = []
        for day, count in ((1, 1), (2, 50)):
            start = NOON + timedelta(days=day)
            tables = self.env["restaurant.table"].create(
                [{"table_number": n, "floor_id": self.floor.id} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.reservations.create(
                [self.values(start, table_id=table.id) for table in tables]
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestTableReservationCall(ReservationCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The name is the browser's here.
        cls.session = None

    def test_whoever_comes_second_reads_why(self):
        self.authenticate("kasir-uji", "kasir-uji")
        call = {
            "model": "bakery.table.reservation",
            "method": "create",
            "args": [[self.values()]],
            "kwargs": {"context": {"allowed_company_ids": self.company.ids}},
        }
        path = "/web/dataset/call_kw/bakery.table.reservation/create"
        self.make_jsonrpc_request(path, call)
        with mute_logger("odoo.sql_db", "odoo.http"):
            answer = self.url_open(path, json={"params": call}).json()
        # In the language of the bakery: one that was set up speaks Indonesian.
        self.assertRegex(
            answer["error"]["data"]["message"],
            "reserved already at that time|sudah direservasi pada waktu itu",
        )
