from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_quality import BakeryQualityCommon


class NonconformityCommon(BakeryQualityCommon):
    @classmethod
    def rejected(cls, quantity=100, **lots):
        """Return the nonconformity of flour of which something was rejected."""
        receipt = cls.arrival(lots=lots or {"A": 1000})
        cls.judge(receipt.inspection_ids, rejected=quantity)
        return receipt.inspection_ids.nonconformity_ids

    @classmethod
    def solve(cls, record):
        record.write(
            {
                "cause_id": cls.env.ref(
                    "bakery_purchase_qc.bakery_qc_cause_spoiled"
                ).id,
                "corrective_action": "Diganti hari Kamis",
            }
        )


@tagged("post_install", "-at_install")
class TestNonconformity(NonconformityCommon):
    # How it comes about ---------------------------------------------------------------

    def test_rejecting_makes_one_with_all_facts(self):
        record = self.rejected()
        self.assertEqual(len(record), 1)
        self.assertRegex(record.name, r"^NC/\d{4}/\d+$")
        self.assertEqual(record.state, "open")
        self.assertEqual(record.partner_id, self.mill)
        self.assertEqual(record.product_id, self.flour)
        self.assertEqual(record.lot_name, "A")
        self.assertEqual((record.quantity, record.uom_id), (100, self.gram))
        self.assertEqual(record.cost, 100 * 10)
        self.assertEqual(record.company_id, self.company)
        self.assertEqual(record.reason, "Basah")
        # On the day of whoever rejected them.
        today = fields.Date.context_today(record.with_user(self.inspector))
        self.assertEqual(record.date_due, today + timedelta(7))
        self.assertFalse(record.cause_id)

    def test_the_lot_follows_when_it_is_received(self):
        record = self.rejected()
        self.assertFalse(record.lot_id)
        record.inspection_id.picking_id.button_validate()
        self.assertEqual(record.lot_id.name, "A")

    def test_accepting_or_skipping_makes_none(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        first, second = receipt.inspection_ids
        self.judge(first)
        second.with_user(self.manager).action_skip("Dikenal")
        self.assertFalse(receipt.inspection_ids.nonconformity_ids)

    def test_goods_set_aside_and_rejected_later_make_one(self):
        self.plan.on_missing = "quarantine"
        receipt = self.arrival(lots={"A": 1000})
        receipt.button_validate()
        self.assertFalse(receipt.inspection_ids.nonconformity_ids)
        self.judge(receipt.inspection_ids, rejected=300)
        self.assertEqual(receipt.inspection_ids.nonconformity_ids.quantity, 300)

    def test_every_lot_has_its_own(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        for inspection in receipt.inspection_ids:
            self.judge(inspection, rejected=10)
        records = receipt.inspection_ids.nonconformity_ids
        self.assertEqual(set(records.mapped("lot_name")), {"A", "B"})
        self.assertEqual(len(set(records.mapped("name"))), 2)

    def test_only_once(self):
        record = self.rejected()
        inspection = record.inspection_id
        inspection._after_decision()
        self.assertEqual(inspection.nonconformity_ids, record)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            record.with_user(self.manager).create({"inspection_id": inspection.id})

    def test_none_by_hand_where_nothing_was_rejected(self):
        inspection = self.pass_all(self.arrival()).inspection_ids
        Nonconformity = self.env["bakery.qc.nonconformity"].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "Nothing was rejected"):
            Nonconformity.create({"inspection_id": inspection.id})

    # What it cost ---------------------------------------------------------------------

    def cost_of(self, order, rejected):
        receipt = order.picking_ids
        receipt.move_line_ids.lot_name = "A"
        self.judge(receipt.inspection_ids, rejected=rejected)
        record = receipt.inspection_ids.nonconformity_ids
        self.assertEqual(record.cost, receipt.inspection_ids.reject_cost)
        return record.cost

    def test_the_cost_is_the_net_price_of_the_order_in_its_unit(self):
        order = self.order((self.flour, 4, self.sack, 250000), confirm=False)
        tax = self.env["account.tax"].create(
            {
                "name": "PPN 11 % termasuk",
                "amount": 11,
                "price_include_override": "tax_included",
                "type_tax_use": "purchase",
                "company_id": self.company.id,
            }
        )
        order.order_line.write({"discount": 10, "tax_ids": [Command.set(tax.ids)]})
        order.button_confirm()
        net = round(4 * 225000 / 1.11) / 4
        # Half a sack: its unit of measure on arrival is the gram.
        self.assertAlmostEqual(self.cost_of(order, 12500), net / 2, 0)

    def test_the_cost_is_in_the_currency_of_the_company(self):
        dollar = self.dollar()
        order = self.order((self.flour, 1, self.kilo, 2), currency_id=dollar.id)
        self.assertAlmostEqual(self.cost_of(order, 500), 16000, 0)

    def test_what_the_order_costs_later_changes_no_loss(self):
        record = self.rejected()
        self.env.flush_all()
        record.purchase_id.order_line.with_context(
            skip_validation_check=True
        ).price_unit = 99
        self.assertEqual(record.cost, 1000)

    # Who solves it --------------------------------------------------------------------

    def test_the_plan_says_who_solves_it(self):
        self.plan.nonconformity_user_id = self.manager
        record = self.rejected()
        self.assertEqual(record.user_id, self.manager)
        activity = record.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertEqual(activity.date_deadline, record.date_due)
        self.assertIn(self.flour.display_name, activity.summary)

    def test_else_the_buyer_solves_it(self):
        order = self.order((self.flour, 1000, self.gram, 10), user_id=self.buyer.id)
        receipt = order.picking_ids
        receipt.move_line_ids.lot_name = "A"
        self.judge(receipt.inspection_ids, rejected=5)
        record = receipt.inspection_ids.nonconformity_ids
        self.assertEqual(record.user_id, self.buyer)
        self.assertEqual(record.activity_ids.user_id, self.buyer)

    def test_nobody_is_asked_who_cannot_see_it(self):
        self.plan.nonconformity_user_id = self.clerk
        order = self.order((self.flour, 1000, self.gram, 10), user_id=False)
        receipt = order.picking_ids
        receipt.move_line_ids.lot_name = "A"
        self.judge(receipt.inspection_ids, rejected=5)
        record = receipt.inspection_ids.nonconformity_ids
        self.assertFalse(record.user_id)
        self.assertFalse(record.activity_ids)

    def test_the_activity_goes_along_with_the_work(self):
        self.plan.nonconformity_user_id = self.manager
        record = self.rejected().with_user(self.manager)
        tomorrow = fields.Date.today() + timedelta(1)
        record.write({"user_id": self.inspector.id, "date_due": tomorrow})
        self.assertEqual(record.activity_ids.user_id, self.inspector)
        self.assertEqual(record.activity_ids.date_deadline, tomorrow)
        record.user_id = False
        self.assertFalse(record.activity_ids)

    # Closing --------------------------------------------------------------------------

    def test_closing_needs_cause_and_corrective_action(self):
        record = self.rejected().with_user(self.inspector)
        record.action_start()
        self.assertEqual(record.state, "acting")
        with self.assertRaises(ValidationError) as caught:
            record.action_close()
        self.assertIn("cause and the corrective", str(caught.exception))
        record.cause_id = self.env.ref("bakery_purchase_qc.bakery_qc_cause_spoiled")
        record.corrective_action = "  "
        with self.assertRaises(ValidationError):
            record.write({"state": "closed"})
        self.solve(record)
        record.action_close()
        self.assertEqual(record.state, "closed")
        self.assertEqual(record.date_closed, fields.Date.context_today(record))

    def test_closing_ends_the_activity(self):
        self.plan.nonconformity_user_id = self.manager
        record = self.rejected()
        self.solve(record.with_user(self.inspector))
        record.with_user(self.inspector).action_close()
        self.assertFalse(record.activity_ids)

    def test_only_managers_change_what_is_closed(self):
        record = self.rejected()
        self.solve(record)
        record.action_close()
        ours = record.with_user(self.inspector)
        with self.assertRaises(AccessError):
            ours.action_reopen()
        with self.assertRaises(AccessError):
            ours.description = "lain"
        record.with_user(self.manager).action_reopen()
        self.assertEqual(record.state, "acting")
        self.assertFalse(record.date_closed)
        with self.assertRaises(ValidationError):
            record.with_user(self.manager).write(
                {"state": "closed", "corrective_action": False}
            )

    def test_overdue_ones_are_found(self):
        record = self.rejected()
        domain = [("state", "!=", "closed"), ("date_due", "<", "today")]
        self.assertNotIn(record, record.search(domain))
        record.date_due = fields.Date.today() - timedelta(1)
        self.assertIn(record, record.search(domain))

    def test_a_used_cause_stays(self):
        record = self.rejected()
        self.solve(record)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            record.cause_id.unlink()


@tagged("post_install", "-at_install")
class TestNonconformityRights(NonconformityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls.rejected()
        cls.everyone = (cls.inspector, cls.manager, cls.buyer)

    def test_what_was_found_is_changed_by_nobody(self):
        facts = {
            "quantity": 1,
            "cost": 1,
            "partner_id": self.farm.id,
            "product_id": self.egg.id,
            "lot_id": False,
            "uom_id": self.kilo.id,
            "company_id": self.env.ref("base.main_company").id,
            "inspection_id": self.record.inspection_id.id,
            "date_closed": fields.Date.today(),
            "name": "NC/0",
            "warehouse_id": False,
        }
        for user in (self.inspector, self.manager):
            for name, value in facts.items():
                with self.subTest(name), self.assertRaises(AccessError):
                    self.record.with_user(user).write({name: value})
        self.assertEqual((self.record.quantity, self.record.cost), (100, 1000))

    def test_facts_are_not_made_up(self):
        inspection = self.record.inspection_id
        self.record.unlink()
        Nonconformity = self.env["bakery.qc.nonconformity"]
        values = {"inspection_id": inspection.id}
        with self.assertRaises(AccessError):
            Nonconformity.with_user(self.inspector).create(values)
        ours = Nonconformity.with_user(self.manager)
        with self.assertRaises(AccessError):
            ours.create({**values, "cost": 5})
        self.assertEqual(ours.create(values).cost, 1000)

    def test_buyers_solve_what_is_not_closed(self):
        record = self.record.with_user(self.buyer)
        self.assertEqual(record.cost, 1000)
        self.assertEqual(record.reason, "Basah")
        record.action_start()
        self.solve(record)
        record.action_close()
        record.message_post(body="Pabrik minta maaf")
        for values in ({"description": "x"}, {"state": "acting"}):
            with self.assertRaises(AccessError):
                record.write(values)
        with self.assertRaises(AccessError):
            record.unlink()
        with self.assertRaises(AccessError):
            record.action_reopen()

    def test_inspectors_do_not_see_prices(self):
        with self.assertRaises(AccessError):
            self.record.with_user(self.inspector).read(["cost"])
        with self.assertRaises(AccessError):
            self.record.inspection_id.with_user(self.inspector).read(["reject_cost"])

    def test_clerks_see_nothing(self):
        with self.assertRaises(AccessError):
            self.record.with_user(self.clerk).read(["name"])
        with self.assertRaises(AccessError):
            self.record.with_user(self.clerk).search([])
        # Their receipts and the inspections in them stay readable.
        self.record.inspection_id.with_user(self.clerk).read(["name", "qty_rejected"])

    def test_only_managers_delete(self):
        with self.assertRaises(AccessError):
            self.record.with_user(self.inspector).unlink()
        self.record.with_user(self.manager).unlink()

    def test_causes_are_the_managers(self):
        Cause = self.env["bakery.qc.cause"]
        for user in (self.inspector, self.buyer):
            self.assertTrue(Cause.with_user(user).search([]))
            with self.assertRaises(AccessError):
                Cause.with_user(user).create({"name": "Lain"})
        Cause.with_user(self.manager).create({"name": "Lain"})

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Toko Lain"})
        for user in self.everyone:
            user.sudo().write(
                {"company_ids": [Command.set(other.ids)], "company_id": other.id}
            )
            there = self.record.with_user(user).with_context(
                allowed_company_ids=other.ids
            )
            self.assertFalse(there.search([]))
            with self.assertRaises(AccessError):
                there.read(["name"])

    def test_everyone_opens_the_views(self):
        action = self.env.ref("bakery_purchase_qc.bakery_qc_nonconformity_action")
        modes = [(False, mode) for mode in action.view_mode.split(",")]
        for user in self.everyone:
            record = self.record.with_user(user)
            views = record.get_views([*modes, (False, "search")])["views"]
            fields_shown = views["form"]["arch"]
            self.assertEqual('name="cost"' in fields_shown, user != self.inspector)
            record.web_search_read([], {"name": {}, "state": {}})
            record.formatted_read_group([], ["state"], ["__count"])
        groups = self.record.with_user(self.buyer).formatted_read_group(
            [], ["partner_id"], ["cost:sum"]
        )
        self.assertEqual([group["cost:sum"] for group in groups], [1000])
