from odoo import http
from odoo.http import request

from odoo.addons.pos_self_order.controllers.orders import PosSelfOrderController

NAMED = "self_order_partner_ids"


class SelfOrderController(PosSelfOrderController):
    """Orders from guests' telephones, which nobody has to believe.

    Odoo writes what arrives as it is: prices, totals, payments, customers, and any
    product. Addresses and answers stay what Odoo's page knows; see
    :mod:`..models.self_order.guest_order` for what is taken over.
    """

    @http.route()
    def process_order(self, order, access_token, table_identifier, device_type):
        order = order if isinstance(order, dict) else {}
        if not isinstance(order.get("preset_id"), int):
            order["preset_id"] = False
        config, table = self._verify_authorization(
            access_token, table_identifier, order
        )
        guest = config._guest_order(order, table, request.session.get(NAMED, []))
        clean = guest.clean()
        # Which lines are priced is known where their prices are set, further down.
        request.self_order_uuids = guest.new_uuids
        return super().process_order(clean, access_token, table_identifier, device_type)

    def _verify_line_price(self, lines, pos_config, preset_id):
        """Price what the guest ordered now; what waiters changed stays as it is."""
        uuids = getattr(request, "self_order_uuids", set())
        touched = lines.filtered(lambda line: line.uuid in uuids)
        touched._check_combos()
        result = super()._verify_line_price(touched, pos_config, preset_id)
        touched._price_anew()
        return result

    @http.route()
    def validate_partner(
        self,
        access_token,
        name,
        phone,
        street,
        zip,
        city,
        country_id,
        state_id=None,
        partner_id=None,
        email=None,
    ):
        """Name a customer; nobody else's customer can be looked up by a number."""
        named = list(request.session.get(NAMED, []))
        if partner_id not in named:
            partner_id = None
        result = super().validate_partner(
            access_token,
            name,
            phone,
            street,
            zip,
            city,
            country_id,
            state_id=state_id,
            partner_id=partner_id,
            email=email,
        )
        request.session[NAMED] = [
            *named,
            *(partner["id"] for partner in result["res.partner"]),
        ]
        return result

    @http.route()
    def get_orders_by_access_token(
        self, access_token, order_access_tokens, table_identifier=None
    ):
        """Show the orders whose tokens a guest holds; an empty token is none."""
        held = [
            data
            for data in order_access_tokens
            if isinstance(data, dict)
            and isinstance(data.get("access_token"), str)
            and data["access_token"]
        ]
        return super().get_orders_by_access_token(access_token, held, table_identifier)
