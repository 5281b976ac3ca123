import base64
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import BakeryMrpCommon

PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    b"AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestWaste(BakeryMrpCommon):
    """An outlet with buns of 2,500 rupiah, and what is thrown away there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create(
            {"name": "Costed", "property_cost_method": "average"}
        )
        cls.outlet = cls.env["stock.warehouse"].create(
            {"name": "Outlet Test", "code": "OTST"}
        )
        cls.place = cls.outlet.lot_stock_id
        cls.bun.write({"categ_id": cls.category.id, "standard_price": 2500})
        cls._fill(cls.bun, 100)
        cls.reason = cls.env.ref("bakery_mrp.bakery_waste_reason_stale")
        cls.clerk = new_test_user(cls.env, "waste.clerk", "stock.group_stock_user")
        cls.Waste = cls.env["bakery.waste"]

    @classmethod
    def _fill(cls, product, quantity, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.place, quantity, lot_id=lot
        )

    def _values(self, **values):
        return {
            "warehouse_id": self.outlet.id,
            "product_id": self.bun.id,
            "quantity": 4,
            "reason_id": self.reason.id,
            **values,
        }

    def _waste(self, user=None, **values):
        return self.Waste.with_user(user or self.clerk).create(self._values(**values))

    def _on_hand(self):
        return self.bun.with_context(location=self.place.id).qty_available

    def test_a_clerk_writes_off(self):
        waste = self._waste(note="Not sold", photo=PIXEL)
        waste.action_done()
        self.assertEqual(waste.state, "done")
        self.assertNotEqual(waste.name, "/")
        self.assertEqual(self._on_hand(), 96)
        self.assertEqual(waste.scrap_id.state, "done")
        self.assertEqual(waste.sudo().value, 10_000)
        self.assertEqual(waste.user_id, self.clerk)

    def test_the_value_is_for_those_who_see_costs(self):
        waste = self._waste()
        waste.action_done()
        with self.assertRaises(AccessError):
            waste.read(["value"])
        self.assertNotIn("value", waste.read()[0])
        self.clerk.group_ids |= self.env.ref("bakery_mrp.bakery_mrp_group_cost")
        self.assertEqual(waste.read(["value"])[0]["value"], 10_000)

    def test_the_value_is_that_of_the_day(self):
        waste = self._waste()
        waste.action_done()
        self.bun.standard_price = 9000
        self.assertEqual(waste.sudo().value, 10_000)

    def test_only_once(self):
        waste = self._waste()
        waste.action_done()
        with self.assertRaises(UserError):
            waste.action_done()
        self.assertEqual(self._on_hand(), 96)

    def test_what_is_written_off_stays(self):
        waste = self._waste()
        waste.action_done()
        for values in (
            {"quantity": 1},
            {"state": "draft"},
            {"value": 1},
            {"scrap_id": False},
            {"warehouse_id": self.outlet.id},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                waste.write(values)
        with self.assertRaises(UserError):
            waste.unlink()
        waste.write({"note": "Rained all day"})
        self._waste().unlink()

    def test_a_draft_takes_no_state_from_outside(self):
        waste = self._waste(state="done", name="X", value=5)
        self.assertEqual((waste.state, waste.name), ("draft", "/"))
        self.assertFalse(waste.sudo().value)

    def test_bad_quantities(self):
        for quantity in (0, -1, 1e12, float("inf"), float("nan"), "4"):
            with (
                self.subTest(quantity=quantity),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._waste(quantity=quantity)

    def test_no_more_than_is_there(self):
        waste = self._waste(quantity=60) | self._waste(quantity=50)
        with self.assertRaisesRegex(UserError, "Only 100"), self.cr.savepoint():
            waste.action_done()
        self.assertEqual(self._on_hand(), 100)
        self.assertEqual(set(waste.mapped("state")), {"draft"})
        self.assertFalse(waste.scrap_id)

    def test_a_lot_is_named_and_its_own(self):
        self.dough.tracking = "lot"
        lot = self.env["stock.lot"].create({"name": "D1", "product_id": self.dough.id})
        self._fill(self.dough, 500, lot)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._waste(lot_id=lot.id)
        waste = self._waste(product_id=self.dough.id)
        with self.assertRaisesRegex(UserError, "lot"), self.cr.savepoint():
            waste.action_done()
        waste.lot_id = lot
        waste.action_done()
        self.assertEqual(lot.product_qty, 496)

    def test_expired_goods_are_written_off(self):
        self.company.block_expired = True
        self.dough.write({"tracking": "lot", "shelf_life_hours": 24})
        lot = self.env["stock.lot"].create({"name": "D1", "product_id": self.dough.id})
        self._fill(self.dough, 500, lot)
        lot.expiration_date = fields.Datetime.now() - timedelta(hours=1)
        waste = self._waste(product_id=self.dough.id, lot_id=lot.id)
        waste.action_done()
        self.assertEqual(waste.state, "done")

    def test_goods_and_places_that_cannot_be(self):
        service = self.env["product.product"].create(
            {"name": "Decorating", "type": "service"}
        )
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        for values in (
            {"product_id": service.id},
            {"location_id": other.lot_stock_id.id},
            {"location_id": self.env.ref("stock.stock_location_customers").id},
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._waste(**values)

    def test_photos(self):
        for photo in (
            base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            base64.b64encode(b"%PDF-1.4 no picture"),
            "no base64 at all !",
            base64.b64encode(base64.b64decode(PIXEL) + b"0" * (8 * 1024 * 1024)),
        ):
            with (
                self.subTest(size=len(photo)),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self._waste(photo=photo)

    def test_strangers(self):
        waste = self._waste()
        stranger = new_test_user(self.env, "waste.nobody", "base.group_user")
        with self.assertRaises(AccessError):
            waste.with_user(stranger).action_done()
        with self.assertRaises(AccessError):
            self._waste(user=stranger)

    def test_a_baker_logs_what_burned(self):
        waste = self._waste(self._user("waste.baker", "baker"))
        waste.action_done()
        self.assertEqual(waste.state, "done")

    def test_another_company_stays_apart(self):
        company = self.env["res.company"].create({"name": "Other bakery"})
        theirs = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        with self.assertRaises(UserError), self.cr.savepoint():
            self._waste(warehouse_id=theirs.id)

    def test_reasons_belong_to_the_bakery(self):
        self.assertGreaterEqual(self.env["bakery.waste.reason"].search_count([]), 10)
        with self.assertRaises(AccessError):
            self.reason.with_user(self.clerk).name = "Eaten"

    # At closing time ------------------------------------------------------------------

    def _entry(self):
        return (
            self.env["bakery.waste.entry"]
            .with_user(self.clerk)
            .create({"warehouse_id": self.outlet.id, "reason_id": self.reason.id})
        )

    def test_an_outlet_logs_at_closing(self):
        self._fill(self.box, 5)
        entry = self._entry()
        self.assertEqual(entry.line_ids.product_id, self.bun | self.box)
        line = entry.line_ids.filtered(lambda line: line.product_id == self.bun)
        self.assertEqual(line.on_hand, 100)
        line.quantity = 7
        action = entry.action_log()
        waste = self.Waste.search(action["domain"])
        self.assertEqual(waste.mapped("quantity"), [7])
        self.assertEqual(waste.state, "done")
        self.assertEqual(self._on_hand(), 93)

    def test_many_products_are_written_off_together(self):
        goods = [
            self._product(f"Bun {n}", self.unit, categ_id=self.category.id)
            for n in range(12)
        ]
        for product in goods:
            product.standard_price = 1000
            self._fill(product, 10)
        waste = self.env["bakery.waste"]
        for product in goods:
            waste += self._waste(product_id=product.id)
        self.env.flush_all()
        Move = type(self.env["stock.move"])
        with patch.object(
            Move, "_action_done", autospec=True, side_effect=Move._action_done
        ) as finished:
            waste.action_done()
        # Each is gathered, then all are finished at once.
        self.assertEqual(len(finished.call_args.args[0]), 12)
        self.assertEqual(set(waste.mapped("state")), {"done"})
        self.assertEqual(waste.scrap_id.move_ids.mapped("state"), ["done"] * 12)
        self.assertEqual(waste.sudo().mapped("value"), [4000] * 12)
        for product in goods:
            there = product.with_context(location=self.place.id).qty_available
            self.assertEqual(there, 6)

    def test_no_request_from_outside_holds_movements_back(self):
        waste = self._waste()
        waste.with_context(waste_together=[]).action_done()
        self.assertEqual(waste.scrap_id.move_ids.state, "done")
        self.assertEqual(self._on_hand(), 96)

    def test_an_entry_without_figures(self):
        with self.assertRaises(UserError):
            self._entry().action_log()

    def test_each_of_several_keeps_its_quantity(self):
        self._fill(self.box, 5)
        entry = self._entry()
        for line in entry.line_ids:
            line.quantity = 7 if line.product_id == self.bun else 3
        waste = self.Waste.search(entry.action_log()["domain"])
        lost = {row.product_id: row.quantity for row in waste}
        self.assertEqual(lost, {self.bun: 7, self.box: 3})

    def test_an_entry_is_all_or_nothing(self):
        self._fill(self.box, 5)
        entry = self._entry()
        entry.line_ids.quantity = 6
        with self.assertRaisesRegex(UserError, "Only 5"), self.cr.savepoint():
            entry.action_log()
        self.assertEqual(self._on_hand(), 100)
        self.assertFalse(self.Waste.search([("warehouse_id", "=", self.outlet.id)]))
