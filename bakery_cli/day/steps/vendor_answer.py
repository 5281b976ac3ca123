"""The vendors answer today's orders on the page that their mail leads to."""

import datetime
import re
import time

from ...errors import BakeryError
from ...i18n import _
from .base import Step

# Seconds until the mail that a schedule sends has to be there.
PATIENCE = 90
_LINK = re.compile(r"/purchase/answer/\d+/[\w-]+")
_LINE = re.compile(r'name="availability_(\d+)"')


class VendorAnswer(Step):
    """Whoever was mailed says on their page that everything comes tomorrow.

    The link is read from the mail that the buyer sees beside the order.
    """

    sequence = 25
    key = "vendor_answer"
    name = "Vendor answer"
    role = "purchaser"
    hour = 8

    def run(self, day):
        client = day.client(self.role)
        for order in self._asked(day, client):
            self._answer(day, order, self._link(client, order))
            day.record("purchase.order", order["id"], order["name"])

    @staticmethod
    def _asked(day, client):
        """Return today's orders whose vendor was mailed, or is about to be."""
        orders = [order.id for order in day.made("vendor_order")]
        return client.search(
            "purchase.order",
            [
                ["id", "in", orders],
                ["vendor_answer", "=", "pending"],
                ["vendor_mail", "in", ["due", "sent"]],
                ["partner_id.email", "!=", False],
            ],
            ["name"],
        )

    @staticmethod
    def _link(client, order):
        domain = [
            ["model", "=", "purchase.order"],
            ["res_id", "=", order["id"]],
            ["body", "ilike", "/purchase/answer/"],
        ]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = client.search("mail.message", domain, ["body"], limit=1)
            if found:
                return _LINK.search(found[0]["body"])[0]
            time.sleep(0.5)
        raise BakeryError(
            _("The order {name} was not mailed to its vendor.", name=order["name"])
        )

    @staticmethod
    def _answer(day, order, link):
        vendor = day.visitor()
        page = vendor.get(link)
        tomorrow = datetime.date.fromisoformat(day.today()) + datetime.timedelta(1)
        form = {"csrf_token": vendor.csrf_token(page), "answered_by": "Ibu Contoh"}
        for line in sorted(set(_LINE.findall(page.text))):
            form[f"availability_{line}"] = "available"
            form[f"date_{line}"] = tomorrow.isoformat()
        vendor.post_form(f"{link}/send", form)
