from odoo.tests import HttpCase, tagged

from .common_floor import FloorCommon


@tagged("post_install", "-at_install")
class TestFloorTour(FloorCommon, HttpCase):
    """A cashier with nothing but *Point of Sale / User*, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The name is the browser's here.
        cls.session = None
        cls.lay_out()
        (cls.bread | cls.cake).available_in_pos = True

    @classmethod
    def till_values(cls):
        return {
            **super().till_values(),
            "module_pos_hr": False,
            "module_pos_restaurant": True,
            "default_screen": "tables",
            "track_performance": True,
        }

    def test_cashier_links_tables_and_takes_them_apart(self):
        self.start_tour(
            f"/pos/ui/{self.till.id}",
            "bakery_cashier_links_tables",
            login="kasir-uji",
            timeout=180,
        )
        self.assertFalse(self.second.parent_id)
        orders = self.env["pos.order"].search(
            [("config_id", "=", self.till.id), ("state", "=", "draft")]
        )
        self.assertEqual(
            {order.table_id: order.lines.product_id for order in orders},
            {self.first: self.bread, self.second: self.cake},
        )
        voids = self.env["bakery.pos.void"].search([("config_id", "=", self.till.id)])
        self.assertTrue(voids, "goods left their lines")
        self.assertFalse(any(voids.mapped("quantity")), "and are on other ones")
