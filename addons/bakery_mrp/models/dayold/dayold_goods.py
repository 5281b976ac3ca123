from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo import fields, models


@dataclass
class Goods:
    """Goods of one product, lot and place that are a day old, or too old for that.

    ``quantity`` is in the unit of the product; ``since`` is when they left the oven, or
    when the outlet closed; ``problem`` says why they cannot turn.
    """

    rule: models.Model
    product: models.Model
    lot: models.Model
    location: models.Model
    package: models.Model
    quantity: float
    since: datetime | None
    problem: str | bool = False

    @property
    def key(self):
        """What tells these goods from all others in the outlet."""
        parts = (self.product, self.lot, self.location, self.package)
        return tuple(part.id for part in parts)


class DayoldGoods:
    """What is a day old in one outlet at a moment.

    Goods on hold, expired, reserved or owned by others are none of it. It looks at all
    goods of the outlet, whatever the user may see: who asks for it checks the rights,
    see :meth:`.bakery_dayold.BakeryDayold._check_outlet`. Queries do not grow with the
    number of lots, but with that of the hours that rules name.
    """

    def __init__(self, outlet, now=None):
        # sudo: see above.
        self.outlet = outlet.sudo().with_company(outlet.company_id)
        self.env = self.outlet.env
        self.now = now or fields.Datetime.now()
        self.rules = self.env["bakery.dayold.rule"].search(
            [
                ("company_id", "=", outlet.company_id.id),
                "|",
                ("warehouse_ids", "=", False),
                ("warehouse_ids", "in", outlet.ids),
            ]
        )

    def due(self):
        """Return the goods that are a day old, as a list of :class:`Goods`."""
        if not self.rules:
            return []
        targets = self.env["bakery.dayold.rule"].search(
            [("company_id", "=", self.outlet.company_id.id)]
        )
        rows = [
            row
            for row in self._free(self._domain(self.rules))
            if row[0] not in targets.dayold_product_id
        ]
        products = self.env["product.product"].union(*(row[0] for row in rows))
        rules = self.rules._rules_of(products)
        rows = [row for row in rows if row[0] in rules]
        goods = self._due_lots(rules, [row for row in rows if row[1]])
        goods += self._due_others(rules, [row for row in rows if not row[1]])
        goods = self.env["bakery.dayold"]._still_open(self.outlet, goods)
        for one in goods:
            if one.rule.action == "product":
                one.problem = one.rule._problem(one.product)
        return sorted(goods, key=lambda one: (one.product.display_name, one.since))

    def too_old(self):
        """Return the day-old goods that are not to be sold any longer."""
        log = self.env["bakery.dayold"]._read_group(
            [("warehouse_id", "=", self.outlet.id)],
            ["dayold_product_id"],
            [],
        )
        products = self.env["product.product"].union(
            *(product for (product,) in log), self.rules.dayold_product_id
        )
        if not products:
            return []
        rows = self._free([("product_id", "in", products.ids)], expired=True)
        fresher = self._still_sold(products)
        goods = []
        for product, lot, location, package, quantity in rows:
            since = lot.expiration_date or None
            if lot:
                if not since or since > self.now:
                    continue
            elif product.tracking == "none":
                kept = min(fresher[product.id], quantity)
                fresher[product.id] -= kept
                quantity -= kept
            if product.uom_id.compare(quantity, 0) > 0:
                rule = self.env["bakery.dayold.rule"]
                goods.append(
                    Goods(rule, product, lot, location, package, quantity, since)
                )
        return goods

    # What is there --------------------------------------------------------------------

    def _domain(self, rules):
        products = ("product_id", "in", rules.product_ids.ids)
        if not rules.categ_id:
            return [products]
        return ["|", products, ("product_id.categ_id", "child_of", rules.categ_id.ids)]

    def _free(self, domain, expired=False):
        """Return rows of product, lot, place, package and what is free of it."""
        groups = self.env["stock.quant"]._read_group(
            [
                ("location_id", "child_of", self.outlet.lot_stock_id.ids),
                ("location_id.usage", "=", "internal"),
                ("owner_id", "=", False),
                *domain,
            ],
            ["product_id", "lot_id", "location_id", "package_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        rows = []
        for product, lot, location, package, quantity, reserved in groups:
            left = product.uom_id.round(quantity - reserved)
            is_expired = (
                product.use_expiration_date
                and lot.expiration_date
                and lot.expiration_date <= self.now
            )
            is_out = lot.quality_hold or location.is_quarantine
            if is_out or (is_expired and not expired):
                continue
            if product.uom_id.compare(left, 0) > 0:
                rows.append((product, lot, location, package, left))
        return rows

    def _due_lots(self, rules, rows):
        lots = self.env["stock.lot"].union(*(row[1] for row in rows))
        baked = lots._left_oven() if lots else {}
        return [
            Goods(rules[row[0]], *row, baked[row[1].id])
            for row in rows
            if baked[row[1].id] + timedelta(hours=rules[row[0]].hours) <= self.now
        ]

    def _due_others(self, rules, rows):
        """Return what was there at the closing that the rule counts from.

        What came in since is fresh; what is there beyond that was there before.
        """
        by_closing = defaultdict(list)
        for row in rows:
            before = self.now - timedelta(hours=rules[row[0]].hours)
            by_closing[self.outlet._last_closing(before)].append(row)
        goods = []
        for closing, own in by_closing.items():
            fresh = self._came_since(closing, {row[0].id for row in own})
            for product, lot, location, package, left in own:
                kept = min(fresh[product.id], left)
                fresh[product.id] -= kept
                if product.uom_id.compare(left - kept, 0) > 0:
                    goods.append(
                        Goods(
                            rules[product],
                            product,
                            lot,
                            location,
                            package,
                            product.uom_id.round(left - kept),
                            closing,
                        )
                    )
        return goods

    def _came_since(self, closing, product_ids):
        """Return what fresh goods came into the outlet after a moment, by product.

        Goods that a count found, or that customers brought back, are not fresh.
        """
        inside = ("location_id", "child_of", self.outlet.lot_stock_id.ids)
        groups = self.env["stock.move.line"]._read_group(
            [
                ("product_id", "in", list(product_ids)),
                ("state", "=", "done"),
                ("date", ">=", closing),
                ("location_dest_id", "child_of", self.outlet.lot_stock_id.ids),
                ("location_id.usage", "not in", ("inventory", "customer")),
                "!",
                inside,
            ],
            ["product_id"],
            ["quantity_product_uom:sum"],
        )
        return defaultdict(float, {product.id: sum_ for product, sum_ in groups})

    def _still_sold(self, products):
        """Return how much of day-old goods may still be sold, by product."""
        groups = self.env["bakery.dayold"]._read_group(
            [
                ("warehouse_id", "=", self.outlet.id),
                ("dayold_product_id", "in", products.ids),
                ("until", ">", self.now),
            ],
            ["dayold_product_id"],
            ["quantity:sum"],
        )
        return defaultdict(float, {product.id: sum_ for product, sum_ in groups})
