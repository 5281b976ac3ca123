from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_trace import BakeryTraceCommon

WHY = "kaca di dalam tepung"


@tagged("post_install", "-at_install")
class TestRecall(BakeryTraceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.middle, cls.last = cls.chain()
        cls.lots = cls.first + cls.middle + cls.last

    def recall(self, lots=None, start=True, **values):
        recall = (
            self.env["bakery.recall"]
            .with_user(self.recaller)
            .create(
                {
                    "lot_ids": [Command.set((lots or self.first).ids)],
                    "reason": WHY,
                    **values,
                }
            )
        )
        if start:
            recall.action_start()
        return recall

    def line(self, recall, lot):
        return recall.line_ids.filtered(lambda line: line.lot_id == lot)

    def mails(self, recall):
        return (
            self.env["mail.mail"]
            .sudo()
            .search(
                [
                    ("model", "=", "bakery.recall.partner"),
                    ("res_id", "in", recall.customer_ids.ids),
                ]
            )
        )

    # Starting -------------------------------------------------------------------------

    def test_recall_finds_lots_customers_and_quantities(self):
        recall = self.recall()
        self.assertRegex(recall.name, r"RC/\d{4}/\d{4}")
        self.assertEqual(recall.state, "running")
        self.assertEqual(recall.line_ids.lot_id, self.lots)
        line = self.line(recall, self.last)
        self.assertEqual(
            (line.level, line.qty_in, line.qty_on_hand, line.qty_delivered),
            (2, 20, 7, 13),
        )
        line = self.line(recall, self.first)
        self.assertEqual(
            (line.qty_received, line.qty_on_hand, line.qty_consumed), (100, 90, 10)
        )
        self.assertEqual(recall.customer_ids.partner_id, self.cafe + self.shop)
        cafe = recall.customer_ids.filtered(lambda c: c.partner_id == self.cafe)
        self.assertIn("ROTI-1", cafe.goods)
        self.assertIn("8", cafe.goods)
        self.assertEqual(cafe.picking_ids.partner_id, self.cafe)
        self.assertEqual((recall.traced_rate, recall.unexplained_count), (1, 0))

    def test_real_recall_holds_all_affected_lots(self):
        recall = self.recall()
        self.assertTrue(all(self.lots.mapped("quality_hold")))
        self.assertIn(recall.name, self.last.hold_reason)
        with self.assertRaisesRegex(UserError, "ROTI-1"):
            self.deliver(self.last, 1, self.cafe)

    def test_mock_recall_holds_nothing_and_sends_nothing(self):
        recall = self.recall(kind="mock")
        self.assertFalse(any(self.lots.mapped("quality_hold")))
        self.assertEqual(len(recall.customer_ids), 2)
        with self.assertRaisesRegex(UserError, "mock"):
            recall.action_notify()
        with self.assertRaisesRegex(UserError, "mock"):
            recall.customer_ids.action_inform()
        self.assertFalse(self.mails(recall))
        cafe = recall.customer_ids.filtered(lambda c: c.partner_id == self.cafe)
        self.assertIn("Kafe Uji", cafe.message)
        self.assertIn(WHY, cafe.message)
        self.assertIn("ROTI-1", cafe.message)
        recall.action_done()
        self.assertGreaterEqual(recall.minutes, 0)
        self.assertTrue(recall.date_end)

    def test_recall_upwards_names_ingredients_and_own_customers(self):
        recall = self.recall(self.last, direction="up")
        self.assertEqual(
            {line.lot_id.name: line.level for line in recall.line_ids},
            {"ROTI-1": 0, "ADN-1": -1, "TPG-1": -2},
        )
        self.assertEqual(recall.customer_ids.partner_id, self.cafe + self.shop)

    def test_recall_without_lots_is_refused_and_leaves_nothing(self):
        recall = self.recall(start=False)
        recall.lot_ids = False
        with self.assertRaisesRegex(UserError, "Name the lots"):
            recall.action_start()
        self.assertEqual(recall.state, "draft")

    def test_started_twice_it_is_done_once(self):
        recall = self.recall()
        recall.action_start()
        self.assertEqual(len(recall.line_ids), 3)
        for row in recall.line_ids[0], recall.customer_ids[0]:
            with (
                self.subTest(row._name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(UniqueViolation),
                self.env.cr.savepoint(),
            ):
                row.sudo().copy()

    def test_sales_to_nobody_are_counted(self):
        self.move(self.bread, 1, self.stock, self.customers, self.last)
        self.assertEqual(self.recall().nameless_count, 1)

    def test_goods_made_without_lots_are_named(self):
        roll = self.product("Roti Tanpa Lot", self.piece, tracking="none")
        self.bake(roll, 30, [(self.first, 3)])
        tart = self.lot(self.bread, "TAR-1")
        self.bake(tart, 1, [(roll, 3)])
        recall = self.recall()
        self.assertIn("Roti Tanpa Lot", recall.unnamed_note)
        self.assertEqual(recall.possible_lot_ids, tart)
        self.assertFalse(tart.quality_hold)

    def test_missing_goods_do_not_add_up(self):
        quant = self.last.quant_ids.filtered(lambda q: q.location_id == self.stock)
        quant.with_context(inventory_mode=True).inventory_quantity = 2
        quant.action_apply_inventory()
        recall = self.recall()
        line = self.line(recall, self.last)
        self.assertEqual(
            (line.qty_unexplained, line.traced_rate, line.is_unexplained),
            (5, 0.75, True),
        )
        self.assertEqual(recall.unexplained_count, 1)

    def test_waste_is_explained(self):
        self.env["stock.scrap"].create(
            {
                "product_id": self.bread.id,
                "lot_id": self.last.id,
                "scrap_qty": 2,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        ).do_scrap()
        line = self.line(self.recall(), self.last)
        self.assertEqual((line.qty_wasted, line.is_unexplained), (2, False))

    # Going on -------------------------------------------------------------------------

    def test_goods_that_left_meanwhile_are_found_at_the_end(self):
        recall = self.recall(kind="mock")
        late = self.env["res.partner"].create({"name": "Pembeli Terlambat"})
        self.deliver(self.last, 2, late)
        self.deliver(self.last, 1, self.cafe)
        recall.action_done()
        self.assertIn(late, recall.customer_ids.partner_id)
        cafe = recall.customer_ids.filtered(lambda c: c.partner_id == self.cafe)
        self.assertEqual(len(cafe.picking_ids), 2)

    def test_returned_goods_are_recovered(self):
        recall = self.recall()
        line = self.line(recall, self.last)
        self.assertEqual(line.qty_recovered, 7)
        self.move(self.bread, 3, self.customers, self.stock, self.last)
        line.invalidate_recordset()
        self.assertEqual(line.qty_recovered, 10)

    def test_cancelled_recall_releases_its_lots_and_no_others(self):
        self.middle.with_user(self.recaller).action_hold("lain")
        recall = self.recall()
        recall.action_cancel()
        self.assertEqual(self.lots.mapped("quality_hold"), [False, True, False])

    def test_lot_that_another_recall_needs_stays_on_hold(self):
        recall, other = self.recall(), self.recall(self.last)
        recall.action_cancel()
        self.assertEqual(self.lots.mapped("quality_hold"), [False, False, True])
        other.action_release()
        self.assertFalse(self.last.quality_hold)

    def test_ended_recall_does_not_go_on(self):
        recall = self.recall()
        recall.action_done()
        for step in ("start", "notify", "update", "cancel"):
            with self.subTest(step), self.assertRaisesRegex(UserError, recall.name):
                getattr(recall, f"action_{step}")()

    # Telling customers ----------------------------------------------------------------

    def test_each_customer_with_an_address_gets_one_message(self):
        recall = self.recall()
        recall.action_notify()
        recall.action_notify()
        (mail,) = self.mails(recall)
        self.assertEqual((mail.state, mail.recipient_ids), ("outgoing", self.cafe))
        self.assertIn("ROTI-1", mail.body_html)
        states = {c.partner_id: c.state for c in recall.customer_ids}
        self.assertEqual(states, {self.cafe: "queued", self.shop: "open"})

    def test_message_that_failed_can_be_sent_again(self):
        recall = self.recall()
        recall.action_notify()
        self.mails(recall).state = "exception"
        recall.action_notify()
        self.assertEqual(
            sorted(self.mails(recall).mapped("state")), ["exception", "outgoing"]
        )

    def test_customer_without_an_address_is_told_by_telephone(self):
        recall = self.recall()
        shop = recall.customer_ids.filtered(lambda c: c.partner_id == self.shop)
        shop.action_inform()
        self.assertEqual(shop.state, "informed")
        self.assertEqual(shop.informed_by_id, self.recaller)
        self.assertEqual(recall.informed_count, 1)

    def test_address_of_the_delivery_is_taken_when_the_head_office_has_none(self):
        branch = self.env["res.partner"].create(
            {
                "name": "Cabang",
                "parent_id": self.shop.id,
                "type": "delivery",
                "email": "cabang@uji.example",
            }
        )
        self.deliver(self.last, 1, branch)
        recall = self.recall()
        shop = recall.customer_ids.filtered(lambda c: c.partner_id == self.shop)
        self.assertEqual(shop.email, "cabang@uji.example")

    # Rights ---------------------------------------------------------------------------

    def test_matrix_of_roles(self):
        recall = self.recall()
        draft = self.recall(start=False)
        users = {
            "recall": self.recaller,
            "clerk": self.clerk,
            "baker": self.user("baker-uji", "bakery_mrp.bakery_mrp_group_baker"),
            "planner": self.user("rencana-uji", "bakery_mrp.bakery_mrp_group_planner"),
            "outsider": self.user("luar-uji", ""),
        }
        steps = {
            "read": (recall, "read", [["name"]]),
            "create": (recall, "create", [{"reason": WHY}]),
            "start": (draft, "action_start", []),
            "update": (recall, "action_update", []),
            "notify": (recall, "action_notify", []),
            "inform": (recall.customer_ids, "action_inform", []),
            "release": (recall, "action_release", []),
            "done": (recall, "action_done", []),
            "cancel": (recall, "action_cancel", []),
            "read customers": (recall.customer_ids, "read", [["goods"]]),
            "hold": (self.first, "action_hold", [WHY]),
            "trace": (self.first, "get_trace", []),
        }
        anybody = {"trace": {"recall", "clerk", "baker", "planner"}}
        for step, (records, method, args) in steps.items():
            may = {
                name
                for name, user in users.items()
                if self.can(user, records, method, args)
            }
            self.assertEqual(may, anybody.get(step, {"recall"}), step)

    def can(self, user, records, method, args):
        """Return whether a user may call a method from outside."""
        ids = [] if method == "create" else [records.ids]
        self.env.flush_all()
        try:
            with self.env.cr.savepoint() as savepoint:
                call_kw(
                    self.env(user=user)[records._name],
                    method,
                    [*ids, *args],
                    {"context": {"allowed_company_ids": self.company.ids}},
                )
                savepoint.rollback()
        except AccessError:
            return False
        finally:
            self.env.invalidate_all()
        return True

    def test_nobody_writes_what_a_recall_found(self):
        recall = self.recall()
        for values in (
            {"state": "done"},
            {"date_start": "2020-01-01"},
            {"reason": "lain"},
            {"lot_ids": [Command.clear()]},
            {"line_ids": [Command.clear()]},
            {"customer_ids": [Command.clear()]},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                recall.write(values)
        with self.assertRaises(AccessError):
            recall.line_ids[0].qty_on_hand = 0
        with self.assertRaises(AccessError):
            recall.customer_ids[0].date_informed = "2020-01-01"
        with self.assertRaises(AccessError):
            self.recall(start=False, state="done")
        recall.conclusion = "Ayakan diganti"
        with self.assertRaises(UserError):
            recall.unlink()

    def test_other_companies_see_nothing_of_it(self):
        recall = self.recall()
        other = self.env["res.company"].create({"name": "Toko Lain"})
        self.recaller.write({"company_ids": other.ids, "company_id": other.id})
        stranger = recall.with_user(self.recaller).with_context(
            allowed_company_ids=other.ids
        )
        with self.assertRaises(AccessError):
            stranger.read(["name"])

    def test_queries_do_not_grow_with_what_is_found(self):
        counts = []
        for number in (2, 50):
            flour = self.lot(self.flour, f"TPG-{number}")
            self.receive(flour, 100)
            for index in range(number):
                bread = self.lot(self.bread, f"R-{number}-{index}")
                self.bake(bread, 1, [(flour, 1)])
                customer = self.env["res.partner"].create(
                    {"name": f"Pembeli {number} {index}"}
                )
                self.deliver(bread, 1, customer)
            recall = self.recall(flour, start=False, kind="mock")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            recall.action_start()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(recall.customer_ids), number)
        # Rows are inserted in batches, each of which is one query more.
        self.assertLessEqual(counts[1], counts[0] + 3, counts)

    def test_printed_report_names_lots_and_customers(self):
        recall = self.recall()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bakery_mrp.report_recall", recall.ids
        )
        for text in (recall.name, WHY, "ROTI-1", "Kafe Uji", "100.0 %"):
            self.assertIn(text, html.decode())
