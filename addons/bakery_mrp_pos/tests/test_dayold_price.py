from datetime import datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.bakery_mrp.tests.common_dayold import NOW, BakeryDayoldCommon
from odoo.addons.point_of_sale.models.pos_config import PosConfig


@tagged("post_install", "-at_install")
class TestDayoldPrice(BakeryDayoldCommon):
    """A till of the outlet, which sells rolls of 10,000 rupiah 40 percent cheaper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", cls.company, install_demo=False
            )
        for product in (cls.roll, cls.bun):
            product.write(
                {"list_price": 10000, "taxes_id": False, "available_in_pos": True}
            )
        journal = cls.env["account.journal"].create(
            {"name": "Kas Uji", "type": "cash", "code": "KUJI"}
        )
        cls.cash = cls.env["pos.payment.method"].create(
            {"name": "Tunai Uji", "journal_id": journal.id}
        )
        cls.till = cls.env["pos.config"].create(
            {
                "name": "Kasir Uji",
                "picking_type_id": cls.outlet.pos_type_id.id,
                "payment_method_ids": [Command.set(cls.cash.ids)],
                "use_pricelist": False,
            }
        )
        cls.cashier = new_test_user(
            cls.env,
            "dayold.cashier",
            "point_of_sale.group_pos_user,stock.group_stock_user",
        )
        for rule in (cls.rule, cls.roll_rule):
            rule.write({"action": "price", "discount": 40, "dayold_product_id": False})
        cls.Price = cls.env["bakery.dayold.price"]

    def setUp(self):
        super().setUp()
        self.session = self.env["pos.session"].create(
            {"config_id": self.till.id, "user_id": self.cashier.id}
        )
        self.session.set_opening_control(0, "")
        self.till.invalidate_recordset()

    def _price(self):
        return self.Price.search([("warehouse_id", "=", self.outlet.id)])

    def _bring_rolls(self):
        self._bring(self.roll, 10, datetime(2026, 3, 4, 2))

    def _sell(self, price, product=None, lot=None, moment=NOW, **values):
        product = product or self.roll
        line = {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "qty": 1,
            "price_unit": price,
            "price_subtotal": price,
            "price_subtotal_incl": price,
            "tax_ids": [],
            "pack_lot_ids": [[0, 0, {"lot_name": lot}]] if lot else [],
            **values,
        }
        payment = {
            "uuid": str(uuid4()),
            "payment_method_id": self.cash.id,
            "amount": price,
        }
        order = {
            "uuid": str(uuid4()),
            "session_id": self.session.id,
            "company_id": self.company.id,
            "date_order": moment.strftime("%Y-%m-%d %H:%M:%S"),
            "lines": [[0, 0, line]],
            "payment_ids": [[0, 0, payment]],
            "amount_tax": 0,
            "amount_total": price,
            "amount_paid": price,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
        }
        orders = self.env["pos.order"].with_user(self.cashier)
        rows = orders.sync_from_ui([order])["pos.order"]
        return self.env["pos.order"].browse(rows[0]["id"]).lines

    # Beginning and ending -------------------------------------------------------------

    def test_goods_of_the_day_before_are_cheaper_once(self):
        self._bring_rolls()
        self._turn()
        price = self._price()
        self.assertEqual((price.product_id, price.discount), (self.roll, 40))
        self.assertEqual(price.date_start, datetime(2026, 3, 4, 14))
        self.assertEqual(price.date_end, NOW + timedelta(hours=24))
        self.assertEqual(self._there(self.roll), 10)
        self._turn()
        self.assertEqual(self._price(), price)
        self.assertFalse(self._entry().line_ids)

    def test_a_lot_has_a_price_of_its_own_that_ends_as_it_expires(self):
        self._lot("A", hours=13)
        self._lot("B", hours=30)
        self._lot("C", hours=2)
        self._turn()
        ends = {price.lot_id.name: price.date_end for price in self._price()}
        self.assertEqual(
            ends, {"A": NOW + timedelta(hours=10), "B": NOW + timedelta(hours=6)}
        )

    def test_fresh_goods_end_it(self):
        self._bring_rolls()
        self._turn()
        self._bring(self.roll, 5, NOW + timedelta(hours=8))
        self.assertEqual(self._price().date_end, NOW + timedelta(hours=8))

    def test_other_goods_counts_and_other_outlets_do_not_end_it(self):
        self._bring_rolls()
        self._turn()
        end = self._price().date_end
        self._bring(self.box, 5, NOW + timedelta(hours=8))
        other = self.env["stock.warehouse"].create({"name": "B", "code": "BBB"})
        with patch.object(type(self), "place", other.lot_stock_id):
            self._bring(self.roll, 5, NOW + timedelta(hours=8))
        self.assertEqual(self._price().date_end, end)

    def test_the_outlet_s_button_lowers_prices_too(self):
        self._bring_rolls()
        entry = self._entry()
        self.assertEqual(entry.line_ids.kind, "price")
        self.assertIn("40", entry.line_ids.becomes)
        entry.action_turn()
        self.assertEqual(self._price().quantity, 10)

    def test_bad_discounts(self):
        for discount in (0, -5, 101):
            with (
                self.subTest(discount=discount),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self.roll_rule.discount = discount

    # Tills ----------------------------------------------------------------------------

    def test_open_tills_of_the_outlet_are_told(self):
        self._bring_rolls()
        with patch.object(PosConfig, "notify_synchronisation", autospec=True) as told:
            self._turn()
        (till, session, device, records), _kwargs = told.call_args
        self.assertEqual((till, session, device), (self.till, self.session.id, 0))
        self.assertEqual(records, {"bakery.dayold.price": self._price().ids})

    def test_a_till_that_opens_loads_what_holds_at_its_outlet(self):
        self._bring_rolls()
        self._turn()

        def loaded(moment):
            with freeze_time(moment):
                return self.Price.with_user(self.cashier)._load_pos_data_search_read(
                    {}, self.till
                )

        [row] = loaded(NOW)
        self.assertEqual((row["product_id"], row["discount"]), (self.roll.id, 40))
        self.assertFalse(loaded(NOW + timedelta(days=2)))
        self.till.picking_type_id = (
            self.env["stock.warehouse"]
            .search(
                [("company_id", "=", self.company.id), ("id", "!=", self.outlet.id)],
                limit=1,
            )
            .pos_type_id
        )
        self.assertFalse(loaded(NOW))

    def test_nobody_writes_prices_by_hand(self):
        self._bring_rolls()
        self._turn()
        for user in (self.clerk, self.cashier, self._user("dayold.planner", "planner")):
            with self.assertRaises(AccessError):
                self._price().with_user(user).write({"discount": 99})

    # Sales ----------------------------------------------------------------------------

    def test_a_sale_at_the_day_old_price_is_known_as_one(self):
        self._bring_rolls()
        self._turn()
        line = self._sell(6000)
        self.assertEqual(line.dayold_price_id, self._price())
        self.assertFalse(line.dayold_late)
        self.assertFalse(self._sell(10000).dayold_price_id)

    def test_a_sale_after_its_end_stays_and_is_listed(self):
        self._bring_rolls()
        self._turn()
        self._bring(self.roll, 5, NOW + timedelta(hours=8))
        line = self._sell(6000, moment=NOW + timedelta(hours=9))
        self.assertEqual(line.order_id.state, "paid")
        self.assertTrue(line.dayold_late)

    def test_a_sale_of_another_lot_stays_and_is_listed(self):
        self._lot("A", hours=13)
        self._lot("B", hours=1)
        self._turn()
        self.assertFalse(self._sell(6000, self.bun, "A").dayold_late)
        line = self._sell(6000, self.bun, "B")
        self.assertEqual(line.order_id.state, "paid")
        self.assertTrue(line.dayold_late)

    def test_what_the_till_says_of_a_price_does_not_count(self):
        self._bring_rolls()
        self._turn()
        price = self._price()
        line = self._sell(10000, dayold_price_id=price.id, dayold_late=True)
        self.assertFalse(line.dayold_price_id or line.dayold_late)

    def test_looking_prices_up_costs_the_same_for_many_lines(self):
        def queries(count):
            order = self._sell(6000).order_id
            line = order.lines
            for _number in range(count - 1):
                line.copy({"order_id": order.id, "uuid": str(uuid4())})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            order.lines._find_dayold_prices()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        self._bring_rolls()
        self._turn()
        queries(1)
        self.assertLessEqual(queries(50), queries(1) + 2)

    def test_switched_off_nothing_is_looked_up(self):
        self._bring_rolls()
        self._turn()
        self.company.dayold_goods = False
        self.assertFalse(self._sell(6000).dayold_price_id)
