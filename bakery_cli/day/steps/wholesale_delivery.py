"""The warehouse clerk ships the wholesale order."""

from .delivery import Delivery


class WholesaleDelivery(Delivery):
    """Ships the wholesale order of the day."""

    sequence = 140
    key = "wholesale_delivery"
    name = "Wholesale delivery"
    role = "warehouse_clerk"
    hour = 14
    beside = "sales"
    lane = "sales"
