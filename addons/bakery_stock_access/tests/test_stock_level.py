from odoo.tests import tagged

from .common_reservation import ReservationCommon


@tagged("post_install", "-at_install")
class TestStockLevel(ReservationCommon):
    """Levels for those who have no inventory area."""

    def levels(self, user, product=None):
        levels = self.env["bakery.stock.level"].with_user(user)
        return levels.search([("product_id", "=", (product or self.product).id)])

    def test_staff_see_their_warehouses(self):
        self.reserve(4)
        self.picking("receipt", self.own, quantity=7)
        self.picking("receipt", self.other, quantity=7)
        level = self.levels(self.staff)
        self.assertEqual(level.warehouse_id, self.own)
        self.assertEqual((level.on_hand, level.reserved, level.free), (100, 4, 96))
        self.assertEqual((level.incoming, level.outgoing), (7, 0))

    def test_agrees_with_the_product(self):
        self.picking("shipment", self.own, quantity=30)
        self.picking("receipt", self.own, quantity=20)
        self.reserve(5)
        level = self.levels(self.admin).filtered(
            lambda row: row.warehouse_id == self.own
        )
        product = self.product.with_context(warehouse_id=self.own.id)
        self.assertEqual(level.on_hand, product.qty_available)
        self.assertEqual(level.free, product.free_qty)
        self.assertEqual(level.incoming, product.incoming_qty)
        # Odoo counts reservations among what goes out.
        self.assertEqual(level.outgoing + 5, product.outgoing_qty)

    def test_what_is_out_of_stock_is_listed_too(self):
        product = self.env["product.product"].create(
            {"name": "Habis", "is_storable": True}
        )
        level = self.levels(self.staff, product)
        self.assertEqual((level.on_hand, level.free), (0, 0))

    def test_moving_inside_a_warehouse_is_no_coming(self):
        self.picking("transfer", self.own)
        level = self.levels(self.staff)
        self.assertEqual((level.incoming, level.outgoing), (0, 0))

    def test_search_and_totals(self):
        levels = self.env["bakery.stock.level"].with_user(self.admin)
        domain = [("product_id", "=", self.product.id), ("free", ">", 0)]
        [[product, free]] = levels._read_group(domain, ["product_id"], ["free:sum"])
        self.assertEqual((product, free), (self.product, 200))

    def test_opens_the_live_view(self):
        action = self.levels(self.staff).action_view_item()
        self.assertEqual(action["context"]["active_id"], self.product.id)

    def test_menu_for_staff(self):
        menu = self.env.ref("bakery_stock_access.bakery_stock_level_root_menu")
        self.assertIn(menu.id, menu.with_user(self.staff)._visible_menu_ids())
        seller = self.user_of(self.role_with("crm_own"), login="penjual-lain")
        self.assertNotIn(menu.id, menu.with_user(seller)._visible_menu_ids())
