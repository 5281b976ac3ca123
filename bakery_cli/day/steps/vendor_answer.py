"""The vendors answer today's orders on the page that their mail leads to."""

import contextlib
import datetime
import functools
import re
import time

from ...errors import BakeryError
from ...i18n import _
from .. import chromium, faults
from .base import Step

# Seconds until the mail that a schedule sends has to be there.
PATIENCE = 90
# Who answers for the vendor.
NAME = "Ibu Contoh"
_LINK = re.compile(r"/purchase/answer/\d+/[\w-]+")
_THANKS = "[data-state=answered] .alert-success"
_REFUSAL = "[data-state=open] .alert-danger"
_LINE = re.compile(r'name="availability_(\d+)"')


class VendorAnswer(Step):
    """Whoever was mailed says on their page that everything comes tomorrow.

    The link is read from the mail that the buyer sees beside the order. The page is
    filled in and sent in a browser, or as a form alone where the machine has none.
    """

    sequence = 25
    key = "vendor_answer"
    name = "Vendor answer"
    role = "purchaser"
    hour = 8
    beside = "morning"
    lane = "office"

    def run(self, day):
        client = day.client(self.role)
        orders = self._asked(day, client)
        if not orders:
            return
        tomorrow = datetime.date.fromisoformat(day.today()) + datetime.timedelta(1)
        with self._vendors(day) as answer:
            for order in orders:
                answer(day, self._link(client, order), tomorrow.isoformat())
                day.record("purchase.order", order["id"], order["name"])

    @classmethod
    @contextlib.contextmanager
    def _vendors(cls, day):
        """Yield what answers one order: in a browser where there is one."""
        with contextlib.ExitStack() as stack:
            try:
                browser = cls._browser(day)
                stack.enter_context(browser)
            except chromium.ChromiumError as error:
                day.remark(_("without a browser: {reason}", reason=error))
                yield cls._send_form
            else:
                yield functools.partial(cls._fill_in, browser)

    @staticmethod
    def _browser(day):
        if day.rhythm:
            # The days of a year pass on a clock of the server's own.
            raise chromium.ChromiumError(_("the server has a clock of its own"))
        program = chromium.find()
        if not program:
            raise chromium.ChromiumError(_("Chromium is not installed"))
        return chromium.Chromium(program)

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
    def _send_form(day, link, date):
        vendor = day.visitor()
        page = vendor.get(link)
        form = {"csrf_token": vendor.csrf_token(page), "answered_by": NAME}
        for line in sorted(set(_LINE.findall(page.text))):
            form[f"availability_{line}"] = "available"
            form[f"date_{line}"] = date
        vendor.post_form(f"{link}/send", form)

    @staticmethod
    def _fill_in(browser, day, link, date):
        page = browser.page()
        page.open(day.door + link)
        page.wait("[data-state=open] form")
        for field in page.attributes(".o_answer_line input[type=date]", "id"):
            line = field.removeprefix("date_")
            page.click(f"label[for=available_{line}]")
            page.fill(f"#date_{line}", date)
        page.fill("#answered_by", NAME)
        page.click("[data-state=open] button[type=submit]")
        page.wait(f"{_THANKS}, {_REFUSAL}")
        if page.count(_REFUSAL):
            reason = page.text(_REFUSAL)
            raise faults.error(faults.REFUSED, NAME, link, reason)
