"""The manager of the outlets turns what is a day old after closing."""

import datetime

from .base import Step

DAY = datetime.timedelta(days=1)
ENTRY, LINE = "bakery.dayold.entry", "bakery.dayold.entry.line"


class Dayold(Step):
    """What was not sold today turns into day-old goods, or is cheaper tomorrow.

    What was a day old before, and is past its time, is written off.
    """

    sequence = 186
    key = "dayold"
    name = "Day-old goods"
    role = "outlet_manager"
    hour = 14
    beside = "evening"
    lane = "outlets"

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
            action = client.call(ENTRY, "action_waste", ids=[entry])
            self._note(day, client, action["res_model"], action["domain"])
        if kinds - {"waste"}:
            client.call(ENTRY, "action_turn", ids=[entry])
        # The server turns what is due by the hour, and may have come before.
        since = (day.now() - DAY).strftime("%Y-%m-%d %H:%M:%S")
        here = ["warehouse_id", "=", outlet]
        self._note(day, client, "bakery.dayold", [here, ["date", ">=", since]])
        prices = [here, ["date_end", ">=", day.now().strftime("%Y-%m-%d %H:%M:%S")]]
        self._note(day, client, "bakery.dayold.price", prices)

    @staticmethod
    def _note(day, client, model, domain):
        for row in client.search(model, domain, ["display_name"]):
            day.record(model, row["id"], row["display_name"])
