"""The planner turns the reorder rules into manufacturing orders."""

from .base import Step


class Replenishment(Step):
    """Every rule below its minimum is ordered: goods to bake become orders.

    Rules that order by themselves have done so when stock left; their orders are
    part of the day's plan too.
    """

    sequence = 60
    key = "replenishment"
    name = "Reorder rules"
    role = "planner"
    hour = 8
    beside = "goods"
    lane = "kitchen"
    weekdays = (0, 3)

    def run(self, day):
        client = day.client(self.role)
        rules = client.search(
            "stock.warehouse.orderpoint", [["qty_to_order", ">", 0]], ["name"]
        )
        if rules:
            client.call(
                "stock.warehouse.orderpoint",
                "action_replenish",
                ids=[rule["id"] for rule in rules],
            )
        rows = client.search(
            "mrp.production",
            [["state", "in", ["draft", "confirmed"]]],
            ["name", "state"],
        )
        drafts = [row["id"] for row in rows if row["state"] == "draft"]
        if drafts:
            client.call("mrp.production", "action_confirm", ids=drafts)
        for row in rows:
            day.record("mrp.production", row["id"], row["name"])
