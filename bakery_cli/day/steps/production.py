"""The baker bakes what was planned."""

from ...i18n import _
from .. import inspections
from ..faults import REFUSED, CallError
from .base import Step

# Doughs first, then what is made of them.
PASSES = 3
# The baker's answers to the questions of "Produce All".
ANSWERS = {"skip_consumption": True, "skip_backorder": True, "skip_expired": True}


class Production(Step):
    """Orders whose ingredients are there are done, with lots and oven time."""

    sequence = 70
    key = "production"
    name = "Production"
    role = "baker"
    hour = 8
    beside = "goods"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        waiting = self._planned(day, client)
        for _number in range(PASSES):
            ready = self._ready(client, waiting)
            if not ready:
                break
            self._bake(day, client, ready)
            waiting = [order for order in waiting if order not in ready]
        day.notes["orders_short_of_ingredients"] = len(waiting)

    @staticmethod
    def _planned(day, client):
        rows = client.search(
            "mrp.production",
            [
                ["state", "in", ["confirmed", "progress", "to_close"]],
                ["date_start", "<=", f"{day.today()} 23:59:59"],
            ],
            ["name"],
            limit=60,
        )
        return [row["id"] for row in rows]

    @staticmethod
    def _ready(client, orders):
        if not orders:
            return []
        client.call("mrp.production", "action_assign", ids=orders)
        rows = client.read("mrp.production", orders, ["reservation_state"])
        return [row["id"] for row in rows if row["reservation_state"] == "assigned"]

    def _bake(self, day, client, orders):
        rows = client.read(
            "mrp.production",
            orders,
            [
                "name",
                "product_id",
                "product_tracking",
                "product_qty",
                "lot_producing_ids",
                "move_raw_ids",
                "qty_producing",
                "workorder_ids",
            ],
        )
        self._number_lots(day, client, rows)
        self._write_times(day, client, rows)
        self._lose_some(day, client, rows)
        self._check_at_oven(day, client, orders)
        client.call("mrp.production", "button_mark_done", ids=orders, context=ANSWERS)
        self._note(day, client.read("mrp.production", orders, ["name", "state"]))

    @staticmethod
    def _number_lots(day, client, rows):
        tracked = [
            row
            for row in rows
            if row["product_tracking"] == "lot" and not row["lot_producing_ids"]
        ]
        stamp = day.today().replace("-", "")[2:]
        lots = [
            {"name": f"{stamp}-{row['id']}", "product_id": row["product_id"][0]}
            for row in tracked
        ]
        made = client.create("stock.lot", lots) if lots else []
        for row, lot in zip(tracked, made, strict=True):
            values = {"lot_producing_ids": [(6, 0, [lot])]}
            client.write("mrp.production", [row["id"]], values)

    @staticmethod
    def _write_times(day, client, rows):
        """Write how long each operation took: close to what was planned."""
        operations = [order for row in rows for order in row["workorder_ids"]]
        planned = client.read("mrp.workorder", operations, ["duration_expected"])
        minutes = {
            row["id"]: round(row["duration_expected"] * day.dice.uniform(0.9, 1.15), 1)
            for row in planned
        }
        for row in rows:
            commands = [
                (1, operation, {"duration": minutes[operation]})
                for operation in row["workorder_ids"]
            ]
            client.write("mrp.production", [row["id"]], {"workorder_ids": commands})

    @staticmethod
    def _lose_some(day, client, rows):
        """Let the largest batch come out short: all went in, some pieces burned."""
        row = max(rows, key=lambda row: row["product_qty"])
        lost = int(row["product_qty"] * day.dice.uniform(0.02, 0.06))
        if lost < 1 or row["qty_producing"] or "pieces_lost" in day.notes:
            return
        # Odoo consumes nothing that is not picked once a quantity is given.
        used = [(1, move, {"picked": True}) for move in row["move_raw_ids"]]
        client.write(
            "mrp.production",
            [row["id"]],
            {"qty_producing": row["product_qty"] - lost, "move_raw_ids": used},
        )
        day.notes["pieces_lost"] = lost

    @staticmethod
    def _check_at_oven(day, client, orders):
        """Answer what has to be known before the orders can be done."""
        for row in inspections.batches(client, orders, "before"):
            inspections.check(client, row, day.today())

    @staticmethod
    def _note(day, rows):
        for row in rows:
            if row["state"] != "done":
                raise CallError(
                    _("Manufacturing order {name} was not finished.", name=row["name"]),
                    REFUSED,
                )
            day.record("mrp.production", row["id"], row["name"])
