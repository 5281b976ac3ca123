"""A customer orders in the web shop; the online staff see to it."""

from ...errors import BakeryError
from ...i18n import _
from ..shop import Shopper
from .base import Step

STREETS = ("Jalan Mawar", "Jalan Kenari", "Jalan Cemara", "Jalan Teratai")
NAMES = ("Rani Contoh", "Budi Contoh", "Sari Contoh", "Dimas Contoh")


class WebOrder(Step):
    """The customer fills a cart and pays by transfer; the staff confirm the order."""

    sequence = 102
    key = "web_order"
    name = "Web order"
    role = "online_staff"
    hour = 14
    beside = "sales"
    lane = "web"
    weekdays = (5,)

    def run(self, day):
        bought = self._buy(day)
        client = day.client(self.role)
        order = client.read("sale.order", [bought], ["name", "state", "amount_total"])
        order = order[0]
        if order["state"] in ("draft", "sent"):
            client.call("sale.order", "action_confirm", ids=[order["id"]])
        day.record("sale.order", order["id"], order["name"], order["amount_total"])

    def _buy(self, day):
        shopper = Shopper(day.visitor(), day.dice)
        if not self._fill_cart(day, shopper):
            raise BakeryError(
                _(
                    "The web shop offers nothing: publish products and keep them in "
                    "stock."
                )
            )
        shopper.address(self._address(day))
        shopper.delivery()
        return shopper.pay_by_transfer()

    @staticmethod
    def _fill_cart(day, shopper):
        """Put one to three products into the cart; return how many it took."""
        pages = shopper.products()
        day.dice.shuffle(pages)
        wanted, taken = day.dice.randint(1, 3), 0
        for page in pages:
            if shopper.add(page, day.dice.randint(1, 3)):
                taken += 1
            if taken == wanted:
                break
        return taken

    @staticmethod
    def _address(day):
        name = day.dice.choice(NAMES)
        return {
            "name": name,
            "email": f"{name.lower().replace(' ', '.')}@example.com",
            "phone": f"+62 812 5550 {day.dice.randint(0, 9999):04}",
            "street": f"{day.dice.choice(STREETS)} {day.dice.randint(1, 99)}",
            "city": "Bandung",
            "zip": "40115",
        }
