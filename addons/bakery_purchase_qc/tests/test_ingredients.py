from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common_quality import BakeryQualityCommon

ACTIONS = (
    "stock_picking_action_ingredients",
    "stock_move_line_action_ingredients",
    "stock_quant_action_ingredients",
    "stock_quant_action_expiring",
)


@tagged("post_install", "-at_install")
class TestIngredients(BakeryQualityCommon):
    """A buyer without rights to the stock looks at the goods one buys."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.pass_all(cls.arrival(lots={"A": 600, "B": 400}))
        cls.receipt.button_validate()
        cls.first, cls.second = cls.receipt.move_line_ids.lot_id.sorted("name")
        cls.first.expiration_date = fields.Datetime.now() + timedelta(3)

    def shown(self, name, user=None):
        """Return what the menu shows to a user."""
        action = self.env.ref(f"bakery_purchase_qc.{name}")
        model = self.env[action.res_model].with_user(user or self.buyer)
        return model.search(safe_eval(action.domain))

    def test_a_buyer_opens_every_view_and_reads_what_it_shows(self):
        for name in ACTIONS:
            action = self.env.ref(f"bakery_purchase_qc.{name}")
            model = self.env[action.res_model].with_user(self.buyer)
            model.get_views([(action.search_view_id.id, "search")])
            result = model.get_views(action.views)
            shown = set(result["models"][action.res_model]["fields"])
            records = self.shown(name)
            self.assertTrue(records, name)
            columns = shown & set(model.fields_get(attributes=["type"]))
            records.web_read({column: {} for column in columns})

    def test_receipts_are_those_of_vendors(self):
        pickings = self.shown("stock_picking_action_ingredients")
        self.assertIn(self.receipt, pickings)
        self.assertNotIn(self.receipt.reject_return_ids, pickings)

    def test_only_goods_that_one_buys(self):
        cake = self.product("Kue Uji", self.piece, purchase_ok=False)
        place = self.warehouse().lot_stock_id
        self.env["stock.quant"]._update_available_quantity(cake, place, 5)
        quants = self.shown("stock_quant_action_ingredients")
        self.assertIn(self.flour, quants.product_id)
        self.assertNotIn(cake, quants.product_id)
        lines = self.shown("stock_move_line_action_ingredients")
        self.assertEqual(lines.lot_id & self.second, self.second)

    def test_lots_that_expire_within_30_days_and_are_there(self):
        quant = self.shown("stock_quant_action_expiring")
        self.assertEqual(quant.lot_id, self.first)
        self.assertEqual((quant.quantity, quant.expiry_days), (600, 3))
        self.first.expiration_date = fields.Datetime.now() - timedelta(2)
        self.assertEqual(self.shown("stock_quant_action_expiring"), quant)
        self.assertEqual(quant.expiry_days, -2)
        self.first.expiration_date = fields.Datetime.now() + timedelta(40)
        self.assertFalse(self.shown("stock_quant_action_expiring"))

    def test_a_lot_in_two_places_is_shown_at_both(self):
        shelf = self.env["stock.location"].create(
            {"name": "Rak", "location_id": self.warehouse().lot_stock_id.id}
        )
        self.env["stock.quant"]._update_available_quantity(
            self.flour, shelf, 50, lot_id=self.first
        )
        quants = self.shown("stock_quant_action_expiring")
        self.assertEqual(quants.lot_id, self.first)
        self.assertEqual(sorted(quants.mapped("quantity")), [50, 600])

    def test_what_is_used_up_expires_no_more(self):
        place = self.warehouse().lot_stock_id
        self.env["stock.quant"]._update_available_quantity(
            self.flour, place, -600, lot_id=self.first
        )
        self.assertFalse(self.shown("stock_quant_action_expiring"))

    def test_a_buyer_changes_no_lot(self):
        with self.assertRaises(AccessError):
            self.first.with_user(self.buyer).expiration_date = fields.Datetime.now()

    def test_nobody_else_gets_to_lots(self):
        outsider = self.user("tamu-uji", "base.group_user")
        with self.assertRaises(AccessError):
            self.first.with_user(outsider).read(["name"])

    def test_the_menus_are_the_buyers(self):
        menus = self.env["ir.ui.menu"].with_user(self.buyer)._visible_menu_ids()
        ours = (
            "ingredient_menu",
            "stock_quant_menu_expiring",
            "bakery_vendor_score_menu",
        )
        for name in ours:
            self.assertIn(self.env.ref(f"bakery_purchase_qc.{name}").id, menus)
        inspector = self.env["ir.ui.menu"].with_user(self.inspector)
        self.assertIn(
            self.env.ref("bakery_purchase_qc.bakery_qc_nonconformity_menu_quality").id,
            inspector._visible_menu_ids(),
        )
