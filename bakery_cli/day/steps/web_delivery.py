"""The warehouse clerk ships the web order."""

from .delivery import Delivery


class WebDelivery(Delivery):
    """Picks, packs and ships the web order of the day."""

    sequence = 104
    key = "web_delivery"
    name = "Web delivery"
    role = "warehouse_clerk"
    web = True
    hour = 14
    beside = "sales"
    lane = "web"
