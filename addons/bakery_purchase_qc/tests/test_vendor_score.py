from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from odoo.addons.bakery_purchase_qc.models.vendor_score_sql import WEIGHTS, points_sql

from .common_quality import BakeryQualityCommon


@tagged("post_install", "-at_install")
class TestVendorScore(BakeryQualityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "Asia/Jakarta"
        cls.score = cls.env["bakery.vendor.score"]

    def rows(self, vendor=None, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.score.with_user(user or self.buyer).search(
            [("vendor_id", "=", (vendor or self.mill).id)]
        )

    def arrived(self, order, moment, promised):
        """Let an order arrive whole at ``moment``; both are UTC."""
        order.order_line.date_planned = promised
        receipt = self.receive(order)
        receipt.move_ids.date = moment
        return receipt

    def answered(self, order, hours):
        answer = self.env["bakery.vendor.answer"].create(
            {"order_id": order.id, "request_number": 1, "answered_by": "Ani"}
        )
        self.env.flush_all()
        # Raw SQL: the ORM lets nobody say when something was made.
        self.env.cr.execute(
            "UPDATE bakery_vendor_answer SET create_date = %s WHERE id = %s",
            (order.date_approve + timedelta(hours=hours), answer.id),
        )

    # The four facts -------------------------------------------------------------------

    def test_inspections_are_counted_with_their_rejects(self):
        receipt = self.arrival(lots={"A": 600, "B": 300, "C": 100})
        first, second, third = receipt.inspection_ids
        self.judge(first)
        self.judge(second, rejected=200)
        self.judge(third)
        row = self.rows()
        self.assertEqual((row.inspections, row.passed), (3, 2))
        self.assertAlmostEqual(row.pass_rate, 200 / 3)
        self.assertEqual(row.reject_cost, 200 * 10)
        self.assertEqual(row.month, fields.Date.today().replace(day=1))
        self.assertEqual(row.company_id, self.company)

    def test_open_and_skipped_inspections_do_not_count(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        receipt.inspection_ids[0].with_user(self.manager).action_skip("Dikenal")
        self.assertFalse(self.rows())

    def test_on_time_means_on_the_day_where_the_company_is(self):
        planned = datetime(2025, 3, 10, 5)  # noon in Jakarta
        for moment in (
            datetime(2025, 3, 10, 16, 30),  # 23:30 of that day
            datetime(2025, 3, 10, 17, 30),  # half past midnight of the next
            datetime(2025, 3, 8, 1),
        ):
            order = self.order((self.egg, 10, self.piece, 2000))
            self.arrived(order, moment, planned)
        rows = self.rows()
        row = rows.filtered(lambda r: r.month == datetime(2025, 3, 1).date())
        self.assertEqual((row.receipts, row.receipts_on_time), (3, 2))
        self.assertAlmostEqual(row.on_time_rate, 200 / 3)

    def test_months_are_those_of_the_company(self):
        order = self.order((self.egg, 10, self.piece, 2000))
        late = datetime(2025, 3, 31, 18)  # 1 April in Jakarta
        self.arrived(order, late, late)
        row = self.rows().filtered("receipts")
        self.assertEqual(row.month, datetime(2025, 4, 1).date())

    def test_a_later_rest_is_not_judged_again(self):
        order = self.order((self.egg, 10, self.piece, 2000))
        order.order_line.date_planned = fields.Datetime.now()
        receipt = order.picking_ids
        receipt.move_ids.write({"quantity": 4, "picked": True})
        receipt.with_context(skip_backorder=True).button_validate()
        rest = receipt.backorder_ids
        rest.move_ids.picked = True
        rest.button_validate()
        rest.move_ids.date = fields.Datetime.now() + timedelta(60)
        rows = self.rows()
        self.assertEqual(sum(rows.mapped("receipts")), 1)
        self.assertEqual(sum(rows.mapped("receipts_on_time")), 1)

    def test_prices_compare_with_all_vendors_of_a_year_before(self):
        self.order((self.egg, 30, self.piece, 1000), vendor=self.farm, days_ago=200)
        self.order((self.egg, 10, self.piece, 2000), vendor=self.farm, days_ago=100)
        self.order((self.egg, 99, self.piece, 9000), vendor=self.farm, days_ago=500)
        self.order((self.egg, 4, self.piece, 1500), days_ago=0)
        row = self.rows()
        self.assertEqual(row.price_paid, 4 * 1500)
        self.assertEqual(row.price_usual, 4 * 1250)
        self.assertAlmostEqual(row.price_index, 1.2)

    def test_the_first_purchase_has_nothing_to_compare_with(self):
        self.order((self.egg, 4, self.piece, 1500))
        self.order((self.egg, 4, self.piece, 1500), vendor=self.farm, days_ago=-1)
        self.assertFalse(self.rows())
        self.assertAlmostEqual(sum(self.rows(self.farm).mapped("price_index")), 1)

    def test_units_of_prices_do_not_matter(self):
        self.order((self.flour, 1000, self.gram, 10), days_ago=30)
        self.order((self.flour, 1, self.sack, 25000 * 9), vendor=self.farm)
        self.assertAlmostEqual(self.rows(self.farm).price_index, 0.9)

    def test_answers_are_timed_from_the_approval(self):
        for hours in (2, 10):
            order = self.order((self.egg, 10, self.piece, 2000), vendor=self.farm)
            order.date_approve = datetime(2025, 5, 5, 3)
            self.answered(order, hours)
        row = self.rows(self.farm).filtered("answers")
        self.assertEqual(row.answers, 2)
        self.assertAlmostEqual(row.answer_hours, 6)
        self.assertEqual(row.month, datetime(2025, 5, 1).date())

    def test_a_contact_counts_as_its_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Gudang Selatan", "parent_id": self.farm.id}
        )
        order = self.order((self.egg, 10, self.piece, 2000), vendor=contact)
        self.receive(order)
        self.assertEqual(self.rows(self.farm).receipts, 1)
        self.assertFalse(self.rows(contact))
        self.assertTrue(contact.with_user(self.buyer).vendor_standing in "ABC")

    # Together -------------------------------------------------------------------------

    def test_a_rate_of_months_is_weighted(self):
        for lots in ({"A": 10}, {"B": 10, "C": 10, "D": 10}):
            receipt = self.arrival(lots=lots)
            for inspection in receipt.inspection_ids:
                self.judge(inspection, rejected=5 if "A" in lots else 0)
            if "A" in lots:
                receipt.inspection_ids.date_done = fields.Datetime.now() - timedelta(90)
        self.assertEqual(sorted(self.rows().mapped("pass_rate")), [0, 100])
        groups = self.score.with_user(self.buyer).formatted_read_group(
            [("vendor_id", "=", self.mill.id)],
            ["vendor_id"],
            ["pass_rate:avg", "answer_hours:avg", "inspections:sum"],
            order="pass_rate:avg desc",
        )
        self.assertEqual(groups[0]["inspections:sum"], 4)
        self.assertAlmostEqual(groups[0]["pass_rate:avg"], 75)
        self.assertFalse(groups[0]["answer_hours:avg"])

    def points(self, **rates):
        """Return the points of these rates; those left out are not known."""
        known = {name: rates.get(name) for name in WEIGHTS}
        points = points_sql(
            {name: SQL("%s::numeric", rate) for name, rate in known.items()}
        )
        [[score]] = self.env.execute_query(SQL("SELECT %s", points))
        return score

    def test_the_letter_is_the_weighted_average_of_what_is_known(self):
        cases = [
            ({"pass_rate": 90}, 90, "A"),
            ({"pass_rate": 89.6}, 89.6, "A"),
            ({"pass_rate": 80}, 80, "B"),
            ({"pass_rate": 70}, 70, "C"),
            ({"pass_rate": 0, "on_time_rate": 100}, 300 / 7, "C"),
            ({"price_index": 0.9}, 100, "A"),
            ({"price_index": 1.1}, 60, "C"),
            ({"price_index": 1.5}, 0, "C"),
            ({"answer_hours": 10}, 100, "A"),
            ({"answer_hours": 500}, 0, "C"),
        ]
        for rates, points, letter in cases:
            with self.subTest(rates):
                score = self.points(**rates)
                self.assertAlmostEqual(float(score), points)
                self.assertEqual(self.score._letter(score), letter)
        self.assertIsNone(self.points())

    def test_months_and_their_year_have_points(self):
        self.pass_all(self.arrival(lots={"A": 10}))
        late = self.arrival(lots={"B": 10})
        self.judge(late.inspection_ids, rejected=10)
        late.inspection_ids.date_done = fields.Datetime.now() - timedelta(90)
        scores = {row.pass_rate: row.score for row in self.rows()}
        self.assertLess(scores[0], scores[100])
        [[points]] = self.score._read_group(
            [("vendor_id", "=", self.mill.id)], [], ["score:avg"]
        )
        total = self.score._totals(self.mill)[self.mill]
        self.assertAlmostEqual(points, total["score"])
        self.assertGreater(points, scores[0])
        self.assertLess(points, scores[100])

    def test_the_vendor_shows_the_letter_and_leads_to_the_months(self):
        mill = self.mill.with_user(self.buyer)
        self.assertEqual(mill.vendor_standing, "–")
        self.pass_all(self.arrival(lots={"A": 10}))
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(mill.vendor_standing, "A")
        action = mill.action_open_scorecard()
        self.assertTrue(self.score.with_user(self.buyer).search(action["domain"]))

    def test_years_ago_counts_no_more(self):
        receipt = self.pass_all(self.arrival(lots={"A": 10}))
        receipt.inspection_ids.date_done = fields.Datetime.now() - timedelta(400)
        self.assertEqual(len(self.rows()), 1)
        self.assertEqual(self.mill.with_user(self.buyer).vendor_standing, "–")

    def test_rows_are_told_apart(self):
        self.order((self.egg, 4, self.piece, 1500), days_ago=90)
        for vendor in (self.mill, self.farm):
            for days in (60, 0):
                order = self.order(
                    (self.egg, 4, self.piece, 1500), vendor=vendor, days_ago=days
                )
                self.answered(order, 1)
        rows = self.rows() | self.rows(self.farm)
        self.assertEqual(len(set(rows.mapped(lambda r: (r.vendor_id, r.month)))), 4)
        again = self.rows() | self.rows(self.farm)
        self.assertEqual(again, rows)

    # Who may see it -------------------------------------------------------------------

    def test_buyers_and_accountants_read_it_and_nobody_writes(self):
        self.pass_all(self.arrival(lots={"A": 10}))
        accountant = self.user("pembukuan-uji", "account.group_account_invoice")
        for user in (self.buyer, accountant):
            self.assertEqual(self.rows(user=user).passed, 1)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.score.with_user(user).has_access(operation))
        for user in (self.clerk, self.inspector):
            with self.assertRaises(AccessError):
                self.rows(user=user)
        with self.assertRaises(AccessError):
            self.mill.with_user(self.clerk).read(["vendor_standing"])

    def test_another_company_sees_nothing(self):
        self.pass_all(self.arrival(lots={"A": 10}))
        self.env.flush_all()
        other = self.env["res.company"].create({"name": "Toko Lain"})
        self.buyer.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        there = self.score.with_user(self.buyer).with_context(
            allowed_company_ids=other.ids
        )
        self.assertFalse(there.search([("vendor_id", "=", self.mill.id)]))
        self.assertFalse(there._totals(self.mill))

    def test_everything_opens(self):
        views = self.score.with_user(self.buyer).get_views(
            [(False, kind) for kind in ("list", "pivot", "graph", "search")]
        )
        self.assertIn("pass_rate", views["views"]["pivot"]["arch"])

    def test_queries_do_not_grow_with_the_vendors(self):
        vendors = self.env["res.partner"].create(
            [{"name": f"Pemasok {n}"} for n in range(51)]
        )
        for vendor in vendors:
            order = self.order((self.egg, 1, self.piece, 100), vendor=vendor)
            self.answered(order, 3)
        names = ["pass_rate", "price_index", "standing", "currency_id"]

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            score = self.score.with_user(self.buyer)
            before = self.env.cr.sql_log_count
            rows = score.search([("vendor_id", "in", some.ids)])
            rows.read(names)
            some.with_user(self.buyer).mapped("vendor_standing")
            self.assertEqual(len(rows), len(some))
            return self.env.cr.sql_log_count - before

        count(vendors[:1])
        self.assertEqual(count(vendors[:1]), count(vendors[1:]))


@tagged("post_install", "-at_install")
class TestQualityAnalysis(BakeryQualityCommon):
    def test_pass_rate_and_cost_of_rejects_by_product(self):
        receipt = self.arrival(lots={"A": 600, "B": 400})
        first, second = receipt.inspection_ids
        self.judge(first)
        self.judge(second, rejected=100)
        self.arrival(lots={"C": 5})
        action = self.env.ref("bakery_purchase_qc.qc_inspection_action_analysis")
        domain = [
            *safe_eval(action.domain),
            ("product_id", "=", self.flour.id),
        ]
        [group] = (
            self.env["qc.inspection"]
            .with_user(self.manager)
            .formatted_read_group(
                domain,
                ["product_id"],
                ["pass_rate:avg", "qty_received:sum", "qty_rejected:sum"]
                + ["reject_cost:sum", "currency_id:array_agg_distinct"],
            )
        )
        self.assertEqual(group["pass_rate:avg"], 50)
        self.assertEqual(group["qty_received:sum"], 1000)
        self.assertEqual(group["qty_rejected:sum"], 100)
        self.assertEqual(group["reject_cost:sum"], 1000)

    def test_inspectors_analyse_without_costs(self):
        views = (
            self.env["qc.inspection"]
            .with_user(self.inspector)
            .get_views([(False, "graph"), (False, "pivot"), (False, "form")])
        )
        self.assertIn("qty_rejected", views["views"]["pivot"]["arch"])
        self.assertNotIn("reject_cost", views["views"]["pivot"]["arch"])
