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
        cashier = self.employee(day, till, "cashier")
        order = till.order(self.basket(day, till, 3), employee_id=cashier)
        return [till.send(till.pay(order, 2 if number % 5 == 4 else 1))]
