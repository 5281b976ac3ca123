"""An outlet sends back at closing what it will not sell, and the kitchen counts it."""

from .base import Step

LOAD = "bakery.dispatch.load"
# Least pieces of a product in an outlet of which some may go back.
PLENTY = 8


class DispatchReturn(Step):
    """A few unsold pieces go back to the kitchen, through transit."""

    sequence = 184
    key = "dispatch_return"
    name = "Unsold goods back"
    role = "outlet_manager"
    hour = 14
    beside = "evening"
    lane = "outlets"

    def run(self, day):
        client = day.client(self.role)
        stops = client.search("bakery.dispatch.stop", [], ["warehouse_id"])
        reasons = client.search(
            "bakery.dispatch.reason", [["kind", "=", "return"]], ["name"], limit=1
        )
        if not (stops and reasons):
            return
        for outlet in sorted({stop["warehouse_id"][0] for stop in stops}):
            goods = client.call(LOAD, "outlet_goods", warehouse_id=outlet)
            plenty = [row for row in goods if row["on_hand"] >= PLENTY]
            if not plenty:
                continue
            product = day.dice.choice(plenty)
            row = {
                "product_id": product["product_id"],
                "qty": day.dice.randint(1, 3),
                "reason_id": reasons[0]["id"],
            }
            load = client.call(LOAD, "send_back", warehouse_id=outlet, rows=[row])
            self._count_in(day, load)

    @staticmethod
    def _count_in(day, load):
        clerk = day.client("warehouse_clerk")
        clerk.call(LOAD, "receive", ids=[load], rows=[])
        name = clerk.read(LOAD, [load], ["name"])[0]["name"]
        day.record(LOAD, load, name)
