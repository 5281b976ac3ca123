import random
from collections import Counter
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_dispatch import DispatchCommon

DAYS = 5
# The day on which everything is wanted ten times.
PROMOTION = 2


@tagged("post_install", "-at_install")
class TestDispatchInvariant(DispatchCommon):
    """Over days of every mishap there is, no piece is lost and none appears."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cake = cls._product("Cake", cls.unit, categ_id=cls.category.id)
        cls.cake.tracking = "lot"
        cls.products = cls.bun | cls.box | cls.cake
        cls.outlets = cls.cafe | cls.shop
        cls.rules = {
            (outlet, product): cls._par(outlet, product, 5, 15, trigger="auto")
            for outlet in cls.outlets
            for product in cls.products
        }

    def test_history(self):
        for seed in (1, 2):
            with self.subTest(seed=seed):
                self._play(random.Random(seed))

    def _play(self, dice):
        self.dice = dice
        self.balance = Counter(self._total())
        for day in range(DAYS):
            self.many = 10 if day == PROMOTION else 1
            self._bake(day)
            self._check("baked")
            runs = self._send()
            self._check("sent")
            self._sell()
            for run in runs:
                self._receive_all(run)
            for load in self._return():
                self._receive(load)
            self._check("received")
            if dice.random() < 0.3:
                rule = dice.choice(list(self.rules.values()))
                rule.write({"product_min_qty": 3, "product_max_qty": 8 + day})
        self.assertFalse(self._on_way(), "all is confirmed")

    # A day ---------------------------------------------------------------------------

    def _bake(self, day):
        for product in self.products:
            quantity = self.dice.choice([0, 12, 25, 60])
            lot = None
            if quantity and product.tracking == "lot":
                lot = self.env["stock.lot"].create(
                    {"name": f"{day}-{self.dice.random()}", "product_id": product.id}
                )
            if quantity:
                self._fill(product, quantity, lot=lot)
                self.balance[product] += quantity

    def _send(self):
        # What nobody loaded yesterday is not wanted any more.
        self.env["bakery.outlet.request"].search(
            [("warehouse_id", "in", self.outlets.ids), ("state", "=", "sent")]
        ).action_cancel()
        for outlet in self.outlets:
            if self.dice.random() < 0.5:
                wanted = {
                    product: self.dice.randint(1, 20) * self.many
                    for product in self.products
                    if self.dice.random() < 0.7
                }
                if wanted:
                    self._ask(outlet, wanted)
        if self.dice.random() < 0.3:
            # Odoo's own resupply comes in between.
            self.dice.choice(list(self.rules.values())).action_replenish()
        runs = []
        for _run in range(self.dice.choice([1, 1, 2])):
            run = self._run()
            run.action_propose()
            for line in run.line_ids:
                if self.dice.random() < 0.2:
                    line.qty = self.dice.randint(0, 30) * self.many
            try:
                with self.cr.savepoint():
                    run.action_load()
            except UserError:
                run.action_cancel()
                continue
            fate = self.dice.random()
            if fate < 0.15:
                run.action_cancel()
                continue
            if fate < 0.3:
                run.action_unload()
                run.action_load()
            run.action_depart()
            runs.append(run)
        return runs

    def _sell(self):
        for outlet in self.outlets:
            for quant in self._quants(outlet.lot_stock_id):
                sold = self.dice.randint(0, max(int(quant.quantity), 0))
                if sold:
                    self.env["stock.quant"]._update_available_quantity(
                        quant.product_id,
                        quant.location_id,
                        -sold,
                        lot_id=quant.lot_id or None,
                    )
                    self.balance[quant.product_id] -= sold

    def _receive_all(self, run):
        for load in run.load_ids:
            if load.state == "transit":
                self._receive(load)
        self.assertEqual(run.state, "done")

    def _receive(self, load):
        rows = []
        for line in load.line_ids:
            fate = self.dice.random()
            sent = int(line.loaded_qty)
            if fate < 0.15 and sent:
                received = self.dice.randint(0, sent - 1)
                rows.append(self._difference(line, received, "short"))
            elif fate < 0.3 and sent:
                received = self.dice.randint(0, sent - 1)
                rows.append(self._difference(line, received, "damaged"))
            elif fate < 0.4 and sent:
                received = sent + self.dice.randint(1, 4)
                rows.append(self._difference(line, received, "many"))
        load = load.with_user(self.clerk)
        load.receive(rows)
        if self.dice.random() < 0.5:
            with self.assertRaises(UserError), self.cr.savepoint():
                load.receive(rows)

    def _difference(self, line, received, reason):
        return {
            "line_id": line.id,
            "received": received,
            "reason_id": self.reasons[reason].id,
        }

    def _return(self):
        Load = self.env["bakery.dispatch.load"].with_user(self.clerk)
        loads = []
        for outlet in self.outlets:
            rows = [
                {
                    "product_id": row["product_id"],
                    "qty": self.dice.randint(1, int(row["on_hand"])),
                    "reason_id": self.reasons["unsold"].id,
                }
                for row in Load.outlet_goods(outlet.id)
                if row["product_id"] in self.products.ids
                and row["on_hand"] >= 1
                and self.dice.random() < 0.4
            ]
            if rows:
                loads.append(Load.browse(Load.send_back(outlet.id, rows)))
        return loads

    # What holds -----------------------------------------------------------------------

    def _quants(self, places):
        return self.env["stock.quant"].search(
            [
                ("product_id", "in", self.products.ids),
                ("location_id", "child_of", places.ids),
            ]
        )

    def _total(self):
        """Return what is anywhere, and what was lost on the way."""
        self.env.flush_all()
        places = (self.kitchen | self.outlets).lot_stock_id | self.transit
        total = Counter()
        for quant in self._quants(places):
            total[quant.product_id] += quant.quantity
        lost = self.env["bakery.waste"].search(
            [("product_id", "in", self.products.ids), ("state", "=", "done")]
        )
        for waste in lost:
            total[waste.product_id] += waste.quantity
        return total

    def _on_way(self):
        on_way = Counter()
        for quant in self._quants(self.transit):
            on_way[quant.product_id] += quant.quantity
        return Counter({product: qty for product, qty in on_way.items() if qty})

    def _check(self, moment):
        total = self._total()
        self.assertEqual(
            {product: total[product] for product in self.products},
            {product: self.balance[product] for product in self.products},
            f"nothing lost, nothing new ({moment})",
        )
        loads = self.env["bakery.dispatch.load"].search(
            [("state", "=", "transit"), ("kitchen_id", "=", self.kitchen.id)]
        )
        expected = Counter()
        for line in loads.line_ids:
            expected[line.product_id] += line.loaded_qty
        self.assertEqual(
            self._on_way(), Counter({p: q for p, q in expected.items() if q})
        )
        lines = self.env["bakery.dispatch.line"].search(
            [("state", "=", "done"), ("kitchen_id", "=", self.kitchen.id)]
        )
        for line in lines:
            self.assertEqual(
                line.received_qty - line.loaded_qty, line.difference, line.load_id.name
            )
            self.assertEqual(bool(line.difference), bool(line.reason_id))

    def test_a_promotion_leaves_nothing_behind(self):
        """The day after ten times the demand begins like any other."""
        self._fill(self.bun, 40)
        for outlet in self.outlets:
            self._ask(outlet, {self.bun: 150})
        run = self._run()
        run.action_propose()
        self.assertEqual(sum(run.line_ids.mapped("qty")), 40)
        run.action_load()
        run.action_depart()
        for load in run.load_ids:
            load.with_user(self.clerk).receive([])
        self.assertFalse(self._on_way())
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", self.bun.id),
                ("state", "not in", ("done", "cancel")),
            ]
        )
        self.assertFalse(moves, "no backorder of the promotion waits")
        self._fill(self.bun, 100)
        tomorrow = fields.Date.from_string(self.today()) + timedelta(days=1)
        following = self._run(date=tomorrow)
        following.action_propose()
        self.assertFalse(self._line(following, self.bun).filtered("qty"))
