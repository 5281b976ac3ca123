from odoo.tests import tagged

from .common_reservation import ReservationCommon


@tagged("post_install", "-at_install")
class TestReservation(ReservationCommon):
    """What a reservation does to stock from its beginning to its end."""

    def test_free_quantity_drops_and_stock_on_hand_stays(self):
        reservation = self.reserve(4)
        self.assertEqual(reservation.state, "reserved")
        self.assertEqual(reservation.reserved_quantity, 4)
        self.assertEqual(self.free(), 96)
        product = self.product.with_context(warehouse_id=self.own.id)
        self.assertEqual(product.qty_available, 100)
        self.assertEqual(product.virtual_available, 96)
        self.assertEqual(self.free(warehouse=self.other), 100)

    def test_no_document_and_nothing_to_process(self):
        move = self.reserve(4).move_ids
        self.assertFalse(move.picking_id)
        self.assertFalse(move.picking_type_id)
        self.assertEqual(move._get_source_document(), move.bakery_reservation_id)
        with self.assertRaisesRegex(Exception, "never moves"):
            move._action_done()

    def test_web_shop_sells_what_is_free(self):
        template = self.product.product_tmpl_id
        if not hasattr(template, "_get_additionnal_combination_info"):
            return
        website = self.env["website"].search([], limit=1)
        website.warehouse_id = self.own
        self.reserve(4)
        self.assertEqual(website._get_product_available_qty(self.product), 96)

    def test_default_is_until_three_days_or_as_the_company_says(self):
        days = (self.reserve(1).date_expiry - self.in_days(0)).total_seconds() / 86400
        self.assertAlmostEqual(days, 3, places=2)
        self.env.company.reservation_days = 5
        days = (self.reserve(1).date_expiry - self.in_days(0)).total_seconds() / 86400
        self.assertAlmostEqual(days, 5, places=2)

    def test_more_than_stock_waits_and_is_assigned_on_receipt(self):
        order = self.quotation(self.staff, 130)
        reservation = self.reserve(130, order)
        self.assertEqual(reservation.state, "partial")
        self.assertEqual(reservation.reserved_quantity, 100)
        self.picking("receipt", self.own, quantity=20, state="done")
        self.assertEqual(reservation.reserved_quantity, 120)
        self.picking("receipt", self.own, quantity=20, state="done")
        self.assertEqual(reservation.state, "reserved")
        self.assertEqual(self.free(), 10)

    def test_receipt_by_a_clerk_serves_what_waits(self):
        product = self.env["product.product"].create(
            {"name": "Gula Uji", "is_storable": True}
        )
        order = self.quotation(self.staff, 2, product)
        reservation = self.reserve(2, order, product_id=product.id)
        self.assertEqual(reservation.state, "waiting")
        values = self.picking_values("receipt", self.own)
        values["move_ids"][0][2]["product_id"] = product.id
        receipt = self.env["stock.picking"].with_user(self.clerk).create(values)
        receipt.action_confirm()
        receipt.move_ids.quantity = 2
        receipt.button_validate()
        self.assertEqual(reservation.state, "reserved")

    def test_goods_that_are_gone_leave_the_reservation_waiting(self):
        reservation = self.reserve(10)
        quant = self.env["stock.quant"]._gather(self.product, self.own.lot_stock_id)
        quant = quant.with_user(self.clerk)
        quant.inventory_quantity = 3
        quant.action_apply_inventory()
        self.assertEqual(reservation.state, "partial")
        self.assertEqual(reservation.reserved_quantity, 3)

    def test_release_gives_back(self):
        reservation = self.reserve(4)
        reservation.action_release()
        self.assertEqual(reservation.state, "released")
        self.assertEqual(self.free(), 100)
        reservation._close("expired")
        self.assertEqual(reservation.state, "released")

    def test_cancelled_movement_ends_the_reservation(self):
        reservation = self.reserve(4)
        reservation.move_ids._action_cancel()
        self.assertEqual(reservation.state, "released")

    def test_unit_of_the_reservation(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.quotation(self.staff, 24)
        reservation = self.reserve(2, order, product_uom_id=dozen.id)
        self.assertEqual(self.free(), 76)
        self.assertEqual(reservation.reserved_quantity, 2)

    def test_draft_holds_nothing_and_may_be_deleted(self):
        draft = self.Reservation.create(
            {"order_id": self.order.id, "product_id": self.product.id, "quantity": 2}
        )
        self.assertEqual((draft.state, self.free()), ("draft", 100))
        self.assertEqual(draft.warehouse_id, self.own)
        self.assertEqual(draft.partner_id, self.customer)
        draft.unlink()

    def test_uninstalling_gives_back(self):
        from ..hooks import uninstall_hook

        self.reserve(4)
        uninstall_hook(self.env)
        self.assertEqual(self.free(), 100)

    def test_dialog_proposes_what_is_left(self):
        self.reserve(4)
        action = self.order.with_user(self.staff).action_reserve_goods()
        wizard = (
            self.env["bakery.stock.reservation.wizard"]
            .with_user(self.staff)
            .with_context(**action["context"])
            .create({})
        )
        line = wizard.line_ids
        self.assertEqual((line.ordered, line.held, line.quantity), (10, 4, 6))
        self.assertEqual((line.on_hand, line.free), (100, 96))
        wizard.action_reserve()
        self.assertEqual(self.free(), 90)
        self.assertEqual(self.order.reservation_count, 2)

    def test_settings_of_the_company(self):
        Settings = self.env["bakery.reservation.settings"]
        Settings.with_user(self.admin).create({"reservation_days": 7}).action_save()
        self.assertEqual(self.env.company.reservation_days, 7)
        with self.assertRaisesRegex(Exception, "Reservations: settings"):
            Settings.with_user(self.staff).create({}).action_save()
