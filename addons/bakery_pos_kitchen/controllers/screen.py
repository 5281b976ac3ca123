import hashlib

from odoo import http, tools
from odoo.http import request
from odoo.tools.json import scriptsafe as json

from ..models.screen.ir_http import COOKIE

ASSETS = "bakery_pos_kitchen.assets_screen"
WORKER = "bakery_pos_kitchen/static/src/offline/kitchen_worker.js"
# The page runs what this server sends and nothing else; templates are compiled in it.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; "
    "font-src 'self' data:; "
    "connect-src 'self' ws: wss:; "
    "worker-src 'self' blob:; "
    "frame-ancestors 'self'; "
    "form-action 'none'; "
    "base-uri 'none'"
)


class KitchenScreenController(http.Controller):
    @http.route(
        "/kitchen",
        type="http",
        auth="public",
        methods=["GET"],
        # Where there is a website, what describes the session asks for it.
        website=True,
        multilang=False,
        sitemap=False,
    )
    def kitchen_screen(self, **_query):
        """Return the page of all screens; what it may show is decided by its cookie."""
        device = request.env["bakery.kitchen.device"]._of_token(
            request.httprequest.cookies.get(COOKIE)
        )
        lang = device.company_id.partner_id.lang or request.env.lang or "en_US"
        session_info = {
            **request.env["ir.http"].get_frontend_session_info(),
            # The browser's websocket worker is shared by all pages of the address and
            # drops the channels of the others when these differ.
            "db": request.db,
            "uid": request.session.uid,
            "user_context": {"lang": lang},
        }
        response = request.render(
            "bakery_pos_kitchen.screen_index",
            {
                "lang": lang.replace("_", "-"),
                "page_info": json.dumps(
                    {
                        "__session_info__": session_info,
                        "debug": request.session.debug,
                    }
                ),
            },
        )
        response.headers["Content-Security-Policy"] = POLICY
        # What keeps the page for when there is no network may look at it anew.
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    @http.route(
        "/kitchen/service-worker.js",
        type="http",
        auth="public",
        methods=["GET"],
        # As the page, whose assets may be those of a website.
        website=True,
        multilang=False,
        sitemap=False,
    )
    def kitchen_service_worker(self):
        """Return what lets a paired screen come up without a network.

        It is another file whenever the page's assets are others, which is how browsers
        know that there is something new to keep.
        """
        files = [
            src
            for tag, attributes in request.env["ir.qweb"]._get_asset_nodes(ASSETS)
            if (src := attributes.get("src") or attributes.get("href"))
        ]
        version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
        with tools.file_open(WORKER) as worker:
            body = (
                f"const VERSION = {json.dumps(version)};\n"
                f"const FILES = {json.dumps(files)};\n{worker.read()}"
            )
        return request.make_response(
            body,
            [
                ("Content-Type", "text/javascript"),
                ("Service-Worker-Allowed", "/kitchen"),
                ("Cache-Control", "no-cache"),
            ],
        )
