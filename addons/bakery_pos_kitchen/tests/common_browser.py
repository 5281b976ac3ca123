import json
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase
from odoo.tests.common import ChromeBrowser, ChromeBrowserException

from ..models.screen.ir_http import COOKIE
from ..models.tokens import hash_token
from .common_screen import ScreenCommon

SECONDS = 60
# It looks again whenever the page may have changed, and gives up at last.
UNTIL = """
new Promise((resolve, reject) => {
    const look = () => {
        const found = (() => { try { return %s; } catch { return null; } })();
        if (found) {
            clearInterval(timer);
            clearTimeout(end);
            resolve(found === true || typeof found !== "object" ? found : true);
        }
    };
    const timer = setInterval(look, 50);
    const end = setTimeout(() => { clearInterval(timer); reject("not seen"); }, %d);
    look();
})
"""


class Page:
    """The page in the browser, as somebody at the screen uses it."""

    def __init__(self, browser):
        self.browser = browser
        self.workers = {}
        browser._handlers["Target.attachedToTarget"] = self._attached
        browser._websocket_request(
            "Target.setAutoAttach",
            params={
                "autoAttach": True,
                "waitForDebuggerOnStart": False,
                "flatten": True,
            },
        )

    def _attached(self, sessionId, targetInfo, **_more):
        if targetInfo["type"] == "service_worker":
            self.workers[sessionId] = targetInfo["targetId"]

    def evaluate(self, expression, timeout=SECONDS):
        answer = self.browser._websocket_request(
            "Runtime.evaluate",
            params={
                "expression": expression,
                "awaitPromise": True,
                "returnByValue": True,
            },
            timeout=timeout,
        )
        if "exceptionDetails" in answer:
            raise AssertionError(f"{answer['exceptionDetails']}: {expression}")
        return answer["result"].get("value")

    def until(self, expression):
        """Wait for what an expression says, also across a reload of the page."""
        for _each in range(20):
            try:
                return self.evaluate(
                    UNTIL % (expression, SECONDS * 1000), timeout=SECONDS + 10
                )
            except ChromeBrowserException:
                # The page it was asked of is gone.
                continue
        raise AssertionError(f"The page is never there: {expression}")

    def see(self, selector):
        self.until(f"document.querySelector({json.dumps(selector)})")

    def miss(self, selector):
        self.until(
            "document.querySelector('.k-screen')"
            f" && !document.querySelector({json.dumps(selector)})"
        )

    def tap(self, selector):
        self.see(selector)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def reload(self):
        self.evaluate("window.beforeReload = true")
        self.browser._websocket_request("Page.reload")
        self.until("!window.beforeReload && document.querySelector('.k-screen')")

    def network(self, online):
        """Give or take the network, of the page and of its service worker."""
        conditions = {
            "offline": not online,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        }
        self.browser._websocket_request("Network.enable")
        self.browser._websocket_request(
            "Network.emulateNetworkConditions", params=conditions
        )
        for session in list(self.workers):
            for method, params in (
                ("Network.enable", {}),
                ("Network.emulateNetworkConditions", conditions),
            ):
                message = {
                    "id": next(self.browser._request_id),
                    "method": method,
                    "params": params,
                    "sessionId": session,
                }
                self.browser.ws.send(json.dumps(message))


class BrowserCommon(ScreenCommon, HttpCase):
    """Screens in a browser, with the server as it is."""

    def let_in(self, device):
        """Give a device a token, and return it."""
        token = f"a-token-that-only-this-test-knows-{device.id:09}"
        device.write(
            {
                "token_hash": hash_token(token),
                "paired_at": fields.Datetime.now(),
            }
        )
        return token

    def use(self, steps, device=None):
        """Open the screens' page and let ``steps`` use it.

        :param steps: function of a :class:`Page`; it must not read records, since the
            server answers the page on the same cursor meanwhile
        :param device: the device that it is on; none is paired yet
        """
        # The browser's session has the same name as the till's.
        self.session = None

        def run(browser, _code, _timeout, error_checker=None):
            browser.error_checker = error_checker
            steps(Page(browser))

        with patch.object(ChromeBrowser, "_wait_code_ok", run):
            self.browser_js(
                "/kitchen",
                "",
                "Boolean(document.querySelector('.k-screen'))",
                cookies={COOKIE: self.let_in(device)} if device else None,
                # A network that is gone is an error to the browser.
                error_checker=lambda _message: False,
            )
        self.env.invalidate_all()
