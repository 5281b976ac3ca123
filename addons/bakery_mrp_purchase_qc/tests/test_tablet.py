from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import BakeryMrpPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestTabletChecks(BakeryMrpPurchaseQcCommon):
    def test_the_sheet_shows_what_the_baker_has_to_measure(self):
        self._plan("before", self.weight)
        order = self._order()
        [check] = order.bake_sheet()["checks"]
        [question] = check["questions"]
        self.assertEqual((check["moment"], check["state"]), ("before", "ready"))
        self.assertTrue(check["may_answer"])
        self.assertEqual((question["min"], question["max"]), (48, 54))
        self.assertEqual(question["readings_wanted"], 3)

    def test_the_card_counts_what_is_due(self):
        self._plan("before", self.weight)
        order = self._order()
        cards = self.env["mrp.production"].with_user(self.baker).bake_list()
        mine = next(card for card in cards if card["id"] == order.id)
        self.assertEqual(mine["checks_open"], 1)
        self._answer(self._checks(order), 50)
        self.assertEqual(order._bake_checks_open(), 0)

    def test_the_sheet_of_a_finished_order_shows_that_its_lot_waits(self):
        self._plan("after")
        order = self._order()
        self._weigh_all(order)
        sheet = order.bake_finish(20)
        [check] = sheet["checks"]
        self.assertTrue(check["is_held"])
        self.assertEqual(check["lot"], sheet["lot"])
        self._answer(self._checks(order), 2)
        [check] = order.bake_sheet()["checks"]
        self.assertEqual((check["state"], check["is_held"]), ("success", False))

    def test_without_plans_the_sheet_has_no_checks(self):
        self.assertEqual(self._order().bake_sheet()["checks"], [])


@tagged("post_install", "-at_install")
class TestTabletTour(BakeryMrpPurchaseQcCommon, HttpCase):
    def test_the_baker_weighs_at_the_oven_and_looks_at_the_crumb(self):
        self._plan("before", self.weight)
        self._plan("after")
        order = self._order()
        self._weigh_all(order)
        # The server refuses to finish what nobody has weighed.
        with mute_logger("odoo.http"):
            self.start_tour(
                "/odoo/bake", "bakery_mrp_purchase_qc_bake", login="baker-uji"
            )
        before = self._checks(order, "before")
        self.assertEqual(before.state, "success")
        self.assertEqual(
            before.inspection_lines.reading_ids.mapped("value"), [50, 51, 52]
        )
        after = self._checks(order, "after")
        self.assertEqual(after.state, "failed")
        self.assertTrue(after.lot_id.quality_hold)
