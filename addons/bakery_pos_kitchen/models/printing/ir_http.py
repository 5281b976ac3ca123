from odoo import models
from odoo.http import request

from ..tokens import admit

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
        request.print_agent = admit(agent.filtered("active"), "unknown_token")
