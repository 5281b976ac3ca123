from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bakery_stock_access_pos.tests.test_tills import TillsCommon


@tagged("post_install", "-at_install")
class TestStockRequestRoles(TillsCommon):
    """Where roles rule, a request reaches the people of its two warehouses only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls.env["stock.warehouse"].create(
            {"name": "Gudang Jauh", "code": "GJH"}
        )
        cls.till = cls.tills[cls.own]
        cls.till.write({"show_stock": True, "module_pos_hr": False})
        clerk = cls.roles["warehouse_clerk"]
        cls.sender = cls.user_of(clerk, cls.other, login="uji-kirim")
        cls.receiver = cls.user_of(clerk, cls.own, login="uji-terima")
        cls.stranger = cls.user_of(clerk, cls.third, login="uji-jauh")
        cls.env.company.access_control = True

    def setUp(self):
        super().setUp()
        self._session(self.own)
        till = self.till.with_user(self.cashier)
        made = till.request_stock(
            {
                "uuid": str(uuid4()),
                "product_id": self.product.id,
                "quantity": 5,
                "kind": "transfer",
                "source_id": self.other.id,
            }
        )
        self.request = self.env["bakery.stock.request"].browse(made["id"])

    def test_the_till_shows_other_warehouses_figures_only(self):
        till = self.till.with_user(self.cashier)
        details = till.stock_details(self.product.id)
        self.assertIn(
            (self.other.id, 100),
            [(row["id"], row["free"]) for row in details["others"]],
        )
        with self.assertRaises(AccessError):
            self.other.with_user(self.cashier).read(["name"])
        with self.assertRaises(AccessError):
            self.request.picking_id.with_user(self.cashier).read(["name"])

    def test_each_side_does_its_part(self):
        sent = self.request.picking_id
        with self.assertRaises(AccessError), self.cr.savepoint():
            sent.with_user(self.receiver).action_confirm()
        sent.with_user(self.sender).action_confirm()
        sent.with_user(self.sender).action_assign()
        sent.with_user(self.sender).button_validate()
        self.assertEqual(self.request.state, "underway")
        received = self.request.receipt_id.picking_id
        with self.assertRaises(AccessError), self.cr.savepoint():
            received.with_user(self.sender).button_validate()
        received.with_user(self.receiver).button_validate()
        self.assertEqual(self.request.state, "done")

    def test_who_sees_it(self):
        requests = self.env["bakery.stock.request"]
        for user, seen in (
            (self.sender, self.request),
            (self.receiver, self.request),
            (self.stranger, requests),
        ):
            self.assertEqual(requests.with_user(user).search([]).sudo(), seen)

    def test_a_till_of_another_warehouse_is_no_way_around(self):
        till = self.tills[self.other].with_user(self.cashier)
        till.sudo().show_stock = True
        with self.assertRaises(AccessError):
            till.stock_figures([self.product.id])
