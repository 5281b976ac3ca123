"""The manager of the outlets turns what is a day old after closing."""

from .base import Step

ENTRY, LINE = "bakery.dayold.entry", "bakery.dayold.entry.line"


class Dayold(Step):
    """What was not sold today turns into day-old goods, or is cheaper tomorrow.

    What was a day old before, and is past its time, is written off.
    """

    sequence = 112
    key = "dayold"
    name = "Day-old goods"
    role = "outlet_manager"
    hour = 14

    def run(self, day):
        client = day.client(self.role)
        _kitchen, *outlets = client.search("stock.warehouse", [], ["name"])
        for outlet in outlets:
            self._turn(day, client, outlet["id"])

    def _turn(self, day, client, outlet):
        entry = client.create(ENTRY, {"warehouse_id": outlet})
        lines = client.search(LINE, [["entry_id", "=", entry]], ["kind", "problem"])
        kinds = {line["kind"] for line in lines if not line["problem"]}
        if "waste" in kinds:
            self._note(day, client, client.call(ENTRY, "action_waste", ids=[entry]))
        if kinds - {"waste"}:
            self._note(day, client, client.call(ENTRY, "action_turn", ids=[entry]))
        if "price" in kinds:
            rows = client.search(
                "bakery.dayold.price",
                [["warehouse_id", "=", outlet]],
                ["display_name"],
                limit=sum(line["kind"] == "price" for line in lines),
                order="id desc",
            )
            for row in rows:
                day.record("bakery.dayold.price", row["id"], row["display_name"])

    @staticmethod
    def _note(day, client, action):
        model = action["res_model"]
        rows = client.search(model, action["domain"], ["display_name", "name"])
        for row in rows:
            day.record(model, row["id"], row["name"])
