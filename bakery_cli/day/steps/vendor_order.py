"""The purchaser orders what the reorder rules ask for."""

import math
from collections import defaultdict

from .base import Step

LINES = 5


class VendorOrder(Step):
    """Requests made by reorder rules are taken up; one more order is written.

    The vendor of the extra order is thrown by the dice; each of its goods is
    filled up to the maximum of its reorder rule, or ordered in the vendor's
    smallest quantity.
    """

    sequence = 10
    key = "vendor_order"
    name = "Vendor order"
    role = "purchaser"
    hour = 8
    beside = "morning"
    lane = "office"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        orders = self._requests(client)
        orders.append(self._extra_order(day, client))
        for row in client.read("purchase.order", orders, ["name", "amount_total"]):
            day.record("purchase.order", row["id"], row["name"], row["amount_total"])

    @staticmethod
    def _requests(client):
        """Return the requests for quotation that reorder rules have made."""
        rows = client.search(
            "purchase.order",
            [["state", "=", "draft"], ["origin", "!=", False]],
            ["name"],
            limit=10,
        )
        return [row["id"] for row in rows]

    def _extra_order(self, day, client):
        by_vendor = self._price_list(client)
        vendor = day.dice.choice(sorted(by_vendor))
        prices = by_vendor[vendor]
        chosen = day.dice.sample(prices, min(LINES, len(prices)))
        quantities = self._quantities(day, client, chosen)
        lines = [
            (0, 0, {**line, "date_planned": f"{day.today()} 05:00:00"})
            for line in quantities
        ]
        return client.create(
            "purchase.order", {"partner_id": vendor, "order_line": lines}
        )

    @staticmethod
    def _price_list(client):
        """Return ``{vendor: [price row, ...]}`` of what is stocked and bought."""
        rows = client.search(
            "product.supplierinfo",
            [["product_tmpl_id.is_storable", "=", True]],
            ["partner_id", "product_tmpl_id", "min_qty", "product_uom_id"],
        )
        by_vendor = defaultdict(list)
        for row in rows:
            by_vendor[row["partner_id"][0]].append(row)
        return by_vendor

    def _quantities(self, day, client, prices):
        templates = [row["product_tmpl_id"][0] for row in prices]
        products = {
            row["product_tmpl_id"][0]: row
            for row in client.search(
                "product.product",
                [["product_tmpl_id", "in", templates]],
                ["product_tmpl_id", "uom_id", "virtual_available"],
            )
        }
        maxima = self._maxima(client, [row["id"] for row in products.values()])
        factors = self._factors(client, prices, products.values())
        return [
            self._line(day, row, products[row["product_tmpl_id"][0]], maxima, factors)
            for row in prices
            if row["product_tmpl_id"][0] in products
        ]

    @staticmethod
    def _maxima(client, products):
        rows = client.search(
            "stock.warehouse.orderpoint",
            [["product_id", "in", products]],
            ["product_id", "product_max_qty"],
        )
        return {row["product_id"][0]: row["product_max_qty"] for row in rows}

    @staticmethod
    def _factors(client, prices, products):
        units = {row["product_uom_id"][0] for row in prices if row["product_uom_id"]}
        units |= {row["uom_id"][0] for row in products}
        rows = client.read("uom.uom", sorted(units), ["factor"])
        return {row["id"]: row["factor"] for row in rows}

    @staticmethod
    def _line(day, price, product, maxima, factors):
        unit = (price["product_uom_id"] or product["uom_id"])[0]
        ratio = factors[product["uom_id"][0]] / factors[unit]
        wanted = maxima.get(product["id"], 0) - product["virtual_available"]
        wanted = math.ceil(wanted * ratio) if wanted > 0 else day.dice.randint(1, 2)
        return {
            "product_id": product["id"],
            "product_qty": max(wanted, price["min_qty"]),
            "product_uom_id": unit,
        }
