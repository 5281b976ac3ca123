"""A bakehouse from a seed, to prove that nothing it takes in gets lost or doubled."""

import datetime
import logging
import random

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

# What happens, and how often.
KINDS = {
    "order": 8,
    "finish": 12,
    "call_off": 1,
    "divide": 1,
    "change_plan": 1,
    "take_apart": 2,
    "throw_away": 2,
    "sell": 2,
    "reprice": 2,
}


class RandomBaking:
    """Plays random production and tells what does not tie out after each step.

    What is played of one seed is always the same. What is there of each product is
    kept in a book of its own, :attr:`tally`, from what was said to be taken and made;
    the stock has to agree. The value of all goods may change by what was received,
    labour, overhead and what left only.

    :ivar played: how often each kind of step was carried out.
    :ivar refused: how many steps Odoo refused.
    """

    BEGIN = datetime.datetime(2025, 3, 3, 1)

    def __init__(self, env, seed):
        self.env = env
        self.seed = seed
        self.dice = random.Random(seed)
        self.played = {}
        self.refused = 0
        self.tally = {}
        self.failed_rows = []

    # The bakehouse -------------------------------------------------------------------

    def prepare(self):
        """Make a company with ingredients, formulas of up to three levels, rates."""
        with freeze_time(self.BEGIN - datetime.timedelta(days=1)):
            self.open_house()
            self.gram = self.env.ref("uom.product_uom_gram")
            self.kg = self.env.ref("uom.product_uom_kgm")
            self.unit = self.env.ref("uom.product_uom_unit")
            self.orders = self.env["mrp.production"]
            self._make_goods()
            self._make_centers()
            self._make_formulas()
            self.env.flush_all()

    def open_house(self):
        """Make the company; whoever has a chart of accounts opens books too."""
        self.company = self.env["res.company"].create({"name": f"Uji {self.seed}"})
        self.env.user.company_ids += self.company
        self.env = self.env(
            context={
                **self.env.context,
                "allowed_company_ids": self.company.ids,
                "tracking_disable": True,
            }
        )
        self.company = self.company.with_env(self.env)
        warehouses = self.env["stock.warehouse"]
        warehouse = warehouses.search(
            [("company_id", "=", self.company.id)], limit=1
        ) or warehouses.create({"company_id": self.company.id})
        self.stock = warehouse.lot_stock_id
        self.customers = self.env.ref("stock.stock_location_customers")

    def category(self, method):
        """Return the category of goods that are valued by ``method``."""
        return self.env["product.category"].create(
            {"name": f"Uji {method}", "property_cost_method": method}
        )

    def _make_goods(self):
        kinds = {x: self.category(x) for x in ("average", "fifo", "standard")}

        def product(name, uom, price, method="average", **values):
            made = self.env["product.product"].create(
                {
                    "name": f"{name} {self.seed}",
                    "uom_id": uom.id,
                    "is_storable": True,
                    "categ_id": kinds[method].id,
                    "taxes_id": [Command.clear()],
                    "supplier_taxes_id": [Command.clear()],
                    **values,
                }
            )
            self.price[made] = price
            self.tally[made] = 0.0
            if method == "standard":
                made.standard_price = price
            return made

        self.price = {}
        self.flour = product("Tepung", self.gram, 12, is_flour=True)
        self.sugar = product("Gula", self.kg, 16_000)
        self.egg = product("Telur", self.unit, 2_100, unit_grams=55)
        self.butter = product("Mentega", self.gram, 120, "fifo")
        self.salt = product("Garam", self.kg, 9_000, "standard")
        self.bought = [self.flour, self.sugar, self.egg, self.butter, self.salt]
        self.ferment = product("Biang", self.gram, 0)
        self.dough = product("Adonan", self.gram, 0)
        self.bread = product("Roti", self.unit, 0)
        self.cake = product("Bolu", self.unit, 9_000, "standard")
        self.crumbs = product("Remah", self.gram, 0)

    def _make_centers(self):
        dice = self.dice
        self.centers = self.env["mrp.workcenter"].create(
            [
                {
                    "name": f"Meja {basis}",
                    "company_id": self.company.id,
                    "resource_calendar_id": False,
                    "costs_hour": dice.choice((0, 7_500, 31_000)),
                    "labour_hour": dice.choice((0, 12_000, 17_333)),
                    "crew": dice.choice((1, 1.5, 3)),
                    "overhead_basis": basis,
                    "overhead_rate": rate,
                }
                for basis, rate in (
                    ("hour", dice.randint(0, 9_000)),
                    ("kg", dice.randint(0, 700)),
                    ("percent", dice.randint(0, 20)),
                )
            ]
        )

    def _make_formulas(self):
        dice = self.dice
        kinds = ("normal", "phantom")
        self._formula(
            self.ferment,
            1000,
            {self.flour: dice.randint(700, 1100), self.salt: 0.011},
            type=dice.choice(kinds),
        )
        self._formula(
            self.dough,
            2000,
            {
                self.flour: dice.randint(900, 1500),
                self.ferment: dice.randint(100, 600),
                self.sugar: 0.133,
            },
            mix_loss=dice.choice((0, 0.02)),
            type=dice.choice(kinds),
        )
        bread = self._formula(
            self.bread,
            24,
            {self.dough: 1250, self.egg: 2, self.butter: dice.randint(20, 90)},
            piece_weight=52,
            bake_loss=0.12,
        )
        self._formula(
            self.cake,
            10,
            {self.flour: 600, self.sugar: 0.45, self.egg: 9, self.butter: 333},
            piece_weight=140,
        )
        # What is mixed within the order of another product is never in stock.
        for mixed in (self.ferment, self.dough):
            if mixed.bom_ids.type == "phantom":
                del self.tally[mixed]
        if dice.random() < 0.5:
            bread.byproduct_ids = [
                Command.create(
                    {
                        "product_id": self.crumbs.id,
                        "product_qty": 60,
                        "product_uom_id": self.gram.id,
                        "cost_share": dice.choice((0, 3, 12.5)),
                    }
                )
            ]

    def _formula(self, product, quantity, parts, **values):
        centers = self.dice.sample(list(self.centers), self.dice.randint(0, 2))
        return self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_qty": quantity,
                "product_uom_id": product.uom_id.id,
                "company_id": self.company.id,
                "is_formula": True,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": amount})
                    for part, amount in parts.items()
                ],
                "operation_ids": [
                    Command.create(
                        {
                            "name": center.name,
                            "workcenter_id": center.id,
                            "time_cycle_manual": self.dice.randint(2, 30),
                        }
                    )
                    for center in centers
                ],
                **values,
            }
        )

    # Playing -------------------------------------------------------------------------

    def play(self, steps=12):
        """Play ``steps``; return what failed, one sentence each."""
        kinds = self.dice.choices(list(KINDS), list(KINDS.values()), k=steps)
        with freeze_time(self.BEGIN) as self.clock:
            for number, kind in enumerate(["order", "order", *kinds]):
                self._step(number, kind)
                if self.failed_rows:
                    break
        return self.failed_rows

    def _later(self):
        """Let time pass: the average cost is worked out in the order of time."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.clock.tick(datetime.timedelta(minutes=7))

    def _step(self, number, kind):
        """Play one step as a request of its own; one refused leaves nothing behind."""
        self._later()
        tally, before = dict(self.tally), self._value()
        orders = self.orders
        self.into = 0.0
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_do_{kind}")()
                self.env.flush_all()
            self.played[kind] = self.played.get(kind, 0) + 1
        except UserError as error:
            self.tally, self.orders, self.into = tally, orders, 0.0
            self.refused += 1
            _logger.info("seed %s: %s was refused: %s", self.seed, kind, error)
        self.env.invalidate_all()
        self.label = f"step {number}, {kind}"
        self._check_quantities()
        self._same("value of all goods", self._value(), before + self.into, 10)
        self._check_books()

    def _value(self):
        return sum(product.total_value for product in self.tally)

    def _same(self, name, actual, expected, within):
        if abs(actual - expected) > within + abs(expected) * 1e-7:
            self.failed_rows.append(
                f"seed {self.seed}, {self.label}: {name} is {actual}, not {expected}"
            )

    def _check_quantities(self):
        for product, expected in self.tally.items():
            there = product.with_context(location=self.stock.id).qty_available
            self._same(f"stock of {product.name}", there, expected, 0.02)

    def _check_books(self):
        """Compare with a ledger, where there is one."""

    def _any(self, records):
        return self.dice.choice(list(records)) if records else records

    def _open(self):
        return self.orders.filtered(
            lambda order: order.state in ("confirmed", "progress", "to_close")
        )

    # Goods ---------------------------------------------------------------------------

    def _purchase(self, product, quantity, price):
        """Buy and receive ``quantity`` at ``price`` a unit."""
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Pemasok"}).id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "product_uom_id": product.uom_id.id,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()

    def _take_in(self, product, quantity):
        price = round(self.price[product] * self.dice.uniform(0.8, 1.3), 2)
        before = product.total_value
        self._purchase(product, quantity, price)
        self._later()
        # What was paid; goods at standard cost come in at that.
        paid = quantity * price
        if product.cost_method == "standard":
            paid = quantity * product.standard_price
        self.label = f"receipt of {product.name}"
        self._same("value received", product.total_value - before, paid, 5)
        self.into += product.total_value - before
        self.tally[product] += quantity

    def _move(self, product, quantity, source, target, **values):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": self.company.id,
                **values,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.write({"quantity": quantity, "picked": True})
        move._action_done()
        return move

    def _stocked(self):
        return [product for product, there in self.tally.items() if there > 1]

    def _part(self, product):
        """Return some of what is there of ``product``, in an amount it is kept in."""
        part = self.tally[product] * self.dice.uniform(0.05, 0.6)
        return max(1.0, float(int(part)))

    def _do_sell(self):
        if goods := [x for x in (self.bread, self.cake) if self.tally[x] > 1]:
            product = self.dice.choice(goods)
            quantity = self._part(product)
            move = self._move(product, quantity, self.stock, self.customers)
            self.tally[product] -= quantity
            self.into -= move.value

    def _do_throw_away(self):
        if goods := self._stocked():
            product = self.dice.choice(goods)
            quantity = self._part(product)
            scrap = self.env["stock.scrap"].create(
                {
                    "product_id": product.id,
                    "product_uom_id": product.uom_id.id,
                    "scrap_qty": quantity,
                    "location_id": self.stock.id,
                    "company_id": self.company.id,
                }
            )
            scrap.do_scrap()
            self.tally[product] -= quantity
            self.into -= sum(scrap.move_ids.mapped("value"))

    def _do_reprice(self):
        center = self.dice.choice(list(self.centers))
        center.write(
            {
                "labour_hour": self.dice.randint(0, 20_000),
                "overhead_rate": self.dice.randint(0, 15),
            }
        )
        self.flour.planned_cost = self.dice.choice((0, 11, 13.5))

    # Orders --------------------------------------------------------------------------

    def _baked(self):
        return [
            product
            for product in (self.ferment, self.dough, self.bread, self.cake)
            if product.bom_ids.type == "normal"
        ]

    def _do_order(self):
        product = self.dice.choice(self._baked())
        quantity = (
            self.dice.randint(5, 90)
            if product.uom_id == self.unit
            else self.dice.randint(500, 6_000)
        )
        self.orders |= self._new_order(product, quantity)

    def _new_order(self, product, quantity):
        order = self.env["mrp.production"].create(
            {
                "product_id": product.id,
                "product_qty": quantity,
                "bom_id": product.bom_ids.id,
                "company_id": self.company.id,
            }
        )
        order.action_confirm()
        return order

    def _do_call_off(self):
        order = self._any(self._open())
        if order:
            order.action_cancel()

    def _do_divide(self):
        order = self._any(self._open().filtered(lambda x: x.product_qty > 3))
        if order:
            first = order.product_uom_id.round(int(order.product_qty * 0.4) or 1)
            parts = order._split_productions(
                {order: [first, order.product_qty - first]}
            )
            self.orders |= parts

    def _do_change_plan(self):
        order = self._any(self._open())
        if order:
            wizard = self.env["change.production.qty"].create(
                {
                    "mo_id": order.id,
                    "product_qty": max(1, int(order.product_qty * 1.5)),
                }
            )
            wizard.change_prod_qty()

    def _do_finish(self):
        order = self._any(self._open())
        if not order:
            self._do_order()
            order = self._open()[:1]
        self._finish(order)

    def _finish(self, order):
        way = self.dice.choice(("plan", "part", "less", "more", "tablet", "later"))
        planned = order.product_qty
        made = {
            "part": max(1, int(planned * self.dice.uniform(0.3, 0.8))),
            "later": max(1, int(planned * self.dice.uniform(0.3, 0.8))),
            "less": max(1, int(planned * self.dice.uniform(0.6, 0.97))),
            "more": int(planned * self.dice.uniform(1.0, 1.15)),
        }.get(way, planned)
        if way in ("part", "later") and made >= planned:
            way, made = "plan", planned
        self._provide(order, max(made, planned))
        before = self._value() - self.into
        self._clock(order)
        if way in ("tablet", "later"):
            made = self._by_tablet(order, made, later=way == "later")
        else:
            self._by_form(order, made, rest=way == "part")
        self._later()
        self.orders |= order.production_group_id.production_ids
        self._book(order, made)
        self.label = f"{order.name}, {way}"
        self._check_order(order, before)

    def _provide(self, order, quantity):
        """Buy, or bake as planned, what an order lacks, for twice ``quantity``.

        Below zero Odoo values anew what comes in, and nothing is conserved.
        """
        needed = {}
        for move in order.move_raw_ids:
            product = move.product_id
            amount = move.product_uom._compute_quantity(
                move.product_uom_qty, product.uom_id, round=False
            )
            amount *= 2 * quantity / order.product_qty
            needed[product] = needed.get(product, 0) + amount
        # What is baked for it takes ingredients too: these come last.
        for product in sorted(needed, key=lambda x: x in self.bought):
            lacking = needed[product] - self.tally[product]
            if lacking <= 0:
                continue
            lacking = float(int(lacking) + self.dice.randint(1, 20))
            if product in self.bought:
                self._take_in(product, lacking * self.dice.choice((1, 3, 6)))
            else:
                inner = self._new_order(product, lacking)
                self._provide(inner, lacking)
                before = self._value() - self.into
                self._clock(inner)
                self._by_form(inner, lacking, rest=False)
                self._later()
                self.orders |= inner
                self._book(inner, lacking)
                self.label = f"{inner.name}, inside"
                self._check_order(inner, before)
        order.action_assign()

    def _clock(self, order):
        for work in order.workorder_ids:
            if self.dice.random() < 0.8:
                work.duration = self.dice.randint(3, 120)

    def _by_form(self, order, made, rest):
        """Close in the form, with amounts a baker typed; ``rest`` makes a backorder."""
        order.qty_producing = made
        order._set_qty_producing()
        for move in order.move_raw_ids:
            if self.dice.random() < 0.4:
                amount = move.quantity * self.dice.uniform(0.9, 1.15)
                move.quantity = move.product_uom.round(amount)
            move.picked = True
        for move in order.move_byproduct_ids:
            move.quantity = self.dice.choice((move.quantity, 45, 100))
            move.picked = True
        context = {"skip_consumption": True, "skip_backorder": True}
        if rest:
            context["mo_ids_to_backorder"] = order.ids
        self.told = {move: move.quantity for move in self._moves(order)}
        order.with_context(**context).button_mark_done()

    def _by_tablet(self, order, total, later):
        """Close on the tablet; return the good pieces."""
        waste = self.dice.choice((0, 0, 1, 2)) if total > 4 else 0
        reject = self.dice.choice((0, 1)) if total > 4 else 0
        for move in order.move_raw_ids:
            if self.dice.random() < 0.4:
                amount = move.product_uom_qty * self.dice.uniform(0.9, 1.1)
                shown = round(amount * (move._bake_grams() or 1), 1)
                order.bake_weigh(move.id, shown)
        self.told = None
        order.bake_finish(total - waste - reject, reject, waste, later=later)
        return total - waste - reject

    @staticmethod
    def _moves(order):
        moves = order.move_raw_ids | order.move_byproduct_ids
        return moves.filtered(lambda move: move.state != "cancel")

    def _book(self, order, made):
        """Enter what was said into the tally."""
        told = self.told
        if told is None:  # the tablet takes as planned what nobody weighed
            told = {move: move.quantity for move in self._moves(order)}
        for move, quantity in told.items():
            amount = move.product_uom._compute_quantity(
                quantity, move.product_id.uom_id, round=False
            )
            sign = 1 if move in order.move_byproduct_ids else -1
            self.tally[move.product_id] += sign * amount
        self.tally[order.product_id] += order.product_uom_id._compute_quantity(
            made, order.product_id.uom_id, round=False
        )

    def _check_order(self, order, before):
        """Compare the figures of a closed order with its goods and with each other."""
        if order.state != "done":
            self.failed_rows.append(f"{self.label}: is {order.state}, not done")
            return
        same = self._same
        taken = order.move_raw_ids.filtered(lambda move: move.state == "done")
        main = order.move_finished_ids.filtered(
            lambda move: move.product_id == order.product_id and move.state == "done"
        )
        same("material", order.cost_material, sum(taken.mapped("value")), 1)
        variances = ("price", "usage", "yield")
        into = order.standard_material + sum(order[f"variance_{x}"] for x in variances)
        same("material by variances", into, order.cost_material, 1)
        labour = order.standard_labour + order.variance_efficiency
        same("labour by variance", labour, order.cost_labour, 1)
        overhead = order.standard_overhead + order.variance_overhead
        same("overhead by variance", overhead, order.cost_overhead, 1)
        out = sum(main.mapped("value"))
        aside = sum(order.move_byproduct_ids.mapped("value"))
        if order.product_id.cost_method != "standard":
            same("value of the goods", out, order.cost_total, 2)
            same("value of by-products", aside, order.cost_byproduct, 2)
        change = self._value() - self.into - before
        same("value in and out", change, out + aside - order.cost_material, 10)
        self.into += change

    def _do_take_apart(self):
        orders = self.orders.filtered(
            lambda order: (
                order.state == "done"
                and order.qty_produced > 2
                and self.tally[order.product_id] > 2
            )
        )
        order = self._any(orders)
        if not order:
            return
        quantity = max(
            1, int(min(order.qty_produced, self.tally[order.product_id]) / 3)
        )
        before = self._value()
        unbuild = self.env["mrp.unbuild"].create(
            {
                "mo_id": order.id,
                "product_id": order.product_id.id,
                "bom_id": order.bom_id.id,
                "product_qty": quantity,
                "company_id": self.company.id,
            }
        )
        unbuild.action_unbuild()
        self._later()
        for move in unbuild.produce_line_ids | unbuild.consume_line_ids:
            amount = move.product_uom._compute_quantity(
                move.quantity, move.product_id.uom_id, round=False
            )
            sign = 1 if move.location_dest_id == self.stock else -1
            self.tally[move.product_id] += sign * amount
        back = unbuild.produce_line_ids | unbuild.consume_line_ids
        value = sum(
            move.value if move.location_dest_id == self.stock else -move.value
            for move in back
        )
        self.label = f"taking {order.name} apart"
        change = self._value() - before
        self._same("value in and out", change, value, 10)
        self.into += change


def play_seed(env, seed, steps=12, kind=RandomBaking):
    """Play one seed; return ``(failed, documents)``."""
    # What a driver of books makes hangs on its class.
    baking = type(f"Baking{seed}", (kind,), {})(env, seed)
    baking.prepare()
    failed = baking.play(steps)
    return failed, sum(baking.played.values())
