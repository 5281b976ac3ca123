"""Delivery platforms, as a till sells for them: their prices and their numbers."""

import uuid
from dataclasses import dataclass

PRESET = ["name", "pricelist_id", "fiscal_position_id"]
ITEM = ["pricelist_id", "applied_on", "compute_price", "base"]
FORMULA = ["price_discount", "price_round", "price_surcharge"]


@dataclass
class Platform:
    """One platform of a till: its preset, its way to pay, and what it charges."""

    preset: dict
    method: dict
    item: dict | None

    def price(self, listed):
        """Return the platform's price of what has ``listed`` as its own."""
        if not self.item:
            return listed
        price = listed * (1 - self.item["price_discount"] / 100)
        unit = self.item["price_round"]
        if unit:
            price = int(price / unit + 0.5) * unit
        return price + self.item["price_surcharge"]

    def number(self):
        """Return a number as the platform gives it, which no other order has."""
        return f"{self.preset['name'][:1]}-{uuid.uuid4().hex[:10].upper()}"

    def order(self, till, basket, **values):
        """Return the paid order of ``basket``, as ``till`` writes it."""
        lists = self.preset["pricelist_id"] or [False]
        goods = [
            ({**row, "lst_price": self.price(row["lst_price"])}, quantity)
            for row, quantity in basket
        ]
        order = till.order(
            goods,
            preset_id=self.preset["id"],
            pricelist_id=lists[0],
            platform_order_number=self.number(),
            **values,
        )
        return till.pay_by(order, self.method)


def of_till(till, methods):
    """Return the platforms that ``till`` sells for, by rows of its ways to pay.

    Those whose prices or taxes are of a kind that these days do not work out are left
    alone.
    """
    by_preset = {
        row["platform_preset_id"][0]: row
        for row in methods
        if row["platform_preset_id"]
    }
    wanted = [key for key in till.config["available_preset_ids"] if key in by_preset]
    if not wanted or not till.config["use_presets"]:
        return []
    presets = till.browser.call("pos.preset", "read", wanted, PRESET)
    lists = [row["pricelist_id"][0] for row in presets if row["pricelist_id"]]
    items = till.browser.call(
        "product.pricelist.item",
        "search_read",
        [["pricelist_id", "in", lists]],
        [*ITEM, *FORMULA],
    )
    found = []
    for preset in presets:
        own = [row for row in items if row["pricelist_id"] == preset["pricelist_id"]]
        if _is_playable(preset, own):
            item = own[0] if own else None
            found.append(Platform(preset, by_preset[preset["id"]], item))
    return found


def _is_playable(preset, items):
    return not preset["fiscal_position_id"] and (
        not items
        or (
            len(items) == 1
            and items[0]["applied_on"] == "3_global"
            and items[0]["compute_price"] == "formula"
            and items[0]["base"] == "list_price"
        )
    )
