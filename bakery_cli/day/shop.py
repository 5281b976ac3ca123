"""A customer in the web shop: pages, forms and the calls of the shop's scripts."""

import html
import json
import re

from ..i18n import _
from . import faults

_PRODUCT = re.compile(r'href="/shop/([a-z0-9-]*?-(\d+))(?:[?#"])')
_FIELD = 'name="{name}"[^>]*?value="([^"]*)"'
_DATA = 'data-{name}="([^"]*)"'
_TRANSFER = re.compile(
    r'<input[^>]*name="o_payment_radio"[^>]*?data-payment-method-code="wire_transfer"'
    r"[^>]*>",
    re.DOTALL,
)
_INDONESIA = re.compile(r'<option[^>]*value="(\d+)"[^>]*code="ID"')
_CARRIER = re.compile(r'<input[^>]*name="o_delivery_radio"[^>]*>', re.DOTALL)


def attribute(text, name):
    """Return the value of a ``data-`` attribute in ``text``, or None."""
    found = re.search(_DATA.format(name=name), text)
    return html.unescape(found[1]) if found else None


class Shopper:
    """One visitor who buys without an account and pays by bank transfer.

    :param browser: a browser that is not logged in; :param dice: of the day.
    """

    def __init__(self, browser, dice):
        self.browser = browser
        self.dice = dice

    def products(self):
        """Return the product pages that the shop's first page shows."""
        page = self.browser.get("/shop")
        return sorted({found[1] for found in _PRODUCT.finditer(page.text)})

    def add(self, slug, quantity):
        """Put a product into the cart; return how many pieces the cart took."""
        page = self.browser.get(f"/shop/{slug}").text
        product = re.search(_FIELD.format(name="product_id"), page)
        template = re.search(_FIELD.format(name="product_template_id"), page)
        if not product or not template or product[1] in ("", "0"):
            return 0
        answer = self.browser.json(
            "/shop/cart/add",
            {
                "product_template_id": int(template[1]),
                "product_id": int(product[1]),
                "quantity": quantity,
            },
        )
        return answer["quantity"]

    def address(self, values):
        """Fill in the address form."""
        page = self.browser.get("/shop/address?address_type=billing")
        country = _INDONESIA.search(page.text)[1]
        answer = self.browser.post_form(
            "/shop/address/submit",
            {
                **values,
                "country_id": country,
                "state_id": self._state(country),
                "address_type": "billing",
                "use_delivery_as_billing": "true",
                "csrf_token": self.browser.csrf_token(page),
            },
        )
        feedback = json.loads(answer.text)
        if feedback.get("messages"):
            reason = " ".join(feedback["messages"])
            raise faults.error(faults.REFUSED, "customer", "/shop/address", reason)

    def _state(self, country):
        """Return a province of the country, as the form's script fetches them."""
        path = f"/my/address/country_info/{country}"
        states = self.browser.json(path, {"address_type": "billing"})["states"]
        return states[0][0] if states else ""

    def delivery(self):
        """Choose the first way of delivery that comes to the door."""
        self.browser.get("/shop/checkout")
        form = self.browser.json("/shop/delivery_methods", {})
        radios = _CARRIER.findall(form)
        home = [r for r in radios if attribute(r, "delivery-type") != "in_store"]
        if home:
            method = attribute(home[0], "dm-id")
            self.browser.json("/shop/set_delivery_method", {"dm_id": method})

    def pay_by_transfer(self):
        """Choose bank transfer; return the id of the order."""
        page = self.browser.get("/shop/payment").text
        radio = _TRANSFER.search(page)
        if not radio:
            reason = _("bank transfer is not offered")
            raise faults.error(faults.REFUSED, "customer", "/shop/payment", reason)
        route = attribute(page, "transaction-route")
        answer = self.browser.json(
            route,
            {
                "provider_id": int(attribute(radio[0], "provider-id")),
                "payment_method_id": int(attribute(radio[0], "payment-option-id")),
                "token_id": None,
                "amount": float(attribute(page, "amount")),
                "flow": "redirect",
                "tokenization_requested": False,
                "landing_route": attribute(page, "landing-route"),
                "is_validation": False,
                "access_token": attribute(page, "access-token"),
            },
        )
        self.browser.post_form(
            "/payment/custom/process", {"reference": answer["reference"]}
        )
        self.browser.json("/payment/status/poll", {})
        self.browser.get(attribute(page, "landing-route"))
        return int(route.rsplit("/", 1)[1])
