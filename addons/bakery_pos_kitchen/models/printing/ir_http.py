from werkzeug.exceptions import Unauthorized

from odoo import models
from odoo.http import request

SCHEME = "Bearer "


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_print_agent(cls):
        """Let in whoever holds the token of a print agent, without any user.

        The agent is ``request.print_agent`` then.

        :raise Unauthorized: there is none, or it was revoked or replaced
        """
        cls._auth_method_public()
        header = request.httprequest.headers.get("Authorization", "")
        token = header[len(SCHEME) :] if header.startswith(SCHEME) else ""
        agent = request.env["bakery.print.agent"]._of_token(token)
        if not agent.active:
            refused = request.make_json_response({"error": "unknown_token"}, status=401)
            raise Unauthorized(response=refused)
        lang = agent.company_id.partner_id.lang or request.env.lang
        request.print_agent = agent.with_context(lang=lang)
