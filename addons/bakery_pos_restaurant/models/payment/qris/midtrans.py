"""QRIS of Midtrans: its Core API, as documented at docs.midtrans.com.

``POST /v2/charge`` makes a code, ``GET /v2/{order}/status`` tells what became of it,
``POST /v2/{order}/cancel`` takes it back. The order number is ours and unique, and goes
along as the key of idempotency: asked twice, Midtrans answers once more. What it sends
us is signed with SHA-512 of order, status code, amount and the key of the server.
"""

import hmac
from collections import namedtuple
from datetime import datetime, timedelta
from hashlib import sha512
from urllib.parse import quote

import requests

HOSTS = {
    "sandbox": "https://api.sandbox.midtrans.com",
    "production": "https://api.midtrans.com",
}
# Seconds: other jobs wait behind this one.
TIMEOUT = 8
# Times of Midtrans are those of Jakarta.
WIB = timedelta(hours=7)
STATES = {
    "pending": "pending",
    "settlement": "paid",
    "capture": "paid",
    "expire": "expired",
    "cancel": "cancelled",
    "deny": "failed",
    "failure": "failed",
    "refund": "refunded",
    "partial_refund": "refunded",
}

# state: one of STATES' values, or None where there is no such payment. amount: whole
# rupiah, or None. expires: UTC.
Answer = namedtuple("Answer", "state reference amount payload expires issuer")


class Unreachable(Exception):
    """No answer, or none that helps: ask again later."""


class Refused(Exception):
    """An answer that asking again will not change; ``code`` is Midtrans' own."""

    def __init__(self, code, message):
        super().__init__(f"{code} {message}".strip())
        self.code = code


class Midtrans:
    """Codes of one merchant.

    :param str key: its server key
    :param str url: where Midtrans is, without a slash at the end
    """

    def __init__(self, key, url):
        self.key = key or ""
        self.url = url

    def charge(self, order, amount, minutes, notify=None):
        """Ask for a code of ``amount`` whole rupiah that can be paid for ``minutes``.

        :param str order: our number, at most 50 characters
        :param str notify: where Midtrans tells us what becomes of it
        """
        headers = {"Idempotency-Key": order}
        if notify:
            headers["X-Override-Notification"] = notify
        body = {
            "payment_type": "qris",
            "transaction_details": {"order_id": order, "gross_amount": amount},
            "custom_expiry": {"expiry_duration": minutes, "unit": "minute"},
        }
        return self._answer(self._call("POST", "/v2/charge", headers, body))

    def status(self, order):
        """Tell what became of ``order``."""
        try:
            answer = self._call("GET", f"/v2/{quote(order, safe='')}/status")
        except Refused as refusal:
            if refusal.code == "404":
                return Answer(None, None, None, None, None, None)
            raise
        return self._answer(answer)

    def cancel(self, order):
        """Take ``order`` back, or tell why it cannot be: paid, or gone already."""
        try:
            answer = self._call("POST", f"/v2/{quote(order, safe='')}/cancel")
        except Refused as refusal:
            if refusal.code in ("404", "412"):
                return self.status(order)
            raise
        return self._answer(answer)

    def understand(self, notification):
        """Return what a notification says, or None where its signature is wrong.

        The signature covers order, status code and amount; the name of the status it
        does not, so only a status code of 200 with it counts as paid.
        """
        values = [
            notification.get(name)
            for name in ("order_id", "status_code", "gross_amount", "signature_key")
        ]
        if not self.key or not all(isinstance(value, str) for value in values):
            return None
        *signed, signature = values
        right = sha512("".join([*signed, self.key]).encode()).hexdigest()
        if not hmac.compare_digest(right.encode(), signature.lower().encode()):
            return None
        try:
            answer = self._answer(notification)
        except Unreachable:
            return None
        if answer.state == "paid" and notification["status_code"] != "200":
            return None
        return answer

    def _call(self, verb, path, headers=None, body=None):
        try:
            response = requests.request(
                verb,
                self.url + path,
                json=body,
                headers={"Accept": "application/json", **(headers or {})},
                auth=(self.key, ""),
                timeout=TIMEOUT,
                allow_redirects=False,
            )
            answer = response.json()
        except (requests.RequestException, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise Unreachable(str(response.status_code))
        # Midtrans has put its codes into answers of HTTP 200 as well.
        code = str(answer.get("status_code") or response.status_code)
        message = str(answer.get("status_message") or "")[:200]
        if code.startswith("5") or code == "429":
            raise Unreachable(f"{code} {message}".strip())
        # 202 is denied and 407 expired: both are states, not refusals.
        if not code.startswith("2") and code != "407":
            raise Refused(code, message)
        return answer

    def _answer(self, answer):
        state = STATES.get(answer.get("transaction_status"))
        try:
            amount = answer.get("gross_amount")
            amount = None if amount is None else int(float(amount))
            expires = answer.get("expiry_time")
            expires = expires and datetime.fromisoformat(expires) - WIB
        except (TypeError, ValueError, OverflowError) as error:
            raise Unreachable("unreadable") from error
        if not state or answer.get("fraud_status") in ("deny", "challenge"):
            raise Unreachable(str(answer.get("transaction_status"))[:50])
        return Answer(
            state,
            str(answer.get("transaction_id") or "")[:64] or None,
            amount,
            answer.get("qr_string") or None,
            expires or None,
            str(answer.get("issuer") or answer.get("acquirer") or "")[:64] or None,
        )
