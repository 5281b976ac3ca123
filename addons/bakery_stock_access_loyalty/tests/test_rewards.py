from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bakery_stock_access.tests.common import AccessCommon


@tagged("post_install", "-at_install")
class TestRewards(AccessCommon):
    """What a program grants is allowed to every seller, what they make up is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        cls.product.write({"list_price": 25000, "taxes_id": False})
        cls.program = cls.env["loyalty.program"].create(
            {
                "name": "Promo Uji",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 2})],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 50,
                            "discount_mode": "percent",
                            "discount_applicability": "order",
                        }
                    ),
                    Command.create(
                        {
                            "reward_type": "product",
                            "reward_product_id": cls.product.id,
                            "reward_product_qty": 1,
                        }
                    ),
                ],
            }
        )
        cls.half, cls.gift = cls.program.reward_ids

    def _order(self, user=None, quantity=2):
        line = {"product_id": self.product.id, "product_uom_qty": quantity}
        return (
            self.env["sale.order"]
            .with_user(user or self.staff)
            .create(
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.own.id,
                    "order_line": [Command.create(line)],
                }
            )
        )

    def _claim(self, order, reward):
        order._update_programs_and_rewards()
        wizard = self.env["sale.loyalty.reward.wizard"].with_user(order.env.user)
        wizard = wizard.create({"order_id": order.id, "selected_reward_id": reward.id})
        wizard.action_apply()
        return order.order_line.filtered("reward_id")

    def test_granted_discount(self):
        order = self._order()
        line = self._claim(order, self.half)
        self.assertEqual(order.amount_untaxed, 25000)
        self.assertFalse(line.env.su)
        order.order_line[0].product_uom_qty = 4
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_untaxed, 50000)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_granted_product(self):
        order = self._order()
        self._claim(order, self.gift)
        self.assertEqual(order.amount_untaxed, 50000)
        order.action_confirm()

    def test_reward_that_is_no_longer_deserved(self):
        order = self._order()
        self._claim(order, self.half)
        order.order_line[0].product_uom_qty = 1
        order._update_programs_and_rewards()
        self.assertFalse(order.order_line.filtered("reward_id"))

    def test_reward_is_not_claimed_without_its_program(self):
        order = self._order(quantity=1)
        with self.assertRaises(ValidationError):
            self._claim(order, self.half)
        self.assertEqual(order.amount_untaxed, 25000)

    def test_reward_changed_by_hand(self):
        order = self._order()
        line = self._claim(order, self.half)
        for values in (
            {"price_unit": -49000},
            {"product_uom_qty": 2},
            {"discount": 10},
            {"points_cost": 0},
            {"reward_id": False},
            {"reward_id": self.gift.id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                line.write(values)
        self.assertEqual(self.refused_rights()[0], "sale_price")

    def test_reward_made_by_hand(self):
        order = self._order()
        card = self.env["loyalty.card"].create({"program_id": self.program.id})
        for reward, product, price in (
            (self.half, self.half.discount_line_product_id, -49000),
            (self.gift, self.product, 0),
            (self.half, self.product, 1),
        ):
            values = {
                "name": "x",
                "order_id": order.id,
                "product_id": product.id,
                "price_unit": price,
                "reward_id": reward.id,
                "coupon_id": card.id,
                "is_reward_line": True,
            }
            with self.subTest(product=product.name), self.assertRaises(AccessError):
                self.env["sale.order.line"].with_user(self.staff).create(values)
        with self.assertRaises(AccessError):
            order.order_line.write({"reward_id": self.half.id, "price_unit": 1})
        with self.assertRaises(AccessError):
            self.env["sale.order.line"].with_user(self.staff).create(
                {
                    "order_id": order.id,
                    "product_id": self.product.id,
                    "price_unit": 0,
                    "is_reward_line": True,
                }
            )

    def test_context_of_a_client_grants_nothing(self):
        order = self._order()
        with self.assertRaises(AccessError):
            order.order_line.with_context(
                loyalty_no_mail=True, reward=True, su=True
            ).write({"reward_id": self.half.id, "price_unit": 1})

    def test_discount_on_the_order_beside_a_reward(self):
        order = self._order()
        self._claim(order, self.half)
        self.env.company.sale_discount_product_id = self.env["product.product"].create(
            {"name": "Diskon", "type": "service", "list_price": 0}
        )
        wizard = self.env["sale.order.discount"].with_user(self.staff)
        values = {"sale_order_id": order.id, "discount_type": "so_discount"}
        wizard.create({**values, "discount_percentage": 0.1}).action_apply_discount()
        with self.assertRaises(AccessError):
            wizard.create(
                {**values, "discount_percentage": 0.2}
            ).action_apply_discount()

    def test_order_with_rewards_is_copied_without_them(self):
        order = self._order()
        self._claim(order, self.half)
        copied = order.copy()
        self.assertFalse(copied.order_line.filtered("reward_id"))
        self.assertEqual(copied.amount_untaxed, 50000)

    def test_cards_are_not_filled_by_hand(self):
        card = self.env["loyalty.card"].create(
            {"program_id": self.program.id, "points": 1}
        )
        with self.assertRaises(AccessError):
            card.with_user(self.staff).points = 1000
        with self.assertRaises(AccessError):
            self.env["loyalty.card.update.balance"].with_user(self.staff).create(
                {"card_id": card.id, "new_balance": 1000, "description": "x"}
            ).action_update_card_point()
        card.with_user(self.admin).points = 5

    def test_confirmation_settles_points_of_cards(self):
        loyalty = self.env["loyalty.program"].create(
            {
                "name": "Poin Uji",
                "program_type": "loyalty",
                "trigger": "auto",
                "applies_on": "both",
                "rule_ids": [
                    Command.create(
                        {"reward_point_mode": "unit", "reward_point_amount": 1}
                    )
                ],
                "reward_ids": [
                    Command.create({"reward_type": "discount", "required_points": 99})
                ],
            }
        )
        order = self._order()
        order._update_programs_and_rewards()
        order.action_confirm()
        card = loyalty.coupon_ids
        self.assertEqual(card.points, 2)
        order._action_cancel()
        self.assertFalse(card.points)

    def test_tills_settle_points_too(self):
        till = self.env.ref("point_of_sale.group_pos_user", raise_if_not_found=False)
        if not till:
            self.skipTest("without point of sale")
        card = self.env["loyalty.card"].create({"program_id": self.program.id})
        self.clerk.group_ids += till
        if card.with_user(self.clerk).has_access("write"):
            card.with_user(self.clerk).points = 5

    def test_users_without_role_as_in_stock_odoo(self):
        user = self.user_of(None, login="uji-bebas")
        user.group_ids += self.env.ref("sales_team.group_sale_salesman")
        order = self._order(user)
        line = self._claim(order, self.half)
        line.price_unit = -100
        self.assertEqual(order.amount_untaxed, 49900)
