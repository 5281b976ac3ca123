from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AccessCommon


@tagged("post_install", "-at_install")
class TestFlows(AccessCommon):
    """What must still work for users of one warehouse, beyond its borders too."""

    def _resupplied(self):
        """Let the own warehouse be supplied from the other."""
        self.own.resupply_wh_ids = self.other
        return self.own.resupply_route_ids

    def test_resupply_between_warehouses(self):
        route = self._resupplied()
        self.product.route_ids += route
        self.env["stock.rule"].run(
            [
                self.env["stock.rule"].Procurement(
                    self.product,
                    5,
                    self.product.uom_id,
                    self.own.lot_stock_id,
                    "Uji",
                    "Uji",
                    self.env.company,
                    {"warehouse_id": self.own, "route_ids": route},
                )
            ]
        )
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("state", "!=", "done")]
        )
        sending = moves.picking_id.filtered(
            lambda picking: picking.picking_type_id.warehouse_id == self.other
        )
        receiving = moves.picking_id - sending
        self.assertTrue(sending and receiving)
        sender = self.user_of(
            self.roles["warehouse_clerk"], self.other, login="uji-pengirim"
        )
        with self.assertRaises(AccessError):
            sending.with_user(self.clerk).button_validate()
        sending.with_user(sender).action_assign()
        sending.with_user(sender).button_validate()
        self.assertEqual(sending.state, "done")
        with self.assertRaises(AccessError):
            receiving.with_user(sender).button_validate()
        receiving.with_user(self.clerk).button_validate()
        self.assertEqual(receiving.state, "done")
        self.assertEqual(
            self.product.with_context(warehouse_id=self.own.id).qty_available, 105
        )

    def test_transfer_takes_both_rights(self):
        picking = self.picking(
            "transfer", self.own, destination=self.other.lot_stock_id
        )
        with self.assertRaises(AccessError):
            picking.with_user(self.clerk).button_validate()
        both = self.user_of(
            self.roles["warehouse_clerk"], self.own | self.other, login="uji-dua"
        )
        picking.with_user(both).button_validate()
        self.assertEqual(picking.state, "done")

    def test_backorder(self):
        picking = self.picking("receipt", self.own, quantity=10)
        mine = picking.with_user(self.clerk)
        mine.move_ids.quantity = 4
        action = mine.button_validate()
        self.env[action["res_model"]].with_user(self.clerk).with_context(
            **action["context"]
        ).create({}).process()
        self.assertEqual(picking.state, "done")
        backorder = picking.backorder_ids
        self.assertEqual(backorder.move_ids.product_uom_qty, 6)
        backorder.with_user(self.clerk).button_validate()
        self.assertEqual(backorder.state, "done")

    def test_sale_is_confirmed_shipped_and_cancelled(self):
        def order():
            return (
                self.env["sale.order"]
                .with_user(self.staff)
                .create(
                    {
                        "partner_id": self.customer.id,
                        "warehouse_id": self.own.id,
                        "order_line": [Command.create({"product_id": self.product.id})],
                    }
                )
            )

        shipped, cancelled = order(), order()
        (shipped | cancelled).action_confirm()
        with self.assertRaises(AccessError):
            shipped.picking_ids.button_validate()
        shipped.picking_ids.with_user(self.clerk).button_validate()
        self.assertEqual(shipped.picking_ids.state, "done")
        cancelled.action_cancel()
        self.assertEqual(cancelled.sudo().picking_ids.state, "cancel")

    def test_sale_ships_from_its_own_warehouse_by_hidden_steps(self):
        self.own.delivery_steps = "pick_pack_ship"
        order = (
            self.env["sale.order"]
            .with_user(self.staff)
            .create(
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.own.id,
                    "order_line": [Command.create({"product_id": self.product.id})],
                }
            )
        )
        order.action_confirm()
        for _step in range(3):
            picking = order.sudo().picking_ids.filtered(
                lambda p: p.state not in ("done", "cancel")
            )[:1]
            picking.with_user(self.clerk).button_validate()
        self.assertEqual(order.sudo().order_line.qty_delivered, 1)

    def test_count(self):
        quant = self.env["stock.quant"]._gather(self.product, self.own.lot_stock_id)
        mine = quant.with_user(self.clerk).with_context(inventory_mode=True)
        mine.inventory_quantity = 90
        mine.action_apply_inventory()
        self.assertEqual(quant.quantity, 90)
        line = self.env["stock.move.line"].search(
            [("is_inventory", "=", True), ("product_id", "=", self.product.id)]
        )
        with self.assertRaises(AccessError):
            line.with_user(self.clerk).action_revert_inventory()
        line.with_user(self.admin).action_revert_inventory()
        self.assertEqual(quant.quantity, 100)

    def test_return_takes_the_right_to_cancel(self):
        picking = self.picking("receipt", self.own, state="done")

        def wizard(user):
            return (
                self.env["stock.return.picking"]
                .with_user(user)
                .with_context(active_id=picking.id, active_model="stock.picking")
                .create({})
            )

        with self.assertRaises(AccessError):
            wizard(self.clerk).action_create_returns_all()
        action = wizard(self.admin).action_create_returns_all()
        back = self.env["stock.picking"].browse(action["res_id"])
        back.with_user(self.admin).button_validate()
        self.assertEqual(back.state, "done")

    # Write-offs -----------------------------------------------------------------

    def _scrap(self, quantity=1, user=None):
        return (
            self.env["stock.scrap"]
            .with_user(user or self.clerk)
            .create(
                {
                    "product_id": self.product.id,
                    "scrap_qty": quantity,
                    "location_id": self.own.lot_stock_id.id,
                }
            )
        )

    def test_write_offs_of_a_day_add_up_to_the_limit(self):
        first, second, third = self._scrap(30), self._scrap(20), self._scrap(1)
        first.action_validate()
        second.action_validate()
        self.assertEqual((first | second).mapped("state"), ["done", "done"])
        third.action_validate()
        self.assertEqual(third.state, "draft")
        self.assertEqual(third.approval_state, "requested")

    def test_write_offs_of_all_warehouses_count_for_the_limit(self):
        role = self.roles["warehouse_clerk"].copy({"write_off_limit": 800000})
        role.write({"warehouse_scope": "selected", "warehouse_ids": self.other.ids})
        self.env["bakery.access.assignment"].create(
            {"user_id": self.clerk.id, "role_id": role.id}
        )

        def scrap(quantity, warehouse):
            record = self._scrap(quantity)
            record.location_id = warehouse.lot_stock_id
            return record

        # 800,000 a day where the second role holds, 500,000 where the first does.
        first, second = scrap(40, self.other), scrap(20, self.own)
        first.action_validate()
        self.assertEqual(first.state, "done")
        second.action_validate()
        self.assertEqual(second.approval_state, "requested")
        third, fourth = scrap(40, self.other), scrap(1, self.other)
        (third | fourth).do_scrap()
        self.assertEqual((third | fourth).mapped("state"), ["done", "draft"])

    def test_day_of_write_offs_is_the_bakerys(self):
        self.env.company.resource_calendar_id.tz = "Asia/Jakarta"
        self.env.registry.clear_cache()
        with freeze_time("2026-03-02 16:00:00"):  # 23:00 in Jakarta
            self._scrap(50).action_validate()
        with freeze_time("2026-03-02 16:30:00"):
            self.clerk.tz = "Asia/Tokyo"  # where the next day has begun
            scrap = self._scrap(1)
            scrap.action_validate()
            self.assertEqual(scrap.approval_state, "requested")
        with freeze_time("2026-03-02 17:30:00"):
            scrap = self._scrap(1)
            scrap.action_validate()
            self.assertEqual(scrap.state, "done")

    def test_cancel_asks_once_for_each_kind_of_movement(self):
        draft = self.picking("receipt", self.own, state="draft")
        ready = self.picking("receipt", self.own)
        moves = (draft | ready).move_ids
        with self.assertRaises(AccessError):
            moves.with_user(self.clerk)._action_cancel()
        draft.move_ids.with_user(self.clerk)._action_cancel()
        moves.with_user(self.admin)._action_cancel()
        self.assertEqual(set(moves.mapped("state")), {"cancel"})
        role = self.role_with("receipt_view", "receipt_edit", "receipt_delete")
        both = self.picking("receipt", self.own, state="draft").move_ids
        both |= self.picking("receipt", self.own).move_ids
        both.with_user(self.user_of(role))._action_cancel()

    def test_write_off_above_the_limit_is_approved_by_another(self):
        scrap = self._scrap(60)
        scrap.action_validate()
        self.assertEqual(scrap.state, "draft")
        with self.assertRaises(AccessError):
            scrap.action_approve()
        self.assertTrue(scrap.with_user(self.admin).can_approve)
        scrap.with_user(self.admin).action_approve()
        self.assertEqual(scrap.state, "done")
        self.assertEqual(scrap.sudo().approved_by_id, self.admin)
        with self.assertRaises(UserError):
            scrap.with_user(self.admin).action_approve()

    def test_nobody_approves_their_own(self):
        role = self.role_with(
            "write_off_view", "write_off_edit", "write_off_process", "write_off_approve"
        )
        user = self.user_of(role)
        scrap = self._scrap(1, user)
        scrap.action_validate()
        self.assertEqual(scrap.approval_state, "requested")
        with self.assertRaises(UserError):
            scrap.action_approve()

    def test_changed_write_off_needs_approval_anew(self):
        scrap = self._scrap(60)
        scrap.action_validate()
        scrap.scrap_qty = 70
        self.assertFalse(scrap.approval_state)
        with self.assertRaises(AccessError):
            scrap.write({"approval_state": "approved"})
        with self.assertRaises(AccessError):
            scrap.write({"state": "done"})

    def test_write_off_is_put_back(self):
        scrap = self._scrap(3)
        scrap.action_validate()
        with self.assertRaises(AccessError):
            scrap.action_revert()
        scrap.with_user(self.admin).action_revert()
        quant = self.env["stock.quant"]._gather(self.product, self.own.lot_stock_id)
        self.assertEqual(quant.quantity, 100)
        self.assertEqual(scrap.scrap_qty, 3)
        with self.assertRaises(UserError):
            scrap.with_user(self.admin).action_revert()
