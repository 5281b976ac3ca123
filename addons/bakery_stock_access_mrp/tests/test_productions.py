import json
from xmlrpc.client import Fault

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bakery_stock_access.tests.common import AccessCommon, Json2Mixin


class ProductionsCommon(AccessCommon):
    """A baker of the first warehouse, and orders of both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bread = cls.env["product.product"].create(
            {"name": "Roti Uji", "is_storable": True}
        )
        cls.center = cls.env["mrp.workcenter"].create({"name": "Oven Uji"})
        operation = {"name": "Panggang", "workcenter_id": cls.center.id}
        cls.bom = cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.bread.product_tmpl_id.id,
                "bom_line_ids": [
                    Command.create({"product_id": cls.product.id, "product_qty": 2})
                ],
                "operation_ids": [Command.create(operation)],
            }
        )
        cls.baker = cls.user_of(cls.role_with("stock_levels", name="Tukang Roti"))
        cls.baker.group_ids += cls.env.ref("mrp.group_mrp_user")
        cls.orders = {w: cls._order(w) for w in (cls.own, cls.other)}

    @classmethod
    def _order(cls, warehouse):
        order = cls.env["mrp.production"].create(cls._values(warehouse))
        order.action_confirm()
        return order

    @classmethod
    def _values(cls, warehouse):
        return {
            "product_id": cls.bread.id,
            "product_qty": 3,
            "bom_id": cls.bom.id,
            "picking_type_id": warehouse.manu_type_id.id,
        }

    def _finish(self, order):
        order.qty_producing = 3
        order.move_raw_ids.quantity = 6
        order.move_raw_ids.picked = True
        order.button_mark_done()


@tagged("post_install", "-at_install")
class TestProductions(ProductionsCommon):
    def test_baker_bakes_without_rights_to_documents_of_stock(self):
        order = self.orders[self.own].with_user(self.baker)
        self._finish(order)
        self.assertEqual(order.state, "done")
        self.assertEqual(
            self.bread.with_context(warehouse_id=self.own.id).qty_available, 3
        )

    def test_baker_makes_orders_in_own_warehouse(self):
        orders = self.env["mrp.production"].with_user(self.baker)
        order = orders.create(self._values(self.own))
        order.action_confirm()
        self.assertEqual(order.state, "confirmed")
        with self.assertRaises(AccessError):
            orders.create(self._values(self.other))
        with self.assertRaises(AccessError):
            order.picking_type_id = self.other.manu_type_id

    def test_orders_of_other_warehouses(self):
        hidden = self.orders[self.other]
        mine = self.env["mrp.production"].with_user(self.baker)
        self.assertNotIn(hidden, mine.search([]))
        self.assertFalse(mine.name_search(hidden.name))
        for deed in (
            lambda order: order.read(["name"]),
            lambda order: order.action_confirm(),
            lambda order: order.action_cancel(),
            lambda order: order.button_mark_done(),
            lambda order: order.write({"product_qty": 1}),
            lambda order: order.move_raw_ids.write({"quantity": 1}),
            lambda order: order.workorder_ids.read(["name"]),
            lambda order: order.unlink(),
        ):
            with self.assertRaises(AccessError):
                deed(hidden.with_user(self.baker))

    def test_work_times_and_groups_of_other_warehouses(self):
        for order in self.orders.values():
            order.workorder_ids.button_start()
            order.workorder_ids.button_pending()
        self.env.flush_all()
        for model, path in (
            ("mrp.workorder", "production_id"),
            ("mrp.workcenter.productivity", "workorder_id.production_id"),
            ("mrp.production.group", "production_ids"),
        ):
            rows = self.env[model].with_user(self.baker)
            with self.subTest(model=model):
                for warehouse, seen in ((self.own, True), (self.other, False)):
                    ids = self.orders[warehouse].ids
                    found = self.env[model].search([(path, "in", ids)])
                    self.assertTrue(found)
                    domain = [("id", "in", found.ids)]
                    self.assertEqual(bool(rows.search_count(domain)), seen)

    def test_unbuilding_in_other_warehouses(self):
        order = self.orders[self.own]
        self._finish(order)
        place = self.own.lot_stock_id
        values = {
            "product_id": self.bread.id,
            "mo_id": order.id,
            "product_qty": 1,
            "location_id": place.id,
            "location_dest_id": place.id,
        }
        unbuilds = self.env["mrp.unbuild"].with_user(self.baker)
        unbuilds.create(values).action_unbuild()
        hidden = self.other.lot_stock_id.id
        with self.assertRaises(AccessError):
            unbuilds.create({**values, "location_id": hidden})

    def test_overview_and_structure_of_other_warehouses(self):
        hidden = self.orders[self.other]
        self.baker.access_assignment_ids.role_id.right_ids += self.env.ref(
            "bakery_stock_access.right_cost_view"
        )
        overview = self.env["report.mrp.report_mo_overview"].with_user(self.baker)
        self.assertTrue(overview.get_report_values(self.orders[self.own].id))
        with self.assertRaises(AccessError):
            overview.get_report_values(hidden.id)
        structure = self.env["report.mrp.report_bom_structure"].with_user(self.baker)
        self.assertNotIn(
            "Toko Lain", json.dumps(structure.get_warehouses(), default=str)
        )
        with self.assertRaises(AccessError):
            structure.with_context(warehouse_id=self.other.id).get_html(self.bom.id, 1)
        report = self.env["ir.actions.report"].with_user(self.baker)
        for name in ("mrp.report_mrporder", "mrp.label_production_view_pdf"):
            with self.assertRaises(AccessError):
                report._render_qweb_html(name, hidden.ids)
        trace = self.env["stock.traceability.report"].with_user(self.baker)
        with self.assertRaises(AccessError):
            trace.get_lines(model_name="mrp.production", model_id=hidden.id, level=1)

    def test_stock_goes_out_by_production_only(self):
        """The right to bake is none to ship, count or write off."""
        for document in ("receipt", "shipment", "transfer"):
            picking = self.picking(document, self.own)
            with self.assertRaises(AccessError):
                picking.with_user(self.baker).button_validate()
        with self.assertRaises(AccessError):
            self.env["stock.scrap"].with_user(self.baker).create(
                {
                    "product_id": self.product.id,
                    "location_id": self.own.lot_stock_id.id,
                }
            )


@tagged("post_install", "-at_install")
class TestProductionsOutside(Json2Mixin, ProductionsCommon, HttpCase):
    """The same as outside clients call it."""

    def test_by_xmlrpc(self):
        def call(method, warehouse):
            self.env.flush_all()
            ids = self.orders[warehouse].ids
            with mute_logger("odoo.http"):
                return self.xmlrpc_object.execute_kw(
                    self.env.cr.dbname,
                    self.baker.id,
                    self.baker.login,
                    "mrp.production",
                    method,
                    [ids],
                )

        call("action_assign", self.own)
        self.env.invalidate_all()
        self.assertEqual(self.orders[self.own].reservation_state, "assigned")
        for method in ("action_cancel", "button_mark_done", "read", "unlink"):
            with self.assertRaises(Fault) as caught:
                call(method, self.other)
            self.assertEqual(caught.exception.faultCode, 4)
            self.assertNotIn("TLN", caught.exception.faultString)

    def test_by_json2(self):
        key = self.key_of(self.baker)
        self.env.flush_all()
        for warehouse, status in ((self.own, 200), (self.other, 403)):
            with mute_logger("odoo.http"):
                response = self.post_json2(
                    key, "mrp.production", "action_assign", self.orders[warehouse].ids
                )
            self.assertEqual(response.status_code, status, response.text[:300])
