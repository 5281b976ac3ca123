import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from . import void_claims
from .bakery_pos_void import LONGEST_REASON
from .void_claims import MOVED, OFFLINE

OWN = ("listed_price", "sent_quantity")
MOST_SOURCES = 100


# pylint: disable=consider-merging-classes-inherited
# What people do at tills is a subject of its own.
class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    # Never stored: moves are noted when it comes in, and tablets forget it then.
    came_from = fields.Char(
        store=False,
        help="From which lines its goods came, as a tablet says: {uuid: quantity}.",
    )
    sent_quantity = fields.Float(
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="What the kitchen was told to make.",
    )
    listed_price = fields.Float(
        digits=0,
        readonly=True,
        copy=False,
        help="What the price list gave for it when it was ordered.",
    )
    has_listed_price = fields.Boolean(readonly=True, copy=False)

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "came_from"]

    # Voids ----------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._without_own(vals) for vals in vals_list]
        claims = [vals.pop("came_from", None) for vals in vals_list]
        lines = super().create(vals_list)
        if any(claims):
            grown = {line: line.qty for line in lines}
            lines._note_moves(dict(zip(lines, claims, strict=True)), grown)
        return lines

    def write(self, vals):
        """Record what is taken off saved orders, and note what came from others."""
        if not self.env.su:
            vals = self._without_own(vals)
        claim = vals.get("came_from")
        vals = {name: value for name, value in vals.items() if name != "came_from"}
        before = {line: line.qty for line in self} if "qty" in vals else {}
        self._record_less(vals)
        result = super().write(vals)
        if claim and before:
            grown = {line: line.qty - qty for line, qty in before.items()}
            self._note_moves(dict.fromkeys(self, claim), grown)
        return result

    def unlink(self):
        self._record_void("line")
        return super().unlink()

    @api.model
    def _without_own(self, vals):
        return {
            name: value
            for name, value in vals.items()
            if name not in OWN and name != "has_listed_price"
        }

    def _voidable(self):
        """Return the lines of saved orders from which nothing may vanish unseen."""
        return self.filtered(
            lambda line: (
                line.qty > 0
                and line.order_id.state == "draft"
                and line.order_id.config_id.track_performance
                and line._is_goods()
            )
        )

    def _is_goods(self):
        """Return whether the line is goods: no reward, tip, discount or set menu."""
        return (
            not self.is_reward_line
            and not self._is_beside_goods()
            and self.product_id.type != "combo"
        )

    def _record_less(self, vals):
        """Record what these values take off the lines."""
        if not vals.keys() & {"order_id", "product_id", "qty"}:
            return
        taken = {}
        for line in self._voidable():
            left = vals.get("qty", line.qty)
            left = max(left, 0) if isinstance(left, (int, float)) else 0
            if self._goes_elsewhere(line, vals):
                left = 0
            if line.product_uom_id.compare(line.qty, left) > 0:
                taken[line] = line.qty - left
        if taken:
            self._demand_reasons(taken)
            # sudo: what is taken off is written by the server only.
            self.env["bakery.pos.void"].sudo()._record(taken, "less")
            for line, quantity in taken.items():
                own = line.sudo()
                own.sent_quantity = min(own.sent_quantity, line.qty - quantity)

    def _goes_elsewhere(self, line, vals):
        """Return whether the line becomes another product, or one of a dead order."""
        order = self.env["pos.order"].browse(vals.get("order_id") or line.order_id.id)
        product = vals.get("product_id") or line.product_id.id
        return order.state == "cancel" or product != line.product_id.id

    def _record_void(self, kind):
        taken = {line: line.qty for line in self._voidable()}
        if taken:
            self._demand_reasons(taken)
            # sudo: what is taken off is written by the server only.
            self.env["bakery.pos.void"].sudo()._record(taken, kind)

    def _void_values(self, quantity, kind):
        """Return values of the record that so much is taken off this line."""
        # sudo: cashiers do not see employees.
        line = self.sudo()
        order = line.order_id
        reason = self.env.context.get("void_reason")
        claim = self._void_claim()
        left = line.qty - quantity
        return {
            "company_id": order.company_id.id,
            "config_id": order.config_id.id,
            "order_id": order.id,
            "order_ref": order.pos_reference,
            "order_uuid": order.uuid,
            "line_uuid": line.uuid,
            "product_id": line.product_id.id,
            "kind": "line" if kind == "less" and not left else kind,
            "removed_quantity": quantity,
            "sent_quantity": max(min(line.sent_quantity, line.qty) - left, 0),
            "unit_amount": line.price_subtotal_incl / line.qty,
            "employee_id": self.order_id._voiding_employee().id,
            "user_id": self.env.uid,
            "waiter_id": order.waiter_id.id,
            "reason": isinstance(reason, str) and reason[:LONGEST_REASON],
            "reason_id": type(claim) is int and claim,
            "excuse": claim in (MOVED, OFFLINE) and claim,
        }

    def _void_claim(self):
        """Return why the line is taken off: a reason that exists, an excuse or None."""
        claims = void_claims.read(self.env.context.get("void_claims"))
        claim = claims.get(self.uuid, claims.get(void_claims.ALL))
        # sudo: reasons are the till's to choose from, whatever a call may read.
        reasons = self.env["bakery.refund.reason"].sudo()
        if type(claim) is int and not reasons._for_voids(claim):
            return None
        return claim

    def _demand_reasons(self, taken):
        """Refuse to take goods off without a reason, where the till is set so.

        The server itself needs none, nor what has turned up on another order already.

        :raise UserError: names the product
        """
        silent = [
            line
            for line in taken
            if line.order_id.config_id.void_reason_required and not line._void_claim()
        ]
        # sudo: reasons are the till's to choose from, moves are the server's.
        reasons = self.env["bakery.refund.reason"].sudo()
        if self.env.su or not silent or not reasons._for_voids():
            return
        voids = self.env["bakery.pos.void"].sudo()
        moved = voids._moved_elsewhere([line.uuid for line in silent])
        for line in silent:
            if line.product_uom_id.compare(taken[line], moved[line.uuid]) > 0:
                raise UserError(
                    self.env._(
                        "%(product)s was taken off %(order)s: please choose a reason "
                        "at the till.",
                        product=line.product_id.display_name,
                        order=line.order_id.pos_reference or line.order_id.name,
                    )
                )

    def _note_moves(self, claims, grown):
        """Note from where goods came to lines that grew."""
        tracked = self.filtered(lambda line: line.order_id.config_id._tracks_moves())
        read = {line: self._read_came_from(claims[line]) for line in tracked}
        found = {line: sources for line, sources in read.items() if sources}
        if found:
            # sudo: moves are noted by the server only.
            moves = self.env["bakery.pos.line.move"].sudo()
            moved = moves._note(self.union(*found), found, grown)
            self._goods_moved(moved)

    @api.model
    def _goods_moved(self, moved):
        """Do what follows from goods that came to lines from others; nothing here.

        :param list moved: ``[(uuid of the line they left, line, quantity)]``
        """

    @api.model
    def _read_came_from(self, text):
        """Return the well-formed part of what a tablet says."""
        try:
            entries = json.loads(text)
        except (TypeError, ValueError):
            return {}
        if not isinstance(entries, dict):
            return {}
        return {
            uuid[:64]: quantity
            for uuid, quantity in [*entries.items()][:MOST_SOURCES]
            if type(quantity) in (int, float) and quantity > 0
        }

    # Prices ---------------------------------------------------------------------------

    def _note_listed_prices(self):
        """Keep what the price list gave for goods that are sold, when it was ordered.

        Parts of set menus, rewards and returns have prices of their own.
        """
        # sudo: the price is written by the server only.
        by_moment = defaultdict(self.sudo().browse)
        for line in self.sudo():
            if line._has_list_price():
                order = line.order_id
                moment = line.ordered_at or order.date_order
                by_moment[order.pricelist_id, moment, order.currency_id] |= line
        for (pricelist, moment, currency), lines in by_moment.items():
            lines._note_prices_of(pricelist, moment, currency)

    def _has_list_price(self):
        return (
            self.qty > 0
            and self._is_goods()
            and not self.combo_parent_id
            and not self.refunded_orderline_id
            and not (
                "sale_order_origin_id" in self._fields and self.sale_order_origin_id
            )
        )

    def _note_prices_of(self, pricelist, moment, currency):
        for (quantity, extra), lines in self.grouped(
            lambda line: (line.qty, line.price_extra)
        ).items():
            products = lines.product_id.with_context(
                no_variant_attributes_price_extra=extra
            )
            # Without a price list this is the sales price.
            listed = pricelist._get_products_price(
                products, quantity, currency=currency, date=moment
            )
            for line in lines:
                line.listed_price = listed[line.product_id.id]
                line.has_listed_price = True
