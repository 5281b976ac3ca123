from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bakery_stock_access.tests.common import AccessCommon


@tagged("post_install", "-at_install")
class TestInspections(AccessCommon):
    """Goods arrive in two warehouses; the inspector works in the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Approvals of a bakery that was set up are not what is looked at here.
        cls.env["tier.definition"].search([]).active = False
        cls.company = cls.own.company_id
        cls.company.purchase_control = True
        cls.env["bakery.qc.plan"].search([]).active = False
        question = {
            "name": "Kemasan",
            "type": "qualitative",
            "ql_values": [Command.create({"name": "Utuh", "ok": True})],
        }
        test = cls.env["qc.test"].create(
            {
                "name": "Uji",
                "company_id": cls.company.id,
                "test_lines": [Command.create(question)],
            }
        )
        cls.env["bakery.qc.plan"].create(
            {
                "name": "Uji",
                "company_id": cls.company.id,
                "test_id": test.id,
                "product_ids": [Command.set(cls.product.ids)],
            }
        )
        cls.vendor = cls.env["res.partner"].create({"name": "Penggilingan Uji"})
        cls.inspector = cls.user_of(
            cls.role_with("receipt_view", "receipt_process", name="Pemeriksa")
        )
        cls.inspector.group_ids += cls.env.ref(
            "quality_control_oca.group_quality_control_user"
        )
        cls.found = {
            warehouse: cls._arrival(warehouse) for warehouse in (cls.own, cls.other)
        }

    @classmethod
    def _arrival(cls, warehouse):
        line = {"product_id": cls.product.id, "product_qty": 5, "price_unit": 9000}
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.vendor.id,
                "picking_type_id": warehouse.in_type_id.id,
                "order_line": [Command.create(line)],
            }
        )
        order.button_confirm()
        return order.picking_ids.inspection_ids

    def _as_inspector(self, warehouse):
        return self.found[warehouse].with_user(self.inspector)

    def test_the_page_lists_the_own_warehouse(self):
        cards = self.env["qc.inspection"].with_user(self.inspector).get_open_sheets()
        shown = {card["id"] for card in cards}
        self.assertIn(self.found[self.own].id, shown)
        self.assertNotIn(self.found[self.other].id, shown)

    def test_goods_of_the_own_warehouse_are_judged_and_received(self):
        inspection = self._as_inspector(self.own)
        line = inspection.inspection_lines
        inspection.answer({line.id: {"value": line.possible_ql_values.id}})
        inspection.decide(2, "Basah")
        receipt = inspection.picking_id
        receipt.button_validate()
        self.assertEqual(receipt.state, "done")
        returned = inspection.sudo().return_picking_id
        self.assertEqual(returned.picking_type_id.warehouse_id, self.own)
        self.assertEqual(returned.move_ids.product_uom_qty, 2)

    def test_goods_of_another_warehouse_are_not_seen_nor_judged(self):
        inspection = self._as_inspector(self.other)
        line = inspection.inspection_lines
        for attempt in (
            lambda: inspection.read(["state"]),
            lambda: line.sudo(False).read(["name"]),
            inspection.get_sheet,
            lambda: inspection.answer({}),
            lambda: inspection.decide(),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(self.found[self.other].state, "ready")

    def test_nonconformities_are_those_of_the_own_warehouse(self):
        for inspection in self.found.values():
            line = inspection.inspection_lines
            inspection.answer({line.id: {"value": line.possible_ql_values.id}})
            inspection.decide(2, "Basah")
        ours, theirs = (
            self.found[warehouse].nonconformity_ids.with_user(self.inspector)
            for warehouse in (self.own, self.other)
        )
        self.assertIn(ours, ours.search([]))
        ours.description = "Basah di dasar"
        self.assertNotIn(theirs, ours.search([]))
        with self.assertRaises(AccessError):
            theirs.read(["name"])
