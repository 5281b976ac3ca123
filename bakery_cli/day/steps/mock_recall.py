"""The store's administrator tries whether goods could be recalled."""

from ...i18n import _
from ..faults import REFUSED, CallError
from .base import Step

REASON = "Latihan penarikan barang"
DELIVERIES = ("wholesale_delivery", "web_delivery")


class MockRecall(Step):
    """From a lot to everything and everybody it reached.

    It begins with an ingredient of a bread that a customer got today, or with the bread
    where nobody knows what went in; else with a lot that was baked with today.

    What it finds is compared with the deliveries of the day, which tell themselves
    who got goods of the affected lots. Goods without lots have to be named as such.
    """

    sequence = 190
    key = "mock_recall"
    name = "Mock recall"
    role = "store_admin"
    hour = 14
    beside = "evening"
    lane = "office"
    weekdays = (1,)

    def run(self, day):
        client = day.client(self.role)
        lot = self._sold_lot(day, client) or self._used_lot(day, client)
        if not lot:
            return
        recall = client.create(
            "bakery.recall",
            {
                "kind": "mock",
                "direction": "down",
                "reason": REASON,
                "lot_ids": [(6, 0, [lot])],
            },
        )
        client.call("bakery.recall", "action_start", ids=[recall])
        self._check_goods(day, client, recall, lot)
        self._check_customers(day, client, recall)
        client.call("bakery.recall", "action_done", ids=[recall])
        [row] = client.read(
            "bakery.recall",
            [recall],
            ["name", "minutes", "lot_count", "customer_count", "traced_rate"],
        )
        day.record("bakery.recall", recall, row["name"])
        day.notes["mock_recall_minutes"] = round(row["minutes"], 2)
        day.notes["mock_recall_lots"] = row["lot_count"]
        day.notes["mock_recall_customers"] = row["customer_count"]
        day.notes["mock_recall_traced_percent"] = round(row["traced_rate"] * 100, 1)

    @staticmethod
    def _sold_lot(day, client):
        """Return a lot that went into what customers got today, if there is one."""
        pickings = [document.id for key in DELIVERIES for document in day.made(key)]
        rows = client.search(
            "stock.move.line",
            [
                ["picking_id", "in", pickings],
                ["lot_id", "!=", False],
                ["state", "=", "done"],
            ],
            ["lot_id"],
        )
        sold = sorted({row["lot_id"][0] for row in rows})
        if not sold:
            return None
        made = client.search(
            "mrp.production", [["lot_producing_ids", "in", sold]], ["name"]
        )
        used = client.search(
            "stock.move.line",
            [
                ["move_id.raw_material_production_id", "in", [r["id"] for r in made]],
                ["lot_id", "!=", False],
                ["state", "=", "done"],
            ],
            ["lot_id"],
        )
        return day.dice.choice(sorted({row["lot_id"][0] for row in used}) or sold)

    @staticmethod
    def _used_lot(day, client):
        """Return one of the lots that went into today's baking."""
        orders = [order.id for order in day.made("production")]
        rows = client.search(
            "stock.move.line",
            [
                ["move_id.raw_material_production_id", "in", orders],
                ["lot_id", "!=", False],
                ["state", "=", "done"],
            ],
            ["lot_id"],
        )
        lots = sorted({row["lot_id"][0] for row in rows})
        return day.dice.choice(lots) if lots else None

    def _check_goods(self, day, client, recall, lot):
        """See that all that was baked of the lot today is found, by lot or by name."""
        orders = [order.id for order in day.made("production")]
        used = client.search(
            "stock.move.line",
            [
                ["move_id.raw_material_production_id", "in", orders],
                ["lot_id", "=", lot],
                ["state", "=", "done"],
            ],
            ["move_id"],
        )
        moves = client.read(
            "stock.move",
            [row["move_id"][0] for row in used],
            ["raw_material_production_id"],
        )
        baked = client.read(
            "mrp.production",
            sorted({row["raw_material_production_id"][0] for row in moves}),
            ["name", "product_id"],
        )
        lines = client.search(
            "bakery.recall.line", [["recall_id", "=", recall]], ["product_id"]
        )
        found = {row["product_id"][0] for row in lines}
        trace = client.call("stock.lot", "get_trace", ids=[lot], direction="down")
        unnamed = {row["product"] for row in trace["unnamed"]}
        for order in baked:
            product, name = order["product_id"]
            if product not in found and name not in unnamed:
                self._fail(order["name"])

    def _check_customers(self, day, client, recall):
        """See that whoever got goods of the affected lots today is found."""
        lines = client.search(
            "bakery.recall.line", [["recall_id", "=", recall]], ["lot_id"]
        )
        pickings = [document.id for key in DELIVERIES for document in day.made(key)]
        sold = client.search(
            "stock.move.line",
            [
                ["lot_id", "in", [row["lot_id"][0] for row in lines]],
                ["picking_id", "in", pickings],
                ["state", "=", "done"],
            ],
            ["picking_id"],
        )
        found = client.search(
            "bakery.recall.partner", [["recall_id", "=", recall]], ["picking_ids"]
        )
        known = {picking for row in found for picking in row["picking_ids"]}
        for row in sold:
            if row["picking_id"][0] not in known:
                self._fail(row["picking_id"][1])

    @staticmethod
    def _fail(name):
        raise CallError(_("The mock recall did not find {name}.", name=name), REFUSED)
