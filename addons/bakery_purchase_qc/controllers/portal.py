from odoo import http
from odoo.http import request

from odoo.addons.purchase.controllers.portal import CustomerPortal


class PurchasePortal(CustomerPortal):
    """The portal page of an order changes nothing by being looked at."""

    @http.route()
    def portal_my_purchase_order(self, order_id=None, access_token=None, **kw):
        # Programs that check links in mails would acknowledge the order.
        if kw.get("acknowledge"):
            # sudo: anybody may call; only whether control is on is read.
            order = request.env["purchase.order"].sudo().browse(order_id).exists()
            if order.company_id.purchase_control:
                kw.pop("acknowledge")
        return super().portal_my_purchase_order(order_id, access_token, **kw)
