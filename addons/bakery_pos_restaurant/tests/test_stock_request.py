from uuid import uuid4

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_counter import CounterCommon


@tagged("post_install", "-at_install")
class TestStockRequest(CounterCommon):
    """A cashier asks another outlet for goods, without any right to stock."""

    def requests(self):
        return self.env["bakery.stock.request"].search([])

    def test_a_draft_for_the_people_of_the_other_warehouse(self):
        request = self.request(quantity=6)
        sent = request.with_user(self.clerk).picking_id
        self.assertEqual(sent.state, "draft")
        self.assertEqual(sent.picking_type_id.warehouse_id, self.kitchen)
        self.assertEqual(sent.location_id, self.kitchen.lot_stock_id)
        self.assertEqual(sent.move_ids.product_uom_qty, 6)
        self.assertEqual(request.employee_id, self.sari)
        self.assertIn("Sari Uji", "".join(sent.sudo().message_ids.mapped("body")))
        self.assertEqual(self.here(self.bread), (100, 100))

    def test_sent_and_received(self):
        request = self.request(quantity=6)
        self.assertEqual(request.state, "requested")
        sent = request.picking_id.with_user(self.clerk)
        sent.action_confirm()
        self.assertEqual(request.state, "underway")
        sent.action_assign()
        sent.button_validate()
        self.assertEqual(sent.state, "done")
        received = request.receipt_id.picking_id.with_user(self.clerk)
        self.assertEqual(received.state, "assigned")
        received.button_validate()
        self.assertEqual(request.state, "done")
        self.assertEqual(self.here(self.bread), (106, 106))

    def test_refused_by_the_other_warehouse(self):
        request = self.request()
        request.picking_id.with_user(self.clerk).action_cancel()
        self.assertEqual(request.state, "cancelled")
        self.assertEqual(request.receipt_id.state, "cancel")

    def test_once(self):
        uuid = str(uuid4())
        first = self.request(uuid=uuid)
        again = self.request(uuid=uuid, quantity=99)
        self.assertEqual((first, again.quantity), (again, 6))
        self.assertEqual(len(self.requests()), 1)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            first.copy({"uuid": uuid})

    def test_another_till_cannot_read_it(self):
        uuid = str(uuid4())
        self.request(uuid=uuid)
        other = self.till.copy({"name": "Kasir Lain", "show_stock": True})
        with self.assertRaises(UserError):
            other.with_user(self.seller).request_stock(self.asked(uuid=uuid))

    def test_a_part_of_a_kit(self):
        request = self.request(
            product_id=self.milk.id, kit_id=self.latte.id, quantity=1500
        )
        self.assertEqual(request.picking_id.move_ids.product_id, self.milk)
        with self.assertRaises(UserError):
            self.request(product_id=self.cake.id, kit_id=self.latte.id)

    def test_hostile_requests_leave_nothing(self):
        abroad = self.env["res.company"].create({"name": "Kafe Asing"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", abroad.id)])
        stranger = self.env["hr.employee"].create(
            {"name": "Orang Lain", "company_id": abroad.id}
        )
        hidden = self.env["product.product"].create(
            {"name": "Rahasia", "is_storable": True}
        )
        for bad in (
            {"quantity": 0},
            {"quantity": -1},
            {"quantity": float("nan")},
            {"quantity": float("inf")},
            {"quantity": "6"},
            {"quantity": True},
            {"quantity": 10**9},
            {"kind": "gift"},
            {"kind": "_make"},
            {"kind": None},
            {"source_id": self.outlet.id},
            {"source_id": foreign.id},
            {"source_id": "1"},
            {"source_id": None},
            {"product_id": self.milk.id},
            {"product_id": hidden.id},
            {"product_id": None},
            {"kit_id": "x"},
            {"employee_id": stranger.id},
            {"employee_id": None},
            {"uuid": "x"},
            {"uuid": None},
        ):
            with self.assertRaises(UserError, msg=bad), self.cr.savepoint():
                self.request(**bad)
        for payload in (None, [], "x"):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.seller_till.request_stock(payload)
        self.assertFalse(self.requests())

    def test_only_while_the_till_is_open(self):
        self.session.state = "closing_control"
        with self.assertRaises(UserError):
            self.request()
        self.assertFalse(self.requests())

    def test_only_at_the_till(self):
        made = self.request()
        with self.assertRaises(AccessError):
            self.env["bakery.stock.request"].with_user(self.seller).create({})
        for user in (self.seller, self.clerk):
            with self.assertRaises(AccessError):
                made.with_user(user).write({"quantity": 1})
        nobody = new_test_user(
            self.env, "tamu-uji", groups="base.group_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            self.till.with_user(nobody).request_stock(self.asked())

    def test_the_office_opens_the_transfer(self):
        request = self.request()
        action = request.with_user(self.clerk).action_open()
        self.assertEqual(action["res_id"], request.picking_id.id)

    def test_another_company_sees_nothing(self):
        self.request()
        abroad = self.env["res.company"].create({"name": "Kafe Asing"})
        manager = new_test_user(
            self.env,
            "manajer-asing",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=abroad.id,
            company_ids=[(6, 0, abroad.ids)],
        )
        self.assertFalse(
            self.env["bakery.stock.request"]
            .with_context(allowed_company_ids=abroad.ids)
            .with_user(manager)
            .search([])
        )
