"""The online staff send the web order out."""

from .delivery import Delivery


class WebDelivery(Delivery):
    """Picks, packs and ships the web order of the day."""

    sequence = 87
    key = "web_delivery"
    name = "Web delivery"
    role = "online_staff"
    web = True
    hour = 8
