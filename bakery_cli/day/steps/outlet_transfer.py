"""The warehouse clerk sends fresh goods from the kitchen to the outlets."""

from .. import pickings
from ..lots import expired_lots
from .base import Step

# Kitchen stock that one outlet may take, so that orders can be served too.
SHARE = 0.3
# A drink's ingredients are sent when less than LOW servings are left in an outlet.
LOW, FULL = 60, 120
# Pieces of a product that make another delivery unnecessary.
ENOUGH = 8


class OutletTransfer(Step):
    """Each outlet is filled up, as far as the kitchen has goods."""

    sequence = 80
    key = "outlet_transfer"
    name = "Transfer to outlets"
    role = "warehouse_clerk"
    hour = 8
    beside = "goods"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        kitchen, *outlets = client.search(
            "stock.warehouse", [], ["name", "lot_stock_id", "int_type_id"]
        )
        goods = self._goods(client, kitchen)
        servings = self._servings(client)
        transfers = [
            self._transfer(client, kitchen, outlet, quantities)
            for outlet in outlets
            if (quantities := self._plan(day, client, outlet, goods, servings))
        ]
        self._send(day, client, transfers)

    @staticmethod
    def _goods(client, kitchen):
        """Return what the kitchen can give: ``{product: row}``."""
        rows = client.search(
            "product.product",
            [["is_storable", "=", True], ["type", "=", "consu"]],
            ["free_qty", "uom_id", "available_in_pos"],
            context={"warehouse_id": kitchen["id"]},
        )
        return {row["id"]: row for row in rows if row["free_qty"] > 0}

    @staticmethod
    def _servings(client):
        """Return ``{ingredient: amount}`` of one serving of the drinks' recipes."""
        lines = client.search(
            "mrp.bom.line",
            [["bom_id.type", "=", "phantom"]],
            ["product_id", "product_qty"],
        )
        servings = {}
        for line in lines:
            product = line["product_id"][0]
            servings[product] = max(servings.get(product, 0), line["product_qty"])
        return servings

    def _plan(self, day, client, outlet, goods, servings):
        """Return ``{product: quantity}`` to send to ``outlet``."""
        stock = self._stock(client, outlet)
        plan = {}
        for product, row in goods.items():
            on_hand = stock.get(product, 0)
            if product in servings and product in stock:
                if on_hand < LOW * servings[product]:
                    wanted = FULL * servings[product] - on_hand
                    plan[product] = min(wanted, row["free_qty"] * SHARE)
            elif row["available_in_pos"]:
                wanted = day.dice.randint(18, 30) - on_hand
                if on_hand > ENOUGH:
                    continue
                plan[product] = min(wanted, int(row["free_qty"] * SHARE))
        return {product: qty for product, qty in plan.items() if qty > 0}

    @staticmethod
    def _stock(client, outlet):
        rows = client.search(
            "stock.quant",
            [["location_id", "child_of", outlet["lot_stock_id"][0]]],
            ["product_id", "quantity", "lot_id"],
        )
        expired = expired_lots(client, rows)
        stock = {}
        for row in rows:
            if row["lot_id"] and row["lot_id"][0] in expired:
                continue
            product = row["product_id"][0]
            stock[product] = stock.get(product, 0) + row["quantity"]
        return stock

    @staticmethod
    def _transfer(client, kitchen, outlet, quantities):
        places = {
            "location_id": kitchen["lot_stock_id"][0],
            "location_dest_id": outlet["lot_stock_id"][0],
        }
        moves = [
            (0, 0, {"product_id": product, "product_uom_qty": quantity, **places})
            for product, quantity in quantities.items()
        ]
        values = {"picking_type_id": kitchen["int_type_id"][0], "move_ids": moves}
        return client.create("stock.picking", {**values, **places})

    @staticmethod
    def _send(day, client, transfers):
        if not transfers:
            return
        client.call("stock.picking", "action_confirm", ids=transfers)
        ready = pickings.reserve(client, transfers)
        for row in pickings.validate(client, ready):
            day.record("stock.picking", row["id"], row["name"])
