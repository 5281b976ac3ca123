"""Opening stock of the ingredients, counted in by the owner."""

from .part import Part

# The café mixes its own drinks.
OUTLET_SHARE = 0.1


class OpeningStock(Part):
    """A lot of each ingredient in the kitchen, and some for drinks in the café."""

    def run(self):
        rows = self.owner.search(
            "product.product",
            [["default_code", "in", [row[0] for row in self.data["ingredients"]]]],
            ["default_code", "qty_available"],
        )
        missing = {row["default_code"]: row for row in rows if not row["qty_available"]}
        counts = [
            count
            for row in self.data["ingredients"]
            if row[0] in missing
            for count in self._counts(missing[row[0]]["id"], row)
        ]
        if counts:
            self._count_in(counts)

    def _counts(self, product, row):
        code, opening = row[0], row[4]
        lot = self.owner.create(
            "stock.lot", {"name": f"AWAL-{code}", "product_id": product}
        )
        places = [(self.main_warehouse()["lot_stock_id"][0], opening)]
        if any(code in recipe for *_head, recipe in self.data["drinks"]):
            places.append((self._cafe_location(), opening * OUTLET_SHARE))
        return [
            {
                "product_id": product,
                "lot_id": lot,
                "location_id": location,
                "inventory_quantity": quantity,
            }
            for location, quantity in places
        ]

    def _cafe_location(self):
        code = self.data["outlets"][0]["code"]
        return self.owner.search(
            "stock.warehouse", [["code", "=", code]], ["lot_stock_id"]
        )[0]["lot_stock_id"][0]

    def _count_in(self, counts):
        self.made += len(counts)
        context = {"inventory_mode": True}
        quants = self.owner.create("stock.quant", counts, context=context)
        self.owner.call("stock.quant", "action_apply_inventory", ids=quants)
