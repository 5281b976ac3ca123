from odoo import http
from odoo.exceptions import UserError
from odoo.http import request


class VendorAnswer(http.Controller):
    """The page on which a vendor answers an order, without an account.

    Whoever has the link of the latest request may answer once. Looking at the page
    changes nothing; the answer is a form with Odoo's token against forgery.
    """

    @http.route(
        "/purchase/answer/<int:order_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def show(self, order_id, token, **_unused):
        """Show the order with a form, or say why there is none."""
        order = self._order(order_id, token)
        return self._page(order)

    @http.route(
        "/purchase/answer/<int:order_id>/<string:token>/send",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def send(self, order_id, token, **form):
        """Keep the answer; on bad input show the form again with the reason."""
        order = self._order(order_id, token)
        if not order or order._answer_obstacle():
            return self._page(order)
        try:
            # A savepoint: what a refused answer began is taken back.
            with request.env.cr.savepoint():
                order._receive_answer(form, request.httprequest.remote_addr)
        except UserError as error:
            return self._page(order, error=error.args[0], form=form)
        return self._page(order)

    @staticmethod
    def _order(order_id, token):
        """Return the order of a valid link, or nothing."""
        # sudo: the vendor has no account; the link is checked first.
        order = request.env["purchase.order"].sudo().browse(order_id).exists()
        if not order._is_answer_token(token):
            return request.env["purchase.order"]
        return order.with_company(order.company_id)

    @staticmethod
    def _page(order, error=None, form=None):
        values = {
            "order": order,
            "obstacle": order._answer_obstacle() if order else "invalid",
            "answer": order.current_answer_id if order else None,
            "error": error,
            "form": form or {},
            "no_footer": True,
        }
        response = request.render("bakery_purchase_qc.vendor_answer_page", values)
        response.status_code = 200 if order else 404
        # The link is a secret; the page must not be kept or told to others.
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
