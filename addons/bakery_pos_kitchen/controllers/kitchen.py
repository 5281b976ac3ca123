import json
import re

from odoo import fields, http
from odoo.http import request

from ..models.screen.ir_http import COOKIE
from ..models.sending.ticket_follow import iso

MOST_ACTIONS = 50
COOKIE_DAYS = 400
CODE = re.compile(r"\d{6}\Z")
JSON = {
    "type": "http",
    "methods": ["POST"],
    # csrf=False: they take JSON only, which no form of another site can send, and the
    # cookie is never sent for another site (SameSite=Strict).
    "csrf": False,
    "save_session": False,
    "max_content_length": 256 * 1024,
}


def answer(data, status=200):
    return request.make_json_response(data, status=status)


class KitchenController(http.Controller):
    """The routes of kitchen screens, see ``docs/kitchen-protocol.md``."""

    @http.route("/kitchen/pair", auth="public", **JSON)
    def pair(self, **_ignored):
        """Trade a code for the token of a device, which the cookie keeps."""
        body, refused = self._body()
        if refused:
            return refused
        code, name = body.get("code"), body.get("name") or ""
        if not isinstance(code, str) or not isinstance(name, str):
            return self._bad_request()
        paired = CODE.match(code) and request.env["bakery.kitchen.device"]._pair(
            code,
            name=name.replace("\0", "").strip()[:64],
            user_agent=request.httprequest.user_agent.string,
        )
        if not paired:
            message = request.env._(
                "This code is wrong or used up: please ask for a new one."
            )
            return answer({"error": "wrong_code", "message": message}, 403)
        device, token = paired
        display = device.display_id
        response = answer(
            {
                "device": {"name": device.name},
                "display": {"name": display.name, "mode": display.mode},
            }
        )
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_DAYS * 24 * 3600,
            path="/kitchen",
            httponly=True,
            samesite="Strict",
            secure=request.httprequest.scheme == "https",
        )
        return response

    @http.route("/kitchen/snapshot", auth="kitchen_device", **JSON)
    def snapshot(self, **_ignored):
        """Return all that the device's screen shows."""
        _body, refused = self._body()
        if refused:
            return refused
        device = request.kitchen_device
        device._seen()
        return answer(device.display_id._snapshot(device))

    @http.route("/kitchen/counts", auth="kitchen_device", **JSON)
    def counts(self, **_ignored):
        """Return what is still to be made, by product and by ingredient."""
        _body, refused = self._body()
        if refused:
            return refused
        return answer(request.kitchen_device.display_id._counts())

    @http.route("/kitchen/ping", auth="kitchen_device", **JSON)
    def ping(self, **_ignored):
        """Note that the device is there."""
        _body, refused = self._body()
        if refused:
            return refused
        device = request.kitchen_device
        device._seen()
        return answer(
            {
                "now": iso(fields.Datetime.now()),
                "version": device.display_id._version(),
                "channel": device.display_id._channel(),
            }
        )

    @http.route("/kitchen/act", auth="kitchen_device", **JSON)
    def act(self, **_ignored):
        """Carry out what was tapped, in order; each action has its own status."""
        body, refused = self._body()
        if refused:
            return refused
        actions = body.get("actions")
        if not isinstance(actions, list) or not 0 < len(actions) <= MOST_ACTIONS:
            return self._bad_request()
        device = request.kitchen_device
        tickets = device.env["bakery.kitchen.ticket"]
        results = [tickets._act(device, wish) for wish in actions]
        status = results[0]["status"] if len(results) == 1 else 200
        return answer({"now": iso(fields.Datetime.now()), "results": results}, status)

    # What they share ------------------------------------------------------------------

    def _body(self):
        """Return ``(what was sent, None)``, or ``(None, why it is refused)``."""
        if request.httprequest.mimetype != "application/json":
            return None, answer({"error": "not_json"}, 415)
        try:
            body = json.loads(request.httprequest.get_data() or b"{}")
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            return None, self._bad_request()
        return body, None

    def _bad_request(self):
        message = request.env._("This screen asks for something that does not exist.")
        return answer({"error": "bad_request", "message": message}, 400)
