from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_trace import BakeryTraceCommon

WHY = "kaca di dalam tepung"


@tagged("post_install", "-at_install")
class TestLotHold(BakeryTraceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bad, cls.good = cls.lot(cls.flour, "BURUK"), cls.lot(cls.flour, "BAIK")
        cls.receive(cls.bad, 10)
        cls.receive(cls.good, 4)

    def hold(self, lots=None):
        (lots or self.bad).with_user(self.recaller).action_hold(WHY)

    def wanted(self, quantity, target=None, kind=None):
        """Return a move of flour that waits for its goods."""
        move = self.env["stock.move"].create(
            {
                "product_id": self.flour.id,
                "product_uom_qty": quantity,
                "location_id": self.stock.id,
                "location_dest_id": (target or self.customers).id,
                "company_id": self.company.id,
                "picking_type_id": (kind or self.warehouse.out_type_id).id,
            }
        )
        move._action_confirm()
        move._action_assign()
        return move

    def place(self, name, **values):
        return self.env["stock.location"].create(
            {
                "name": name,
                "usage": "internal",
                "location_id": self.stock.id,
                "company_id": self.company.id,
                **values,
            }
        )

    # Holding --------------------------------------------------------------------------

    def test_hold_says_who_why_and_since_when(self):
        self.hold()
        self.assertTrue(self.bad.quality_hold)
        self.assertEqual(self.bad.hold_reason, WHY)
        self.assertEqual(self.bad.hold_user_id, self.recaller)
        self.assertTrue(self.bad.hold_date)
        self.assertIn(WHY, "".join(self.bad.message_ids.mapped("body")))

    def test_release_lets_the_lot_be_used_again(self):
        self.hold()
        self.bad.with_user(self.recaller).action_release("hanya debu")
        self.assertFalse(self.bad.quality_hold)
        self.assertFalse(self.bad.hold_reason)
        self.assertEqual(self.wanted(14).quantity, 14)
        self.assertIn("hanya debu", "".join(self.bad.message_ids.mapped("body")))

    def test_hold_needs_a_reason(self):
        for reason in ("", "  ", None, False, 5):
            with self.subTest(reason), self.assertRaises(UserError):
                self.bad.with_user(self.recaller).action_hold(reason)
        self.assertFalse(self.bad.quality_hold)

    def test_only_who_may_recall_holds_and_releases(self):
        lot = self.bad.with_user(self.clerk)
        with self.assertRaises(AccessError):
            lot.action_hold(WHY)
        self.hold()
        with self.assertRaises(AccessError):
            lot.action_release(WHY)
        with self.assertRaises(AccessError):
            lot.action_open_hold()
        self.assertTrue(self.bad.quality_hold)

    def test_nobody_writes_a_hold(self):
        for user in (self.clerk, self.recaller):
            lots = self.env["stock.lot"].with_user(user)
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    lots.browse(self.bad.id).write({"quality_hold": True})
                with self.assertRaises(AccessError):
                    lots.create(
                        {
                            "name": "PALSU",
                            "product_id": self.flour.id,
                            "quality_hold": True,
                        }
                    )

    def test_wizard_holds_and_releases(self):
        action = self.bad.with_user(self.recaller).action_open_hold()
        wizard = self.env["bakery.lot.hold"].with_user(self.recaller)
        wizard.with_context(**action["context"]).create(
            {"reason": WHY}
        ).action_confirm()
        self.assertTrue(self.bad.quality_hold)
        action = self.bad.with_user(self.recaller).action_open_hold()
        wizard.with_context(**action["context"]).create(
            {"reason": WHY}
        ).action_confirm()
        self.assertFalse(self.bad.quality_hold)

    # Reserving ------------------------------------------------------------------------

    def test_held_lot_is_not_reserved(self):
        self.hold()
        move = self.wanted(10)
        self.assertEqual(move.quantity, 4)
        self.assertEqual(move.move_line_ids.lot_id, self.good)

    def test_hold_frees_what_is_reserved_and_takes_another_lot(self):
        move = self.wanted(8)
        self.assertIn(self.bad, move.move_line_ids.lot_id)
        self.hold()
        self.assertEqual(move.move_line_ids.lot_id, self.good)
        self.assertEqual(move.state, "partially_available")
        self.assertEqual(sum(self.bad.quant_ids.mapped("reserved_quantity")), 0)

    def test_free_quantity_and_forecast_leave_held_lots_out(self):
        self.hold()
        flour = self.flour.with_context(location=self.stock.id)
        self.assertEqual(
            (flour.qty_available, flour.free_qty, flour.virtual_available), (14, 4, 4)
        )
        quant = self.bad.quant_ids.filtered(lambda quant: quant.quantity > 0)
        self.assertEqual(quant.available_quantity, 0)

    def test_no_query_more_when_no_lot_is_held(self):
        lots = self.env["stock.lot"]
        lots.search([("quality_hold", "=", True)])._release("uji")
        lots._any_on_hold()
        with self.assertQueryCount(0):
            self.assertFalse(lots._any_on_hold())
        self.hold()
        self.assertTrue(lots._any_on_hold())

    # Moving ---------------------------------------------------------------------------

    def test_held_lot_is_not_delivered(self):
        self.hold()
        with (
            self.assertRaisesRegex(UserError, f"BURUK.*{WHY}"),
            self.env.cr.savepoint(),
        ):
            self.deliver(self.bad, 1, self.cafe)
        self.assertEqual(self.bad.product_qty, 10)

    def test_lot_held_after_it_was_picked_is_not_delivered(self):
        move = self.wanted(8)
        move.picked = True
        self.hold()
        self.assertNotIn(self.bad, move.move_line_ids.lot_id)

    def test_lot_reserved_at_the_same_moment_is_not_delivered(self):
        move = self.wanted(8)
        move.picked = True
        # As a reservation of another transaction that hold has not seen.
        self.bad.sudo().write({"quality_hold": True, "hold_reason": WHY})
        with self.assertRaisesRegex(UserError, "BURUK"):
            move._action_done()

    def test_held_lot_is_not_baked(self):
        self.hold()
        dough = self.lot(self.dough, "ADN-9")
        with self.assertRaisesRegex(UserError, "BURUK"):
            self.bake(dough, 5, [(self.bad, 1)])

    def test_order_being_baked_cannot_end_with_a_lot_held_since(self):
        order = self.order(self.lot(self.dough, "ADN-9"), 5, [(self.bad, 1)])
        self.hold()
        self.assertNotIn(self.bad, order.move_raw_ids.move_line_ids.lot_id)

    def test_held_lot_is_not_moved_to_where_it_is_sold(self):
        self.hold()
        with self.assertRaisesRegex(UserError, "BURUK"):
            self.move(self.flour, 1, self.stock, self.place("Toko"), self.bad)

    def test_held_lot_can_be_set_aside_scrapped_returned_and_counted(self):
        self.hold()
        quarantine = self.place("Karantina", is_quarantine=True)
        beside = self.place("Ditolak", location_id=False)
        self.move(self.flour, 1, self.stock, quarantine, self.bad)
        self.move(self.flour, 1, self.stock, beside, self.bad)
        self.move(self.flour, 1, self.stock, self.vendors, self.bad)
        self.env["stock.scrap"].create(
            {
                "product_id": self.flour.id,
                "lot_id": self.bad.id,
                "scrap_qty": 1,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        ).do_scrap()
        quant = self.bad.quant_ids.filtered(lambda q: q.location_id == self.stock)
        quant.with_context(inventory_mode=True).inventory_quantity = 5
        quant.action_apply_inventory()
        self.assertEqual(quant.quantity, 5)

    def test_held_lot_is_reserved_for_its_quarantine(self):
        self.hold()
        quarantine = self.place("Karantina", is_quarantine=True)
        move = self.wanted(12, quarantine, self.warehouse.int_type_id)
        self.assertIn(self.bad, move.move_line_ids.lot_id)

    def test_returned_goods_of_a_held_lot_come_in(self):
        self.deliver(self.bad, 3, self.cafe)
        self.hold()
        self.move(self.flour, 3, self.customers, self.stock, self.bad)
        self.assertEqual(self.bad.product_qty, 10)

    def test_less_can_be_said_of_what_was_delivered_before_and_not_more(self):
        line = self.deliver(self.bad, 3, self.cafe).move_line_ids
        self.hold()
        line.quantity = 2
        with self.assertRaisesRegex(UserError, "BURUK"):
            line.quantity = 5

    def test_clerk_names_a_held_lot_and_is_told_why_not(self):
        move = self.wanted(2)
        self.hold()
        with self.assertRaisesRegex(UserError, "BURUK"):
            move.with_user(self.clerk).move_line_ids = [
                Command.create(
                    {
                        "product_id": self.flour.id,
                        "lot_id": self.bad.id,
                        "quantity": 1,
                        "location_id": self.stock.id,
                        "location_dest_id": self.customers.id,
                    }
                )
            ]
