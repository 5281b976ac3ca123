"""The shop: paid over the counter."""

from .outlet_sales import OutletSales


class ShopSales(OutletSales):
    """Each customer pays at once; every fifth in two ways."""

    sequence = 100
    key = "shop_sales"
    name = "Shop sales"
    hour = 14
    lane = "sales"

    def serve(self, day, till, number):
        order = till.order(self.basket(day, till, 3))
        return till.send(till.pay(order, split=number % 5 == 4))
