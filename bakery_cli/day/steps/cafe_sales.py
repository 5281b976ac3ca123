"""The café: orders taken at the table, paid at the till."""

from .outlet_sales import OutletSales


class CafeSales(OutletSales):
    """The waiter sends the order of a table, the cashier takes the money.

    Every third guest takes it away and pays at once; every fourth bill is split over
    two ways to pay.
    """

    sequence = 90
    key = "cafe_sales"
    name = "Café sales"
    restaurant = True
    hour = 14
    lane = "cafe"

    def serve(self, day, till, number):
        split = number % 4 == 3
        if number % 3 == 2:
            order = till.order(self.basket(day, till, 3))
            return till.send(till.pay(order, split))
        order = till.order(
            self.basket(day, till, 3),
            table_id=self._table(day, till),
            customer_count=day.dice.randint(1, 4),
        )
        taken = till.send({**order}, browser=day.browser("waiter"))
        # The lines are on the server; the table may have had an order already.
        order.update(uuid=taken["uuid"], lines=[])
        return till.send(till.pay(order, split))

    @staticmethod
    def _table(day, till):
        if not hasattr(till, "tables"):
            till.tables = till.browser.call(
                "restaurant.table",
                "search",
                [["floor_id.pos_config_ids", "in", [till.config["id"]]]],
            )
        return day.dice.choice(till.tables) if till.tables else False
