import json
from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import HOST, HttpCase, new_test_user, tagged

from odoo.addons.http_routing.tests.common import MockRequest

from ..models.screen.ir_http import COOKIE
from .common_screen import ScreenCommon


@tagged("post_install", "-at_install")
class TestDevice(ScreenCommon, HttpCase):
    """Only paired devices are let in, and only to their own screen."""

    def post(self, path, body=None, token=None, content="application/json"):
        headers = {"Content-Type": content}
        data = body if isinstance(body, str) else json.dumps(body or {})
        for cookie in [c for c in self.opener.cookies if c.name == COOKIE]:
            self.opener.cookies.clear(cookie.domain, cookie.path, cookie.name)
        if token:
            self.opener.cookies.set(COOKIE, token, domain=HOST, path="/kitchen")
        return self.url_open(f"/kitchen/{path}", data=data, headers=headers)

    def code(self, display=None):
        action = (display or self.screen).action_pair()
        return self.env[action["res_model"]].browse(action["res_id"]).code

    def pair(self, display=None):
        response = self.post("pair", {"code": self.code(display), "name": "Tablet"})
        self.assertEqual(response.status_code, 200, response.text)
        return response

    def token(self, display=None):
        return self.pair(display).cookies[COOKIE]

    def test_paired_device_sees_its_screen(self):
        self.sent((self.rice, 1))
        response = self.pair()
        self.assertEqual(response.json()["display"]["mode"], "prep")
        cookie = response.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/kitchen"):
            self.assertIn(part, cookie)
        token = response.cookies[COOKIE]
        snapshot = self.post("snapshot", token=token).json()
        self.assertEqual(len(snapshot["tickets"]), 1)
        device = self.env["bakery.kitchen.device"]._of_token(token)
        self.assertEqual((device.name, device.display_id), ("Tablet", self.screen))
        self.assertTrue(device.last_seen)
        self.assertNotIn(token, device.sudo().token_hash)
        self.assertEqual(self.post("ping", token=token).status_code, 200)
        self.assertEqual(self.post("counts", token=token).status_code, 200)

    def test_without_or_with_a_wrong_token(self):
        for token in (
            None,
            "x",
            "a" * 5000,
            "' OR 1=1 --",
            self.screen.sudo()._channel(),
        ):
            for path in ("snapshot", "ping", "counts", "act"):
                response = self.post(path, token=token)
                self.assertEqual(response.status_code, 401, path)
                self.assertEqual(response.json(), {"error": "unpaired"})

    def test_revoked_device_is_out_at_once(self):
        token, other = self.token(), self.token()
        channel = self.screen._channel()
        device = self.env["bakery.kitchen.device"]._of_token(token)
        device.with_env(self.env).action_revoke()
        self.assertEqual(self.post("snapshot", token=token).status_code, 401)
        snapshot = self.post("snapshot", token=other).json()
        self.assertNotEqual(snapshot["display"]["channel"], channel)
        self.assertFalse(self.screen._of_channel(channel))

    def test_foreign_token_sees_only_its_own(self):
        order, _lines = self.sent((self.latte, 1))
        ticket = self.tickets(order)
        token = self.token()
        self.assertFalse(self.post("snapshot", token=token).json()["tickets"])
        wish = {
            "uuid": str(uuid4()),
            "action": "bump",
            "ticket": ticket.uuid,
            "rev": 1,
            "display_id": self.pass_.id,
            "station": self.bar.id,
        }
        response = self.post("act", {"actions": [wish]}, token=token)
        self.assertEqual(response.status_code, 404)
        self.assertEqual(ticket.state, "new")

    def test_code_is_used_once(self):
        code = self.code()
        self.assertEqual(self.post("pair", {"code": code}).status_code, 200)
        self.assertEqual(self.post("pair", {"code": code}).status_code, 403)

    def test_code_dies_at_the_fifth_wrong_guess(self):
        code = self.code()
        wrong = [f"{(int(code) + step) % 1_000_000:06}" for step in range(1, 6)]
        for guess in wrong:
            response = self.post("pair", {"code": guess})
            self.assertEqual(response.status_code, 403)
            self.assertTrue(response.json()["message"])
        self.assertEqual(self.post("pair", {"code": code}).status_code, 403)

    def test_code_expires(self):
        code = self.code()
        waiting = self.env["bakery.kitchen.device"].search(
            [("code_expiry", "!=", False)]
        )
        waiting.code_expiry = "2020-01-01 00:00:00"
        self.assertEqual(self.post("pair", {"code": code}).status_code, 403)

    def test_what_is_no_code_is_refused(self):
        self.code()
        for bad in ("12345", "1234567", "abcdef", "", "١٢٣٤٥٦"):
            self.assertEqual(self.post("pair", {"code": bad}).status_code, 403)
        for bad in ({"code": 123456}, {"code": None}, {"code": ["1"]}, {}):
            self.assertEqual(self.post("pair", bad).status_code, 400)

    def test_what_is_no_request_is_refused(self):
        token = self.token()
        self.assertEqual(self.post("act", "[1]", token=token).status_code, 400)
        self.assertEqual(self.post("act", "{", token=token).status_code, 400)
        for actions in (None, [], {}, "x", [{}] * 51):
            response = self.post("act", {"actions": actions}, token=token)
            self.assertEqual(response.status_code, 400)
        form = "application/x-www-form-urlencoded"
        self.assertEqual(
            self.post("act", "a=1", token=token, content=form).status_code, 415
        )

    def test_stale_action_is_answered_with_409(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        order.set(line, qty=1)
        order.ask()
        order.save()
        wish = {
            "uuid": str(uuid4()),
            "action": "bump",
            "ticket": ticket.uuid,
            "rev": 1,
        }
        response = self.post("act", {"actions": [wish]}, token=self.token())
        self.assertEqual(response.status_code, 409)
        self.assertEqual(response.json()["results"][0]["ticket"]["rev"], 2)

    def channels(self, name):
        with MockRequest(self.env):
            channels = self.env["ir.websocket"]._build_bus_channel_list([name])
        # Records and names side by side: Odoo warns when they are compared.
        screens = [c for c in channels if isinstance(c, type(self.screen))]
        names = [c for c in channels if isinstance(c, str)]
        return screens, names

    def test_channel_belongs_to_who_knows_its_secret(self):
        screens, _names = self.channels(self.screen._channel())
        self.assertEqual(screens, [self.screen])
        for end in ("", "x", str(self.screen.id), "bakery.kitchen.display_1"):
            screens, names = self.channels(f"bakery_kitchen_{end}")
            self.assertFalse(screens)
            self.assertFalse([name for name in names if "kitchen" in name])

    def test_only_managers_pair_and_revoke(self):
        for user in (self.seller, new_test_user(self.env, "orang-uji")):
            with self.assertRaises(AccessError):
                self.screen.with_user(user).action_pair()
            with self.assertRaises(AccessError):
                self.device.with_user(user).action_revoke()
            with self.assertRaises(AccessError):
                self.env["bakery.kitchen.ticket"].with_user(user).search([])
