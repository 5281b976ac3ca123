from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestOutletRequest(DispatchCommon):
    def _draft(self, **values):
        return (
            self.env["bakery.outlet.request"]
            .with_user(self.clerk)
            .create({"warehouse_id": self.cafe.id, "date": self.today(), **values})
        )

    def test_fill_proposes_what_is_lacking(self):
        self._par(self.cafe, self.bun, 5, 20)
        self._par(self.cafe, self.box, 5, 30)
        request = self._draft(
            line_ids=[Command.create({"product_id": self.box.id, "qty": 2})]
        )
        request.action_fill()
        quantities = {line.product_id: line.qty for line in request.line_ids}
        self.assertEqual(quantities, {self.box: 2, self.bun: 20})

    def test_one_open_request_a_day(self):
        first = self._draft()
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self._draft()
        first.action_cancel()
        self._draft()

    def test_what_is_sent_stays(self):
        request = self._ask(self.cafe, {self.bun: 7})
        for change in (
            lambda: request.write({"note": "More"}),
            lambda: request.line_ids.write({"qty": 9}),
            lambda: request.line_ids.unlink(),
            lambda: request.unlink(),
            lambda: request.write({"state": "draft"}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        request.action_withdraw()
        request.line_ids.qty = 9
        self.assertEqual(request.state, "draft")

    def test_what_is_loaded_is_not_withdrawn(self):
        self._fill(self.bun, 50)
        request = self._ask(self.cafe, {self.bun: 7})
        run = self._run()
        run.action_load()
        with self.assertRaises(UserError), self.cr.savepoint():
            request.action_withdraw()
        run.action_depart()
        self._load(run, self.cafe).with_user(self.clerk).receive([])
        self.assertEqual((request.state, request.line_ids.loaded_qty), ("done", 7))

    def test_only_the_stock_people_ask(self):
        if self.planner.has_group("stock.group_stock_user"):
            asker = self.baker
        else:
            asker = self.planner
        asker = asker if not asker.has_group("stock.group_stock_user") else None
        if asker is None:
            self.skipTest("who bakes handles the stock here")
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.env["bakery.outlet.request"].with_user(asker).create(
                {"warehouse_id": self.cafe.id}
            )

    def test_requests_that_cannot_be(self):
        with self.assertRaises(UserError), self.cr.savepoint():
            self._draft().action_send()
        with self.assertRaises(UserError), self.cr.savepoint():
            self._ask(
                self.cafe,
                {self.bun: 3},
                date=fields.Date.today() - timedelta(days=3),
            )
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._draft(warehouse_id=self.kitchen.id)
        route = self.route.copy({"name": "Other", "stop_ids": []})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._draft(route_id=route.id)
        for quantity in (-1, 1e12):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._ask(self.cafe, {self.bun: quantity})

    def test_the_page_asks(self):
        Request = self.env["bakery.outlet.request"].with_user(self.clerk)
        self._par(self.cafe, self.bun, 5, 20)
        page = Request.outlet_request(self.cafe.id)
        self.assertEqual([row["qty"] for row in page["lines"]], [20])
        self.assertEqual((page["id"], page["state"]), (False, "draft"))
        rows = [{"product_id": self.bun.id, "qty": 12}]
        page = Request.outlet_ask(self.cafe.id, page["date"], rows, "Early")
        self.assertEqual((page["state"], page["note"]), ("sent", "Early"))
        rows = [
            {"product_id": self.bun.id, "qty": 15},
            {"product_id": self.box.id, "qty": 0},
        ]
        again = Request.outlet_ask(self.cafe.id, page["date"], rows)
        self.assertEqual(again["id"], page["id"])
        self.assertEqual([row["qty"] for row in again["lines"]], [15])
        draft = Request.outlet_withdraw(page["id"])
        self.assertEqual(draft["state"], "draft")
        for rows in (["x"], [{"product_id": 10**9, "qty": 1}], [{"qty": 1}]):
            with self.assertRaises(UserError), self.cr.savepoint():
                Request.outlet_ask(self.cafe.id, page["date"], rows)
        with self.assertRaises(UserError), self.cr.savepoint():
            Request.outlet_request(self.cafe.id, "yesterday")

    def test_the_kitchen_bakes_what_is_asked_for(self):
        self._par(self.cafe, self.bun, 5, 20)
        shift = self.env["bakery.bake.shift"].create(
            {"name": "Night", "start_hour": 1, "end_hour": 3, "cover_hours": 20}
        )
        plan = self.env["bakery.bake.plan"].create(
            {
                "warehouse_id": self.kitchen.id,
                "shift_id": shift.id,
                "date": fields.Date.context_today(self.planner) + timedelta(days=1),
            }
        )
        demand = plan._other_demand(self.bun | self.box)
        self.assertEqual(demand[self.bun], 0)
        day = plan.date
        self._ask(self.cafe, {self.bun: 50, self.box: 4}, date=day)
        demand = plan._other_demand(self.bun | self.box)
        self.assertEqual((demand[self.bun], demand[self.box]), (30, 4))
