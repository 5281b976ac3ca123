"""A year of books from a seed, to prove that they tie out whatever happens."""

import datetime
import logging
import random

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command

from .books_driver import TillDriver

_logger = logging.getLogger(__name__)

# Kinds of documents and how often they come.
KINDS = {
    "buy": 6,
    "take_in": 7,
    "enter_bill": 6,
    "take_bill_back": 1,
    "return_goods": 2,
    "enter_credit": 2,
    "bake": 6,
    "finish_rest": 2,
    "take_apart": 1,
    "deliver": 4,
    "come_back": 1,
    "open_shop": 2,
    "serve": 8,
    "refund": 2,
    "close_shop": 3,
    "waste": 2,
    "count": 2,
    "transfer": 1,
    "correct_receipt": 1,
    "reprice": 1,
    "add_freight": 1,
}


class RandomBooks(TillDriver):
    """Plays random documents and checks the books after every month.

    The documents of one seed are always the same. Whoever uses it gives it ``env``.

    :param seed: start of the dice; :param documents: least and most in a month.
    """

    START = datetime.datetime(2025, 1, 1, 1)

    def __init__(self, env, seed, documents=(20, 40)):
        self.dice = random.Random(seed)
        self.documents = documents
        self.seed = seed
        type(self).env = env(user=self._user(env))
        self.played = {}
        self.refused = 0

    @staticmethod
    def _user(env):
        """Return a user who may do all that is played: a till opens for no robot."""
        groups = (
            "base.group_system",
            "account.group_account_manager",
            "account.group_account_user",
            "analytic.group_analytic_accounting",
            "stock.group_stock_manager",
            "mrp.group_mrp_manager",
            "purchase.group_purchase_manager",
            "point_of_sale.group_pos_manager",
            "product.group_product_manager",
        )
        users = env["res.users"].with_context(no_reset_password=True)
        login = "buku.acak"
        return users.search([("login", "=", login)]) or users.create(
            {
                "name": "Buku Acak",
                "login": login,
                "group_ids": [
                    Command.link(env.ref(group).id)
                    for group in groups
                    if env.ref(group, raise_if_not_found=False)
                ],
            }
        )

    def prepare(self, name="PT Roti Acak"):
        """Make the company with goods, recipes and a second outlet."""
        with freeze_time(self.START - datetime.timedelta(days=1)):
            self.open_books(f"{name} {self.seed}")
            self._add_goods()
            self._add_recipes()
        self.bills = self.env["account.move"]
        self.receipts = self.env["stock.picking"]
        self.orders = self.env["mrp.production"]
        self.sold = self.env["pos.order"]
        self.session = self.env["pos.session"]

    def _add_goods(self):
        self.standard = self.new_category("Standar", "bakery_11300050", "standard")
        self.sugar = self.new_product("Gula", self.ingredients, self.gram)
        self.butter = self.new_product("Mentega", self.ingredients, self.kg)
        self.box = self.new_product("Dus", self.standard, self.unit)
        self.box.standard_price = 1500
        self.loaf = self.new_product("Roti", self.goods, self.unit, list_price=18000)
        self.tin = self.new_product("Nastar", self.standard, self.unit)
        self.tin.write({"standard_price": 30000, "list_price": 65000})
        self.bought = [self.flour, self.sugar, self.butter, self.box, self.coffee]
        self.sellable = [self.loaf, self.tin, self.cake, self.latte]
        self.second = self.env["stock.warehouse"].create(
            {"name": "Toko Kedua", "code": "TK2", "company_id": self.company.id}
        )

    def _add_recipes(self):
        oven = self.env["mrp.workcenter"].create(
            {"name": "Oven", "costs_hour": 75000, "company_id": self.company.id}
        )
        for product, parts in (
            (self.loaf, {self.flour: 2.75, self.sugar: 333, self.butter: 0.185}),
            (self.tin, {self.flour: 1.2, self.sugar: 455, self.butter: 0.9}),
            (self.cake, {self.flour: 1.111, self.sugar: 777, self.box: 10}),
        ):
            self.env["mrp.bom"].create(
                {
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "product_qty": 10,
                    "company_id": self.company.id,
                    "bom_line_ids": [
                        Command.create({"product_id": part.id, "product_qty": quantity})
                        for part, quantity in parts.items()
                    ],
                    "operation_ids": [
                        Command.create({"name": "Panggang", "workcenter_id": oven.id})
                    ],
                }
            )

    # Playing -------------------------------------------------------------------------

    def play(self, months=12):
        """Play ``months``; return failed ``(month, code, difference, documents)``."""
        for month in range(months):
            failed = self.play_month(month)
            if failed:
                return failed
        return []

    def play_month(self, month):
        """Play one month, counted from 0, and check the books at its end."""
        first = self._first_of(month)
        with freeze_time(first) as clock:
            self._play_month(clock, first, self._first_of(month + 1))
            self._close_month()
            return self.failed(first.strftime("%Y-%m"))

    def failed(self, label):
        """Return what does not tie out now, by the bakery's check and Odoo's replay."""
        self.env.flush_all()
        rows = self.env["bakery.books.check"].run(self.company.id)
        failed = [
            (row["code"], row["difference"], row["documents"])
            for row in rows
            if not row["ok"]
        ]
        return [(label, *row) for row in failed + self._replayed()]

    def _first_of(self, month):
        year, number = divmod(self.START.month - 1 + month, 12)
        return self.START.replace(year=self.START.year + year, month=number + 1)

    def _play_month(self, clock, first, end):
        length = (end - first).total_seconds() - 86400
        number = self.dice.randint(*self.documents)
        moments = sorted(self.dice.uniform(0, length) for _number in range(number))
        kinds = self.dice.choices(list(KINDS), list(KINDS.values()), k=number)
        for seconds, kind in zip(moments, kinds, strict=True):
            clock.move_to(first + datetime.timedelta(seconds=seconds))
            self._play(kind)
        clock.move_to(end - datetime.timedelta(hours=12))

    def _play(self, kind):
        """Play one document; what Odoo refuses must leave nothing behind."""
        # As a request of its own, which begins with an empty cache: Odoo computes what
        # was baked from which movements are picked, but not again when that changes:
        # read in between, an order in one and the same cache has baked nothing.
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_{kind}")()
                self.played[kind] = self.played.get(kind, 0) + 1
        except UserError as error:
            self.refused += 1
            _logger.debug("seed %s: %s was refused: %s", self.seed, kind, error)

    def _close_month(self):
        if self.session and self.session.state != "closed" and self.dice.random() < 0.7:
            self.close_till(self.session)
        if self.company._has_stock_to_close():
            self.company.action_close_stock_valuation(auto_post=True)

    def _replayed(self):
        """Compare with Odoo's own replay of average cost, which is the judge."""
        ledger = self.env["bakery.stock.ledger"]
        products = self.company._stock_products()
        products.invalidate_recordset()
        held = ledger._balances(self.company, products)
        waiting = ledger._waiting(self.company, products)
        return [
            ("replay", held[p.id] + waiting[p.id] - p.total_value, p.name)
            for p in products.with_context(allowed_company_ids=self.company.ids)
            if abs(held[p.id] + waiting[p.id] - p.total_value) > 40
        ]

    def _any(self, records):
        return self.dice.choice(list(records)) if records else records

    # Buying --------------------------------------------------------------------------

    def _buy(self):
        product = self.dice.choice(self.bought)
        prices = {self.sugar: 17.333333, self.box: 1480}
        price = prices.get(product, 20000) * self.dice.uniform(0.8, 1.3)
        quantity = self.dice.choice((3, 7, 12.5, 25, 40))
        if product == self.sugar:
            unit = self.dice.choice((self.gram, self.kg))
            price *= 1000 if unit == self.kg else 1
            quantity *= 1 if unit == self.kg else 1000
            order = self.order(quantity, price, product, product_uom_id=unit.id)
        else:
            order = self.order(int(quantity) or 1, round(price, 2), product)
        if self.dice.random() < 0.15:
            self.bills |= self.bill(order)

    def _take_in(self):
        waiting = self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("picking_type_code", "=", "incoming"),
                ("state", "=", "assigned"),
                ("return_id", "=", False),
            ],
            order="id",
        )
        picking = self._any(waiting)
        if picking:
            part = picking.move_ids[0].product_uom_qty
            if self.dice.random() < 0.3:
                part = round(part * self.dice.uniform(0.2, 0.9), 2)
            picking.move_ids.quantity = part
            picking.move_ids.picked = True
            picking.with_context(skip_backorder=True).button_validate()
            self.receipts |= picking

    def _enter_bill(self):
        lines = self.env["purchase.order.line"].search(
            [("company_id", "=", self.company.id), ("qty_received", ">", 0)], order="id"
        )
        lines = lines.filtered(lambda line: line.qty_invoiced < line.qty_received)
        line = self._any(lines)
        if line:
            left = line.qty_received - line.qty_invoiced
            quantity = left
            if self.dice.random() < 0.3:
                quantity = round(left * self.dice.uniform(0.3, 0.9), 2) or left
            price = line.price_unit
            if self.dice.random() < 0.6:
                price = round(price * self.dice.uniform(0.85, 1.2), 2)
            self.bills |= self.bill(line.order_id, quantity, price)

    def _take_bill_back(self):
        bill = self._any(self.bills.filtered(lambda move: move.state == "posted"))
        if bill:
            bill.button_draft()
            if self.dice.random() < 0.7:
                bill.action_post()
            else:
                bill.button_cancel()

    def _return_goods(self):
        picking = self._any(self.receipts)
        if picking:
            done = picking.move_ids[0].quantity
            self.send_back(picking, round(done * self.dice.uniform(0.1, 0.5), 2))

    def _enter_credit(self):
        lines = self.env["purchase.order.line"].search(
            [("company_id", "=", self.company.id), ("qty_invoiced", ">", 0)], order="id"
        )
        lines = lines.filtered(lambda line: line.qty_invoiced > line.qty_received)
        line = self._any(lines)
        if line:
            credit = self.bill(
                line.order_id,
                line.qty_invoiced - line.qty_received,
                round(line.price_unit * self.dice.uniform(0.95, 1.05), 2),
                kind="in_refund",
            )
            self.bills |= credit

    def _correct_receipt(self):
        picking = self._any(self.receipts)
        if picking and picking.move_ids.move_line_ids:
            line = picking.move_ids.move_line_ids[0]
            line.quantity = round(line.quantity * self.dice.uniform(0.9, 1.1), 2)

    def _add_freight(self):
        picking = self._any(self.receipts)
        if picking:
            self.freight(picking, self.dice.randint(5, 80) * 1000)

    # Baking --------------------------------------------------------------------------

    def _bake(self):
        product = self.dice.choice((self.loaf, self.tin, self.cake))
        quantity = self.dice.choice((7, 10, 20, 33))
        order = self.env["mrp.production"].create(
            {
                "product_id": product.id,
                "product_qty": quantity,
                "company_id": self.company.id,
                "extra_cost": self.dice.choice((0, 0, 150)),
            }
        )
        order.action_confirm()
        part = quantity if self.dice.random() < 0.7 else max(1, quantity // 2)
        self._finish(order, part)
        self.orders |= order

    def _finish(self, order, quantity):
        order.qty_producing = quantity
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        order.workorder_ids.duration = self.dice.randint(10, 90)
        context = {"skip_backorder": True, "skip_consumption": True}
        if quantity < order.product_qty:
            context["mo_ids_to_backorder"] = order.ids
        order.with_context(**context).button_mark_done()
        self._assert_baked(order)

    def _assert_baked(self, order):
        """Stop where an order is called done with nothing baked, not months later.

        Odoo divides by what was baked when it takes an order apart.
        """
        self.env.flush_all()
        self.env.invalidate_all()
        if order.state == "done" and not order.qty_produced > 0:
            moves = order.move_finished_ids | order.move_raw_ids
            names = ("product_id", "state", "product_uom_qty", "quantity", "picked")
            raise AssertionError(
                f"{order.name} is done with nothing baked: {moves.read(names)}"
            )

    def _finish_rest(self):
        waiting = self.env["mrp.production"].search(
            [
                ("company_id", "=", self.company.id),
                ("state", "in", ("confirmed", "progress", "to_close")),
            ],
            order="id",
        )
        order = self._any(waiting)
        if order:
            self._finish(order, order.product_qty)

    def _take_apart(self):
        order = self._any(self.orders.filtered(lambda o: o.state == "done"))
        if order:
            self.env["mrp.unbuild"].create(
                {
                    "mo_id": order.id,
                    "product_id": order.product_id.id,
                    "bom_id": order.bom_id.id,
                    "product_qty": self.dice.randint(1, 3),
                    "company_id": self.company.id,
                }
            ).action_unbuild()

    # Selling -------------------------------------------------------------------------

    def _deliver(self):
        product = self.dice.choice((self.loaf, self.tin, self.cake))
        # Now and then more than there is: the stock goes below zero.
        self.move_out(self.dice.randint(1, 12), product)

    def _come_back(self):
        product = self.dice.choice((self.loaf, self.tin, self.cake))
        self.move(self.dice.randint(1, 3), product, self.customers, self.stock)

    def _open_shop(self):
        if not self.session or self.session.state == "closed":
            self.session = self.open_till()

    def _serve(self):
        self._open_shop()
        lines = self.dice.sample(self.sellable, self.dice.randint(1, 3))
        basket = {product: self.dice.randint(1, 4) for product in lines}
        values = {}
        if self.dice.random() < 0.15:
            values = {"partner_id": self.customer.id, "to_invoice": True}
        self.sold |= self.sell(self.session, basket, **values)

    def _refund(self):
        self._open_shop()
        order = self._any(self.sold)
        if order:
            self.take_back(order)

    def _close_shop(self):
        if self.session and self.session.state != "closed":
            self.close_till(self.session)

    # Stock ---------------------------------------------------------------------------

    def _waste(self):
        product = self.dice.choice(self.bought + [self.loaf, self.cake])
        self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "scrap_qty": round(self.dice.uniform(0.1, 2), 2),
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        ).do_scrap()

    def _count(self):
        quant = self._any(
            self.env["stock.quant"].search(
                [("location_id", "=", self.stock.id), ("quantity", ">", 0)], order="id"
            )
        )
        if quant:
            counted = quant.quantity * self.dice.uniform(0.9, 1.08)
            quant.inventory_quantity = round(counted, 2)
            quant.action_apply_inventory()

    def _transfer(self):
        there = self.second.lot_stock_id
        places = (
            (self.stock, there) if self.dice.random() < 0.7 else (there, self.stock)
        )
        self.move(self.dice.randint(1, 3), self.dice.choice(self.bought), *places)

    def _reprice(self):
        product = self.dice.choice((self.tin, self.box, self.flour))
        price = product.standard_price * self.dice.uniform(0.9, 1.15)
        product.standard_price = round(price)


def play_together(env, seeds, months=12):
    """Play one company for each of ``seeds`` in the same database, month by month.

    After each month of one of them the books of all are checked.

    :return: ``(failed, documents)``: see :meth:`RandomBooks.play`, and how many there
        were.
    """
    # What a driver makes hangs on its class.
    books = [type(f"Books{seed}", (RandomBooks,), {})(env, seed) for seed in seeds]
    for one in books:
        one.prepare()
    for month in range(months):
        for one in books:
            failed = one.play_month(month)
            for other in books:
                failed = failed or other.failed(f"{month + 1}, {other.company.name}")
            if failed:
                return failed, _count(books)
    return [], _count(books)


def _count(books):
    return sum(sum(one.played.values()) for one in books)
