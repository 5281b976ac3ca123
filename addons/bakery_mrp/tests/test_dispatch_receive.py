from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestDispatchReceive(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fill(cls.bun, 50)

    def _receive(self, load, *rows):
        return load.with_user(self.clerk).receive(list(rows))

    def test_short_loaded_is_still_in_the_kitchen(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        self._receive(load, self._row(load, 17, "short", note="Counted twice"))
        self.assertEqual(self._everywhere(self.bun), [33, 17, 0, 0])
        line = load.line_ids
        self.assertEqual((line.received_qty, line.difference), (17, -3))
        self.assertEqual(line.reason_id, self.reasons["short"])
        self.assertEqual(line.note, "Counted twice")
        self.assertEqual((load.state, load.received_by_id), ("done", self.clerk))

    def test_damaged_on_the_way_is_written_off(self):
        before = self.bun.with_company(self.company).total_value
        load = self._load(self._sent(cafe=20), self.cafe)
        self._receive(load, self._row(load, 16, "damaged"))
        self.assertEqual(self._everywhere(self.bun), [30, 16, 0, 0])
        waste = load.waste_ids
        self.assertEqual((waste.state, waste.quantity), ("done", 4))
        self.assertEqual(waste.warehouse_id, self.cafe)
        self.assertEqual(waste.sudo().value, 10_000)
        self.assertEqual(waste.scrap_id.location_id, self.transit)
        self.bun.invalidate_recordset()
        self.assertEqual(
            self.bun.with_company(self.company).total_value, before - 10_000
        )

    def test_nothing_arrived(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        self._receive(load, self._row(load, 0, "damaged"))
        self.assertEqual(self._everywhere(self.bun), [30, 0, 0, 0])
        self.assertEqual(load.state, "done")

    def test_nothing_arrived_and_all_is_in_the_kitchen(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        self._receive(load, self._row(load, 0, "short"))
        self.assertEqual(self._everywhere(self.bun), [50, 0, 0, 0])

    def test_more_arrived(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        self._receive(load, self._row(load, 24, "many"))
        self.assertEqual(self._everywhere(self.bun), [26, 24, 0, 0])

    def test_more_arrived_than_the_kitchen_has_by_its_books(self):
        load = self._load(self._sent(cafe=48), self.cafe)
        self._receive(load, self._row(load, 55, "many"))
        self.assertEqual(self._everywhere(self.bun), [-5, 55, 0, 0])

    def test_more_of_a_lot(self):
        self.box.tracking = "lot"
        lot = self.env["stock.lot"].create({"name": "B1", "product_id": self.box.id})
        self._fill(self.box, 10, lot=lot)
        self._ask(self.cafe, {self.box: 8})
        run = self._run()
        run.action_load()
        run.action_depart()
        load = self._load(run, self.cafe)
        self._receive(load, self._row(load, 12, "many", product=self.box))
        self.assertEqual(self._everywhere(self.box), [-2, 12, 0, 0])
        self.assertEqual(lot.product_qty, 10)

    def test_the_wrong_product_arrived(self):
        self._fill(self.box, 10)
        load = self._load(self._sent(cafe=20), self.cafe)
        instead = {
            "product_id": self.box.id,
            "received": 4,
            "reason_id": self.reasons["instead"].id,
        }
        self._receive(load, self._row(load, 16, "short"), instead)
        self.assertEqual(self._everywhere(self.bun), [34, 16, 0, 0])
        self.assertEqual(self._everywhere(self.box), [6, 4, 0, 0])
        line = self._line(load, self.box)
        self.assertEqual((line.loaded_qty, line.received_qty), (0, 4))

    def test_a_tracked_product_nobody_knows_of(self):
        self.box.tracking = "lot"
        load = self._load(self._sent(cafe=20), self.cafe)
        instead = {
            "product_id": self.box.id,
            "received": 4,
            "reason_id": self.reasons["instead"].id,
        }
        with self.assertRaisesRegex(UserError, "lot"), self.cr.savepoint():
            self._receive(load, instead)
        self.assertEqual(load.state, "transit")
        self.assertEqual(self._everywhere(self.bun), [30, 0, 0, 20])

    def test_a_difference_needs_its_reason(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        for received, reason in (
            (17, None),
            (17, "many"),
            (17, "unsold"),
            (23, None),
            (23, "short"),
            (23, "damaged"),
        ):
            with (
                self.subTest(received=received, reason=reason),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                self._receive(load, self._row(load, received, reason))
        self.assertEqual(load.state, "transit")
        self.assertEqual(self._everywhere(self.bun), [30, 0, 0, 20])

    def test_bad_figures(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        for rows in (
            [self._row(load, -1, "short")],
            [self._row(load, float("nan"), "short")],
            [self._row(load, float("inf"), "many")],
            [self._row(load, "12", "short")],
            [self._row(load, True, "short")],
            [self._row(load, None, "short")],
            [{"line_id": -5, "received": 3}],
            [{"product_id": 10**9, "received": 3}],
            [{"product_id": "x", "received": 3}],
            ["rubbish"],
        ):
            with (
                self.subTest(rows=rows),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                self._receive(load, *rows)
        self.assertEqual(load.state, "transit")

    def test_only_once(self):
        load = self._load(self._sent(cafe=20), self.cafe)
        self._receive(load, self._row(load, 16, "damaged"))
        with self.assertRaisesRegex(UserError, "already"), self.cr.savepoint():
            self._receive(load, self._row(load, 16, "damaged"))
        with self.assertRaisesRegex(UserError, "already"), self.cr.savepoint():
            load.with_user(self.clerk).action_receive_all()
        self.assertEqual(self._everywhere(self.bun), [30, 16, 0, 0])

    def test_not_before_it_left(self):
        self._ask(self.cafe, {self.bun: 6})
        run = self._run()
        run.action_load()
        with self.assertRaisesRegex(UserError, "not on its way"), self.cr.savepoint():
            self._receive(self._load(run, self.cafe))

    def test_a_lot_held_on_the_way_waits_for_its_release(self):
        self.box.tracking = "lot"
        lot = self.env["stock.lot"].create({"name": "B1", "product_id": self.box.id})
        self._fill(self.box, 10, lot=lot)
        self._ask(self.cafe, {self.box: 8})
        run = self._run()
        run.action_load()
        run.action_depart()
        lot._hold("Metal found")
        load = self._load(run, self.cafe)
        with self.assertRaisesRegex(UserError, "hold"), self.cr.savepoint():
            self._receive(load)
        lot._release("Nothing found")
        self._receive(load)
        self.assertEqual(self._everywhere(self.box), [2, 8, 0, 0])

    # Sending back ---------------------------------------------------------------------

    def _back(self, quantity, product=None, **values):
        row = {
            "product_id": (product or self.bun).id,
            "qty": quantity,
            "reason_id": self.reasons["unsold"].id,
            **values,
        }
        Load = self.env["bakery.dispatch.load"].with_user(self.clerk)
        return Load.browse(Load.send_back(self.cafe.id, [row]))

    def test_unsold_goods_come_back(self):
        self._fill(self.bun, 9, self.cafe)
        load = self._back(6)
        self.assertEqual((load.state, load.kind), ("transit", "back"))
        self.assertEqual(self._everywhere(self.bun), [50, 3, 0, 6])
        self._receive(load)
        self.assertEqual(self._everywhere(self.bun), [56, 3, 0, 0])

    def test_differences_of_what_comes_back(self):
        self._fill(self.bun, 30, self.cafe)
        load = self._back(6)
        self._receive(load, self._row(load, 4, "short"))
        self.assertEqual(self._everywhere(self.bun), [54, 26, 0, 0])
        load = self._back(6)
        self._receive(load, self._row(load, 5, "damaged"))
        self.assertEqual(self._everywhere(self.bun), [59, 20, 0, 0])
        self.assertEqual(load.waste_ids.warehouse_id, self.cafe)
        load = self._back(6)
        self._receive(load, self._row(load, 8, "many"))
        self.assertEqual(self._everywhere(self.bun), [67, 12, 0, 0])

    def test_expired_goods_may_come_back(self):
        self.box.write({"tracking": "lot", "use_expiration_date": True})
        lots = self.env["stock.lot"].create(
            [
                {
                    "name": name,
                    "product_id": self.box.id,
                    "expiration_date": date,
                    "removal_date": date,
                }
                for name, date in (("OLD", "2020-01-01"), ("NEW", "2099-01-01"))
            ]
        )
        for lot in lots:
            self._fill(self.box, 5, self.cafe, lot)
        load = self._back(6, self.box)
        lines = load.in_picking_id.move_line_ids
        taken = {line.lot_id.name: line.quantity for line in lines}
        self.assertEqual(taken, {"OLD": 5, "NEW": 1})

    def test_no_more_comes_back_than_is_there(self):
        self._fill(self.bun, 5, self.cafe)
        with self.assertRaisesRegex(UserError, "Only 5"), self.cr.savepoint():
            self._back(6)
        for values in ({"qty": -1}, {"qty": "3"}, {"reason_id": False}, {"qty": 0}):
            with (
                self.subTest(values=values),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                self._back(3, **values)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.env["bakery.dispatch.load"].with_user(self.baker_only()).send_back(
                self.cafe.id, []
            )
        self.assertEqual(self._everywhere(self.bun), [50, 5, 0, 0])

    def baker_only(self):
        user = self.baker.copy({"login": "dispatch-nothing"})
        user.group_ids = self.env.ref("base.group_user")
        return user

    # The page -------------------------------------------------------------------------

    def test_the_page_of_an_outlet(self):
        run = self._sent(cafe=20, shop=3)
        Load = self.env["bakery.dispatch.load"].with_user(self.clerk)
        page = Load.outlet_page(self.cafe.id)
        self.assertEqual(page["place_id"], self.cafe.id)
        arrival = next(
            row
            for row in page["arrivals"]
            if row["id"] == self._load(run, self.cafe).id
        )
        self.assertEqual(arrival["lines"][0]["sent"], 20)
        self.assertFalse(arrival["late"])
        load = self._load(run, self.cafe).with_user(self.clerk)
        page = load.outlet_receive([self._row(load, 18, "short")])
        states = {row["id"]: row["state"] for row in page["arrivals"]}
        self.assertEqual(states[load.id], "done")
        self.assertTrue(Load.outlet_products("Bun"))
        self.assertFalse(Load.outlet_products(" "))
        goods = Load.outlet_goods(self.cafe.id)
        self.assertEqual([row["on_hand"] for row in goods], [18])
        kitchen = Load.outlet_page(self.kitchen.id)
        self.assertTrue(kitchen["is_kitchen"])
        self.assertFalse(kitchen["asks"])

    def test_late_goods(self):
        run = self._sent(cafe=20)
        load = self._load(run, self.cafe)
        load.sudo().departed_date = "2020-01-01"
        line = load.line_ids
        self.assertTrue(line.is_late)
        late = self.env["bakery.dispatch.line"].search([("is_late", "=", True)])
        self.assertIn(line, late)
        self._receive(load)
        late = self.env["bakery.dispatch.line"].search([("is_late", "=", True)])
        self.assertNotIn(line, late)

    def test_each_company_says_when_goods_are_late(self):
        run = self._sent(cafe=20)
        load = self._load(run, self.cafe)
        load.sudo().departed_date = fields.Datetime.now() - timedelta(hours=5)
        lines = self.env["bakery.dispatch.line"]
        for hours, late in ((12, False), (4, True), (6, False)):
            self.company.dispatch_late_hours = hours
            self.assertEqual(load.line_ids.is_late, late)
            found = lines.search([("is_late", "=", True)])
            self.assertEqual(load.line_ids <= found, late)
            rest = lines.search([("is_late", "=", False)])
            self.assertEqual(load.line_ids <= rest, not late)
            page = load.with_user(self.clerk).outlet_page(self.cafe.id)
            shown = {row["id"]: row["late"] for row in page["arrivals"]}
            self.assertEqual(shown[load.id], late)
        for hours in (0, -1, 1000):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.company.dispatch_late_hours = hours
