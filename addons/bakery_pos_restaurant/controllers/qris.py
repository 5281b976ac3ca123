import json

from odoo import http
from odoo.http import request

# Notifications are a page of text; what is longer is none.
MOST_BYTES = 64 * 1024
TYPES = {"Content-Type": "application/json"}


class QrisController(http.Controller):
    """What providers of QRIS tell us, which anybody may pretend to."""

    # csrf=False: the provider has no session; its signature is checked instead.
    @http.route(
        "/bakery/qris/midtrans",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def midtrans(self):
        """Take a notification of Midtrans; told twice, or late, it changes nothing.

        :return: 200 where it is believed, 403 where the signature is wrong or nobody
            knows the payment, 400 for what is no notification
        """
        if (request.httprequest.content_length or 0) > MOST_BYTES:
            return self._reply(400)
        try:
            body = json.loads(request.httprequest.get_data()[:MOST_BYTES])
        except ValueError:
            return self._reply(400)
        if not isinstance(body, dict) or not isinstance(body.get("order_id"), str):
            return self._reply(400)
        # sudo: the provider is nobody here; its signature is checked before all else.
        charges = request.env["bakery.qris.charge"].sudo()
        known = charges._notified("midtrans", body["order_id"], body)
        return self._reply(200 if known else 403)

    def _reply(self, status):
        return request.make_response("{}", headers=TYPES, status=status)
