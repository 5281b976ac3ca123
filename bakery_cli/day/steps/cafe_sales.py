"""The café: orders taken at the table, paid at the till."""

from ...errors import BakeryError
from ...i18n import _
from .outlet_sales import OutletSales

# Percent of the bill that a guest leaves for the staff.
TIP = 10


class CafeSales(OutletSales):
    """The waiter sends the order of a table, the cashier takes the money.

    Every third guest takes it away and pays at once. Of the tables, some leave a tip,
    some pay in equal parts, and at some each guest pays for what is at his seat.
    """

    sequence = 90
    key = "cafe_sales"
    name = "Café sales"
    restaurant = True
    hour = 14
    lane = "cafe"

    def serve(self, day, till, number):
        basket = self.basket(day, till, 3)
        if number % 3 == 2:
            cashier = self.employee(day, till, "cashier")
            order = till.order(basket, employee_id=cashier)
            return [till.send(till.pay(order, 2 if number % 4 == 3 else 1))]
        apart = number % 6 == 4 and len(basket) > 1
        guests = day.dice.randint(2 if apart else 1, 4)
        order = till.order(
            basket,
            seats=2 if apart else 1,
            table_id=self._table(day, till),
            customer_count=guests,
            employee_id=self.employee(day, till, "waiter"),
        )
        taken, ids = till.send_draft({**order}, day.browser("waiter"))
        # The table may have had an order already.
        order["uuid"] = taken["uuid"]
        order["employee_id"] = self.employee(day, till, "cashier")
        if apart:
            return self._each_for_himself(till, order, ids, taken["amount_total"])
        # The lines are on the server.
        order["lines"] = []
        if number % 3 == 0:
            till.tip(order, list(ids), TIP)
        return [till.send(till.pay(order, max(guests, 2) if number % 4 == 3 else 1))]

    @staticmethod
    def _each_for_himself(till, order, ids, whole):
        """Let each guest pay what is at his seat; return the orders."""
        parts = till.guests_apart(order, ids)
        rows = [till.send(till.pay(part)) for part in parts]
        # A tax that is rounded per bill may leave a rupiah with each.
        together = sum(row["amount_total"] for row in rows)
        if abs(together - whole) >= len(rows):
            raise BakeryError(
                _(
                    "A bill of {whole} was shared out, and the parts make {together}.",
                    whole=whole,
                    together=together,
                )
            )
        return rows

    @staticmethod
    def _table(day, till):
        if not hasattr(till, "tables"):
            till.tables = till.browser.call(
                "restaurant.table",
                "search",
                [["floor_id.pos_config_ids", "in", [till.config["id"]]]],
            )
        return day.dice.choice(till.tables) if till.tables else False
