from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bakery_stock_access.tests.common import AccessCommon


@tagged("post_install", "-at_install")
class TestDispatchRoles(AccessCommon):
    """Where roles rule, an outlet's people see and receive their own goods only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.company
        company.dispatch_daily = True
        cls.kitchen, cls.cafe, cls.shop = cls.env["stock.warehouse"].create(
            [{"name": f"Tempat {n}", "code": f"TD{n}"} for n in range(3)]
        )
        (cls.cafe | cls.shop).resupply_wh_ids = [Command.set(cls.kitchen.ids)]
        cls.stock(cls.kitchen, 50)
        cls.route = cls.env["bakery.dispatch.route"].create(
            {
                "name": "Uji",
                "warehouse_id": cls.kitchen.id,
                "departure_hour": 23.9,
                "stop_ids": [
                    Command.create({"warehouse_id": outlet.id})
                    for outlet in (cls.cafe, cls.shop)
                ],
            }
        )
        manager = cls.env.ref("bakery_suite.role_outlet_manager")
        cls.manager = cls.user_of(manager, cls.cafe, login="uji-kafe")
        viewer = cls.role_with("transfer_view", name="Melihat saja")
        cls.viewer = cls.user_of(viewer, cls.cafe, login="uji-lihat")
        cls.viewer.group_ids += cls.env.ref("stock.group_stock_user")
        company.access_control = True
        run = cls.env["bakery.dispatch"].create({"route_id": cls.route.id})
        for outlet in (cls.cafe, cls.shop):
            request = cls.env["bakery.outlet.request"].create(
                {
                    "warehouse_id": outlet.id,
                    "date": run.date,
                    "line_ids": [
                        Command.create({"product_id": cls.product.id, "qty": 5})
                    ],
                }
            )
            request.action_send()
        cls.planner = cls.user_of(
            cls.env.ref("bakery_suite.role_planner"), cls.kitchen, login="uji-rencana"
        )
        cls.run_of_day = run.with_user(cls.planner)
        cls.run_of_day.action_propose()
        cls.run_of_day.action_load()
        cls.run_of_day.action_depart()

    def _load(self, outlet):
        loads = self.run_of_day.sudo().load_ids
        return loads.filtered(lambda load: load.warehouse_id == outlet)

    def test_each_sees_their_own(self):
        loads = self.run_of_day.sudo().load_ids
        for model in ("load", "line"):
            found = (
                self.env[f"bakery.dispatch.{model}"]
                .with_user(self.manager)
                .search([("kitchen_id", "=", self.kitchen.id)])
            )
            self.assertEqual(found.sudo().warehouse_id, self.cafe)
        requests = self.env["bakery.outlet.request"].with_user(self.manager)
        self.assertEqual(requests.search([]).sudo().warehouse_id, self.cafe)
        self.assertEqual(
            self.run_of_day.with_user(self.planner).load_ids, loads, "the kitchen: all"
        )
        page = self.env["bakery.dispatch.load"].with_user(self.manager).outlet_page()
        self.assertEqual([place["id"] for place in page["places"]], [self.cafe.id])

    def test_each_receives_their_own(self):
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._load(self.shop).with_user(self.manager).receive([])
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._load(self.cafe).with_user(self.viewer).receive([])
        load = self._load(self.cafe).with_user(self.manager)
        row = {
            "line_id": load.line_ids.id,
            "received": 3,
            "reason_id": self.env.ref("bakery_mrp.bakery_dispatch_reason_damaged").id,
        }
        load.receive([row])
        self.assertEqual(load.state, "done")
        self.assertEqual(load.sudo().waste_ids.state, "done")
        on_hand = self.product.with_context(location=self.cafe.lot_stock_id.id)
        self.assertEqual(on_hand.qty_available, 3)

    def test_each_asks_and_sends_back_for_their_own(self):
        Load = self.env["bakery.dispatch.load"].with_user(self.manager)
        Request = self.env["bakery.outlet.request"].with_user(self.manager)
        reason = self.env.ref("bakery_mrp.bakery_dispatch_reason_unsold")
        row = {
            "product_id": self.product.id,
            "qty": 2,
            "reason_id": reason.id,
        }
        self.stock(self.cafe, 5)
        self.stock(self.shop, 5)
        for call in (
            lambda: Load.send_back(self.shop.id, [row]),
            lambda: Request.outlet_request(self.shop.id),
            lambda: Request.create({"warehouse_id": self.shop.id}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                call()
        back = Load.browse(Load.send_back(self.cafe.id, [row]))
        self.assertEqual(back.sudo().state, "transit")
        with self.assertRaises(AccessError), self.cr.savepoint():
            back.receive([])
        page = Request.outlet_ask(
            self.cafe.id, False, [{"product_id": self.product.id, "qty": 4}]
        )
        self.assertEqual(page["state"], "sent")
