from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BakeryPurchaseQcCommon


@tagged("post_install", "-at_install")
class TestApproval(BakeryPurchaseQcCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "purchase.group_purchase_user"
        cls.colleague = cls.user("rekan-uji", groups)
        cls.approver = cls.user("penyetuju-uji", groups)
        cls.director = cls.user("direktur-uji", groups)
        cls.level = cls.tier(
            "Di atas sejuta", cls.approver, [("amount_total_cc", ">=", 1000000)], 20
        )
        cls.accountant = cls.user("akuntan-uji", "account.group_account_invoice")
        cls.purchase = cls.ask(1000)

    @classmethod
    def tier(cls, name, reviewers, domain, sequence=10):
        group = cls.env["res.groups"].create(
            {"name": name, "user_ids": [Command.set(reviewers.ids)]}
        )
        return cls.env["tier.definition"].create(
            {
                "name": name,
                "model_id": cls.env["ir.model"]._get_id("purchase.order"),
                "review_type": "group",
                "reviewer_group_id": group.id,
                "definition_domain": repr(domain),
                "company_id": cls.company.id,
                "sequence": sequence,
                "approve_sequence": True,
            }
        )

    @classmethod
    def ask(cls, quantity, price=2000):
        """Return a buyer's request for ``quantity`` eggs, two million rupiah."""
        return (
            cls.order((cls.egg, quantity, cls.piece, price), confirm=False)
            .with_user(cls.buyer)
            .copy()
        )

    def approve(self, order=None, user=None):
        order = (order or self.purchase).with_user(user or self.approver)
        order.validate_tier()
        return order

    def confirmed(self, order=None):
        order = order or self.purchase
        order.request_validation()
        self.approve(order)
        order.button_confirm()
        self.assertEqual(order.state, "purchase")
        return order

    def test_above_the_limit_an_order_waits_for_its_approver(self):
        with self.assertRaises(ValidationError):
            self.purchase.button_confirm()
        self.assertEqual(self.purchase.state, "draft")
        small = self.ask(10)
        small.button_confirm()
        self.assertEqual(small.state, "purchase")
        self.confirmed()

    def test_levels_follow_each_other(self):
        self.tier(
            "Harga menyimpang", self.director, [("max_price_deviation", ">", 0.1)]
        )
        self.order((self.egg, 10, self.piece, 1500), days_ago=3)
        self.purchase.request_validation()
        self.assertEqual(len(self.purchase.review_ids), 2)
        self.approve(user=self.director)
        self.assertNotEqual(self.purchase.validation_status, "validated")
        self.approve()
        self.approve(user=self.director)
        self.assertEqual(self.purchase.validation_status, "validated")

    def test_a_new_vendor_and_a_category_ask_for_approval(self):
        known = self.ask(1)
        known.button_confirm()
        self.tier("Pemasok baru", self.approver, [("is_new_vendor", "=", True)])
        self.tier(
            "Bahan beku",
            self.approver,
            [("order_line.product_id.categ_id.name", "=", "Beku")],
        )
        second, first = self.ask(1), self.ask(1)
        first.partner_id = self.farm
        self.assertTrue(first.need_validation)
        self.assertFalse(second.need_validation)
        self.egg.categ_id = self.env["product.category"].create({"name": "Beku"})
        second.invalidate_recordset()
        self.assertTrue(second.need_validation)

    def test_nobody_approves_what_they_made(self):
        self.level.reviewer_group_id.user_ids += self.buyer
        self.purchase.request_validation()
        self.assertNotIn(self.buyer, self.purchase.review_ids.reviewer_ids)
        with self.assertRaises(AccessError):
            self.approve(user=self.buyer)
        # Nor by asking somebody else to put their name on it.
        self.assertNotEqual(self.purchase.validation_status, "validated")

    def test_an_order_that_only_its_maker_could_approve_says_so(self):
        self.level.reviewer_group_id.user_ids = self.buyer
        with self.assertRaisesRegex(UserError, "Nobody else"), self.cr.savepoint():
            self.purchase.request_validation()
        self.assertFalse(self.purchase.review_ids)

    def test_a_refusal_needs_a_reason(self):
        self.purchase.request_validation()
        refused = self.purchase.with_user(self.approver)
        action = refused.reject_tier()
        self.assertEqual(action["res_model"], "comment.wizard")
        self.assertEqual(refused.validation_status, "pending")
        dialog = (
            self.env["comment.wizard"]
            .with_user(self.approver)
            .with_context(**action["context"])
        )
        with self.assertRaisesRegex(UserError, "Say why"), self.cr.savepoint():
            dialog.create({"comment": " "}).add_comment()
        dialog.create({"comment": "Terlalu mahal"}).add_comment()
        self.assertEqual(refused.validation_status, "rejected")
        self.assertEqual(refused.review_ids.comment, "Terlalu mahal")

    # No way round ------------------------------------------------------------------

    def test_the_state_is_not_written(self):
        with self.assertRaises(AccessError):
            self.purchase.write({"state": "purchase"})
        small = self.ask(1)
        with self.assertRaises(AccessError):
            small.write({"state": "purchase"})
        with self.assertRaises(AccessError):
            small.with_context(purchase_release=True).write({"state": "purchase"})

    def test_no_copy_and_no_creation_is_firm(self):
        with self.assertRaises(AccessError):
            self.purchase.copy({"state": "purchase"})
        with self.assertRaises(AccessError):
            self.env["purchase.order"].with_user(self.buyer).create(
                {"partner_id": self.mill.id, "state": "purchase"}
            )

    def test_no_field_stands_for_an_approval(self):
        self.purchase.request_validation()
        for vals in (
            {"validation_status": "validated"},
            {"approved_total": 9e9},
            {"approved_partner_id": self.farm.id},
            {"date_approve": "2026-01-01"},
        ):
            with self.assertRaises(AccessError):
                self.purchase.write(vals)
        born = self.env["purchase.order"].with_user(self.buyer)
        born = born.create(
            {
                "partner_id": self.mill.id,
                "approved_total": 9e9,
                "approved_partner_id": self.mill.id,
            }
        )
        self.assertFalse(born.approved_total)

    def test_the_dialog_for_comments_approves_in_turn_and_here_only(self):
        self.tier("Direktur", self.director, [("amount_total_cc", ">=", 1)], 5)
        other = self.ask(1000)
        for order in (self.purchase, other):
            order.request_validation()
        first, second = self.purchase.review_ids.sorted("sequence")
        self.assertEqual(second.reviewer_ids, self.director)
        for order, review, user in (
            (self.purchase, second, self.director),
            (other, first, self.approver),
        ):
            dialog = (
                self.env["comment.wizard"]
                .with_user(user)
                .create(
                    {
                        "validate_reject": "validate",
                        "res_model": "purchase.order",
                        "res_id": order.id,
                        "review_ids": [Command.set(review.ids)],
                        "comment": "Ya",
                    }
                )
            )
            dialog.add_comment()
            self.assertNotEqual(review.status, "approved")

    def test_a_currency_without_a_rate_is_refused(self):
        euro = self.env["res.currency"].create(
            {"name": "XUJ", "symbol": "X", "rounding": 0.01}
        )
        values = {"partner_id": self.mill.id, "currency_id": euro.id}
        orders = self.env["purchase.order"].with_user(self.buyer)
        bills = self.env["account.move"].with_user(self.accountant)
        before = orders.search_count([])
        without = "no exchange rate of XUJ"
        with self.assertRaisesRegex(ValidationError, without), self.cr.savepoint():
            orders.create(values)
        with self.assertRaisesRegex(ValidationError, without), self.cr.savepoint():
            self.purchase.currency_id = euro
        with self.assertRaisesRegex(ValidationError, without), self.cr.savepoint():
            bills.create({"move_type": "in_invoice", **values})
        self.assertEqual(orders.search_count([]), before)
        # A rule's request is written, but goes no further.
        written = self.env["purchase.order"].sudo().create(values)
        with self.assertRaisesRegex(ValidationError, without):
            written.button_confirm()
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": "2020-01-01", "rate": 1 / 17000}
        )
        self.assertTrue(orders.create(values))

    def test_another_product_and_another_currency_ask_again(self):
        order = self.confirmed()
        order.order_line.product_id = self.product("Telur Bebek", self.piece)
        self.assertEqual(order.state, "to approve")
        dollar = self.dollar()
        other = self.confirmed(self.ask(600))
        other.currency_id = dollar
        self.assertEqual(other.state, "to approve")

    def test_reviews_are_not_written(self):
        self.purchase.request_validation()
        review = self.purchase.review_ids
        for user in (self.buyer, self.colleague, self.approver):
            mine = review.with_user(user)
            with self.assertRaises(AccessError):
                mine.write({"status": "approved"})
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.create(
                    {
                        "model": "purchase.order",
                        "res_id": self.purchase.id,
                        "definition_id": self.level.id,
                        "status": "approved",
                    }
                )
        with self.assertRaises(AccessError):
            review.with_user(self.buyer).write({"comment": "Setuju"})

    def test_a_change_after_the_approval_asks_again(self):
        self.purchase.request_validation()
        self.approve()
        self.purchase.order_line.price_unit = 2050
        self.assertEqual(self.purchase.validation_status, "validated")
        self.purchase.order_line.price_unit = 2500
        self.assertNotEqual(self.purchase.validation_status, "validated")
        with self.assertRaises(ValidationError):
            self.purchase.button_confirm()

    def test_small_steps_add_up(self):
        order = self.confirmed()
        order.order_line.price_unit = 2080
        self.assertEqual(order.state, "purchase")
        order.order_line.price_unit = 2160
        self.assertEqual(order.state, "to approve")

    def test_more_goods_wait_for_the_new_approval(self):
        order = self.confirmed()
        move = order.order_line.move_ids
        order.order_line.product_qty = 1500
        self.assertEqual(order.state, "to approve")
        self.assertEqual(move.product_uom_qty, 1000)
        with self.assertRaisesRegex(UserError, "new approval"):
            self.receive(order.sudo())
        self.approve(order)
        self.assertEqual(order.state, "purchase")
        moves = order.order_line.move_ids.filtered(lambda m: m.state != "cancel")
        self.assertEqual(sum(moves.mapped("product_uom_qty")), 1500)

    def test_taking_the_change_back_makes_it_firm_again(self):
        order = self.confirmed()
        order.order_line.product_qty = 1500
        order.restart_validation()
        self.assertEqual(order.state, "to approve")
        order.order_line.product_qty = 1000
        self.assertEqual(order.state, "purchase")
        self.assertEqual(sum(order.order_line.move_ids.mapped("product_uom_qty")), 1000)

    def test_a_new_line_and_a_new_vendor_ask_again(self):
        order = self.confirmed()
        order.write(
            {
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.flour.id,
                            "product_qty": 1000,
                            "price_unit": 10,
                        }
                    )
                ]
            }
        )
        self.assertEqual(order.state, "to approve")
        self.assertFalse(
            order.order_line.filtered(lambda x: x.product_id == self.flour).move_ids
        )
        other = self.confirmed(self.ask(600))
        other.partner_id = self.farm
        self.assertEqual(other.state, "to approve")

    def test_what_was_approved_is_not_written(self):
        order = self.confirmed()
        order.order_line.write({"approved_qty": 9e9, "approved_price": 9e9})
        self.assertEqual(order.order_line.approved_qty, 1000)

    def test_off_it_is_as_odoo_brings_it(self):
        self.company.purchase_control = False
        small = self.ask(1)
        small.write({"state": "purchase"})
        small.order_line.price_unit = 99999
        self.assertEqual(small.state, "purchase")
