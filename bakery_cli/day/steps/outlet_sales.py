"""A day at an outlet's till."""

from ...errors import BakeryError
from ...i18n import _
from ..till import Till
from .base import Step

# Of so many orders, one comes from a delivery platform.
PLATFORM_EVERY = 10


class OutletSales(Step):
    """Opens the till, sells, counts the cash and closes; shared by the outlets."""

    role = "cashier"
    beside = "sales"
    restaurant = False

    def applies(self, day):
        return True

    def run(self, day):
        browser = day.browser(self.role)
        for config in self._tills(browser):
            till = Till(browser, config, day.dice)
            till.open()
            total = self._sell(day, till)
            self.before_closing(day, till)
            # All tills' goods go to one customer location: two closings at once
            # would meet on its rows, and one of them would have to start anew.
            with day.turn:
                self._note(day, till, total)

    def _tills(self, browser):
        rows = browser.call(
            "pos.config",
            "search_read",
            [["module_pos_restaurant", "=", self.restaurant]],
            ["name"],
        )
        return [row["id"] for row in rows]

    def _sell(self, day, till):
        """Take the day's orders; return what they brought."""
        orders = day.orders + day.dice.randint(0, 4)
        for number in range(orders):
            if till.platforms and number % PLATFORM_EVERY == PLATFORM_EVERY - 1:
                till.orders.append(self._deliver(day, till))
            else:
                till.orders += self.serve(day, till, number)
        return sum(order["amount_total"] for order in till.orders)

    def _deliver(self, day, till):
        """Sell one basket for a delivery platform; return the order's row."""
        platform = day.dice.choice(till.platforms)
        cashier = self.employee(day, till, "cashier")
        basket = self.basket(day, till, 3)
        return till.send(platform.order(till, basket, employee_id=cashier))

    def serve(self, day, till, number):
        """Sell one basket; return its orders as the server keeps them."""
        raise NotImplementedError

    def before_closing(self, day, till):
        """Do what else is done while the till is open."""

    @staticmethod
    def basket(day, till, most):
        """Return what the next customer takes; at least one thing."""
        basket = till.basket(day.dice.randint(1, most))
        if not basket:
            raise BakeryError(
                _(
                    "{till} has nothing left to sell: bake and send goods there first.",
                    till=till.config["name"],
                )
            )
        return basket

    @staticmethod
    def employee(day, till, role):
        """Return the employee whose login has ``role``, False if there is none."""
        known = till.__dict__.setdefault("people", {})
        if role not in known:
            login = day.cast.login(role)
            domain = [["user_id.login", "=", login]]
            found = till.browser.call("hr.employee.public", "search", domain)
            known[role] = found[0] if found else False
        return known[role]

    @staticmethod
    def _note(day, till, total):
        session = till.close()
        moves = day.notes.setdefault("session_moves", [])
        moves.extend((session["move_id"] or [])[:1])
        day.record("pos.session", session["id"], session["name"], total)
        for order in till.orders:
            day.record(
                "pos.order", order["id"], order["pos_reference"], order["amount_total"]
            )
