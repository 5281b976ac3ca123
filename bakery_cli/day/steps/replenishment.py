"""The planner turns the reorder rules into manufacturing orders."""

from .base import Step


class Replenishment(Step):
    """Every rule below its minimum is ordered: goods to bake become orders."""

    sequence = 60
    key = "replenishment"
    name = "Reorder rules"
    role = "planner"
    hour = 11

    def run(self, day):
        client = day.client(self.role)
        newest = self._newest(client)
        rules = client.search(
            "stock.warehouse.orderpoint", [["qty_to_order", ">", 0]], ["name"]
        )
        if rules:
            client.call(
                "stock.warehouse.orderpoint",
                "action_replenish",
                ids=[rule["id"] for rule in rules],
            )
        for row in client.search(
            "mrp.production", [["id", ">", newest]], ["name", "product_qty"]
        ):
            day.record("mrp.production", row["id"], row["name"])

    @staticmethod
    def _newest(client):
        rows = client.search("mrp.production", [], ["id"], limit=1, order="id desc")
        return rows[0]["id"] if rows else 0
