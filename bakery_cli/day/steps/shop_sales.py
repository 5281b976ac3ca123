"""The shop: paid over the counter."""

import uuid

from .outlet_sales import OutletSales

REQUEST = "bakery.stock.request"
# Pieces that the cashier asks another outlet for.
WANTED = 2


class ShopSales(OutletSales):
    """Each customer pays at once; every fifth in two ways.

    Before the till is closed, the cashier asks another outlet for what is lacking most.
    """

    sequence = 100
    key = "shop_sales"
    name = "Shop sales"
    hour = 14
    lane = "sales"

    def serve(self, day, till, number):
        cashier = self.employee(day, till, "cashier")
        order = till.order(self.basket(day, till, 3), employee_id=cashier)
        return [till.send(till.pay(order, 2 if number % 5 == 4 else 1))]

    def before_closing(self, day, till):
        row, source = self._lacking(till)
        if not row:
            return
        request = {
            "uuid": str(uuid.uuid4()),
            "product_id": row["id"],
            "quantity": WANTED,
            "kind": "transfer",
            "source_id": source["id"],
            "employee_id": self.employee(day, till, "cashier"),
        }
        config = [till.config["id"]]
        made = till.browser.call("pos.config", "request_stock", config, request)
        day.record(REQUEST, made["id"], made["name"])

    @staticmethod
    def _lacking(till):
        """Return the product with the least left that another outlet has."""
        goods = [row for row in till.goods.values() if row["is_storable"]]
        config = [till.config["id"]]
        for row in sorted(goods, key=lambda row: (row["left"], row["id"])):
            details = till.browser.call(
                "pos.config", "stock_details", config, row["id"]
            )
            others = [o for o in details["others"] if o["free"] >= WANTED]
            if others:
                return row, others[0]
        return None, None
