from odoo import models
from odoo.http import request

from ..tokens import admit

COOKIE = "bakery_kitchen"


# pylint: disable=consider-merging-classes-inherited
# Who screens are is a subject of its own.
class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_kitchen_device(cls):
        """Let in whoever holds the token of a device, without any user.

        The device is ``request.kitchen_device`` then.

        :raise Unauthorized: there is none, or it was revoked
        """
        cls._auth_method_public()
        token = request.httprequest.cookies.get(COOKIE)
        device = request.env["bakery.kitchen.device"]._of_token(token)
        request.kitchen_device = admit(device, "unpaired")

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Give the words of the screens to those who are not logged in, too."""
        return [*super()._get_translation_frontend_modules_name(), "bakery_pos_kitchen"]
