from odoo import fields
from odoo.tests import HttpCase, tagged

from ..models.screen.ir_http import COOKIE
from .common_screen import ScreenCommon

TOKEN = "a-token-that-only-this-test-knows-0123456789"

# What a cook does, in the page itself. It waits for what it taps, never for a time.
COOK = """
const until = async (selector) => {
    for (let turn = 0; turn < 600; turn++) {
        const found = document.querySelector(selector);
        if (found) {
            return found;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`not seen: ${selector}`);
};
const work = async () => {
    (await until(".k-overlay .k-start")).click();
    (await until(".k-ticket .k-line-todo")).click();
    await until(".k-ticket[data-state='cooking']:not(.k-waits)");
    (await until(".k-ticket .k-bump")).click();
    await until(".k-ticket[data-state='ready']:not(.k-waits)");
    console.log("test successful");
};
work().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestScreenPage(ScreenCommon, HttpCase):
    """The screen in a browser: a cook ticks a line, and says that all is done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.device.write(
            {
                "token_hash": cls.device._hash_token(TOKEN),
                "paired_at": fields.Datetime.now(),
            }
        )

    def test_page_is_for_anyone_and_tells_nothing(self):
        self.screen._channel()
        page = self.url_open("/kitchen")
        self.assertEqual(page.status_code, 200)
        self.assertIn("frame-ancestors 'self'", page.headers["Content-Security-Policy"])
        self.assertNotIn(self.screen.sudo().secret, page.text)

    def test_cook(self):
        order, _lines = self.sent((self.rice, 2), (self.cake_slice, 1))
        # The browser's session has the same name as the till's.
        self.session = None
        self.browser_js(
            "/kitchen",
            COOK,
            "Boolean(document.querySelector('.k-ticket'))",
            cookies={COOKIE: TOKEN},
        )
        self.env.invalidate_all()
        ticket = self.tickets(order)
        self.assertEqual(ticket.state, "ready")
        self.assertEqual(set(ticket.line_ids.mapped("state")), {"done"})
        self.assertEqual(ticket.event_ids.device_id, self.device)
