"""The manager of the outlets logs what was not sold when they close."""

from ..lots import expired_lots
from .base import Step

ENTRY, LINE = "bakery.waste.entry", "bakery.waste.entry.line"
# Least pieces of a product in an outlet of which some may be thrown away, and of how
# many products.
PLENTY = 4
PRODUCTS = 3


class Waste(Step):
    """A few stale pieces of each outlet leave the stock, and the books show it."""

    sequence = 182
    key = "waste"
    name = "Waste at closing"
    role = "outlet_manager"
    hour = 14
    beside = "evening"
    lane = "outlets"

    def run(self, day):
        client = day.client(self.role)
        _kitchen, *outlets = client.search("stock.warehouse", [], ["name"])
        for outlet in outlets:
            self._log(day, client, outlet["id"])

    def _log(self, day, client, outlet):
        entry = client.create(ENTRY, {"warehouse_id": outlet})
        lines = client.search(
            LINE,
            [["entry_id", "=", entry], ["on_hand", ">=", PLENTY]],
            ["on_hand", "product_id"],
        )
        expired = self._throw_away(client, entry)
        sold_whole = [x for x in self._pieces(client, lines) if x not in expired]
        stale = day.dice.sample(sold_whole, min(PRODUCTS, len(sold_whole)))
        if not stale and not expired:
            return
        for line in stale:
            client.write(LINE, [line], {"quantity": day.dice.randint(1, 2)})
        action = client.call(ENTRY, "action_log", ids=[entry])
        rows = client.search("bakery.waste", action["domain"], ["name"])
        for row in rows:
            day.record("bakery.waste", row["id"], row["name"])

    @staticmethod
    def _throw_away(client, entry):
        """Write all of the lots that have expired; return their lines."""
        rows = client.search(LINE, [["entry_id", "=", entry]], ["on_hand", "lot_id"])
        expired = expired_lots(client, rows)
        gone = [row for row in rows if row["lot_id"] and row["lot_id"][0] in expired]
        for row in gone:
            client.write(LINE, [row["id"]], {"quantity": row["on_hand"]})
        return {row["id"] for row in gone}

    @staticmethod
    def _pieces(client, lines):
        """Return the lines of what the bakery itself bakes and sells there."""
        products = [line["product_id"][0] for line in lines]
        baked = client.search(
            "product.product",
            [["id", "in", products], ["available_in_pos", "=", True]],
            ["shelf_life_hours"],
        )
        fresh = {row["id"] for row in baked if row["shelf_life_hours"]}
        return [line["id"] for line in lines if line["product_id"][0] in fresh]
