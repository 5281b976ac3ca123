from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .bakery_stock_reservation import CLOSED, HOLDING


class BakeryStockReservation(models.Model):
    """Who may reserve, and what for how long."""

    # What a reservation may be, beside its life in bakery_stock_reservation.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "bakery.stock.reservation"

    def _refuse_closed(self, vals):
        """Refuse what the reservation writes itself, such as its state."""
        if not self.env.su and vals.keys() & CLOSED:
            message = self.env._(
                "The state of a reservation changes by its buttons only, not by"
                " writing it directly."
            )
            self.env["bakery.access.denial"]._refuse("reserve", self, message=message)

    def _require_right(self, code="reserve"):
        """Refuse unless the user holds a right for each of these reservations.

        :raise AccessError: naming the right.
        """
        if self.env.su:
            return
        # sudo: warehouse and deal may be hidden, which is then refused.
        hidden = self.sudo().warehouse_id
        self.env["bakery.access.right"]._require(code, self, warehouses=hidden)
        visible = self.env.user._visible_warehouse_ids()
        if visible is not None:
            hidden = hidden.filtered(lambda warehouse: warehouse.id not in visible)
            if hidden:
                self.env["bakery.access.denial"]._refuse(code, self, hidden[0].id)
        self._require_own_deal()
        self.check_access("write")

    def _require_own_deal(self):
        """Refuse the deals of others to whoever has only their own."""
        user = self.env.user
        if not user._is_governed() or user._holds_right("crm_all"):
            return
        # sudo: as in _require_right.
        if any(reservation.user_id != user for reservation in self.sudo()):
            self.env["bakery.access.denial"]._refuse("crm_all", self)

    def _check_open(self):
        """Refuse to change what has ended."""
        ended = self.filtered("outcome")
        if ended:
            raise UserError(
                self.env._("%(name)s has ended already.", name=ended[0].name)
            )

    def _check_request(self):
        """Refuse what could never be held.

        :raise AccessError: without the right, or for another's deal.
        :raise UserError: with the one thing that is wrong.
        """
        self._require_right()
        if not self.env.su:
            self.order_id.check_access("read")
            self.lead_id.check_access("read")
        # sudo: as in _require_right; the messages name what the caller named.
        for reservation in self.sudo():
            reservation._check_deal()
            reservation._check_goods()
            reservation._check_companies()
            if reservation.date_expiry <= fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "A reservation cannot end before now: choose a later date."
                    )
                )

    def _check_deal(self):
        order, line = self.order_id, self.sale_line_id
        if bool(order) == bool(self.lead_id):
            raise UserError(
                self.env._("A reservation is for one opportunity or one sales order.")
            )
        if order and order.state not in ("draft", "sent"):
            raise UserError(
                self.env._(
                    "%(order)s is no quotation any more: goods are reserved by its"
                    " delivery.",
                    order=order.name,
                )
            )
        if self.lead_id and not self.lead_id.active:
            raise UserError(
                self.env._("%(lead)s is lost or archived.", lead=self.lead_id.name)
            )
        if line and (line.order_id != order or line.product_id != self.product_id):
            raise UserError(
                self.env._("The order line is not one of this order and product.")
            )

    def _check_goods(self):
        product = self.product_id
        name = product.display_name
        if product.type == "service":
            raise UserError(
                self.env._(
                    "%(product)s is a service: only goods can be reserved.",
                    product=name,
                )
            )
        if not product.is_storable:
            raise UserError(
                self.env._(
                    "The stock of %(product)s is not tracked: there is nothing to"
                    " reserve.",
                    product=name,
                )
            )
        if "is_kits" in product._fields and product.is_kits:
            raise UserError(
                self.env._(
                    "%(product)s is a kit: reserve its components.", product=name
                )
            )
        if self.product_uom_id.compare(self.quantity, 0) <= 0:
            raise UserError(self.env._("The quantity must be more than 0."))
        if self.product_uom_id not in product.uom_id | product.uom_ids and (
            not product.uom_id._has_common_reference(self.product_uom_id)
        ):
            raise UserError(
                self.env._(
                    "%(product)s is not counted in %(unit)s.",
                    product=name,
                    unit=self.product_uom_id.name,
                )
            )

    def _check_companies(self):
        company = self.warehouse_id.company_id
        for record in (
            self.order_id,
            self.lead_id,
            self.product_id,
            self.partner_id,
        ):
            if record.company_id and record.company_id != company:
                raise UserError(
                    self.env._(
                        "%(record)s belongs to another company than warehouse"
                        " %(warehouse)s.",
                        record=record.display_name,
                        warehouse=self.warehouse_id.name,
                    )
                )

    def _check_limit(self):
        """Refuse more than the deals have left to reserve.

        :raise UserError: naming what is left.
        """
        # sudo: all reservations of the deal count, whoever made them.
        drafts = self.sudo()
        drafts._lock_deals()
        asked = defaultdict(float)
        for draft in drafts:
            deal = draft.order_id or draft.lead_id
            asked[deal, draft.product_id, draft.env["sale.order.line"]] += draft._need()
            if draft.sale_line_id:
                asked[deal, draft.product_id, draft.sale_line_id] += draft._need()
        held = self._held_for(drafts.order_id, drafts.lead_id)
        for (deal, product, line), quantity in asked.items():
            limit = deal._reservable_quantity(product)
            if line:
                limit = line._reservable_quantity()
            if limit is None:
                continue
            left = max(limit - held[deal, product, line], 0)
            if product.uom_id.compare(quantity, left) > 0:
                raise UserError(
                    self.env._(
                        "%(deal)s has %(left)g %(unit)s of %(product)s left to"
                        " reserve, not %(asked)g.",
                        deal=deal.display_name,
                        left=left,
                        unit=product.uom_id.name,
                        product=product.display_name,
                        asked=quantity,
                    )
                )

    def _need(self):
        """Return the quantity in the product's own unit."""
        return self.product_uom_id._compute_quantity(
            self.quantity, self.product_id.uom_id
        )

    @api.model
    def _held_for(self, orders, leads):
        """Return what is held by (deal, product, order line or none).

        What is held for an opportunity counts for its quotations too.
        """
        # sudo: all reservations of the deal count, whoever made them.
        orders, leads = orders.sudo(), leads.sudo()
        line = orders.env["sale.order.line"]
        held = defaultdict(float)
        for other in self._holding_for(orders, leads):
            need, product = other._need(), other.product_id
            deals = [other.order_id or other.lead_id]
            if other.lead_id:
                deals += orders.filtered(
                    lambda order, lead=other.lead_id: order.opportunity_id == lead
                )
            for deal in deals:
                held[deal, product, line] += need
            if other.sale_line_id:
                held[other.order_id, product, other.sale_line_id] += need
        return held

    def _lock_deals(self):
        """Let two reservations of one deal follow each other.

        Raw SQL: a change that changes nothing makes the database refuse the second
        of two that began together; it runs again and sees the first.
        """
        for deals in (self.order_id, self.lead_id):
            if deals:
                # Raw SQL: see above.
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET write_date = write_date WHERE id IN %s",
                        SQL.identifier(deals._table),
                        tuple(sorted(deals.ids)),
                    )
                )

    def _check_removal_date(self):
        """Refuse to hold goods longer than they keep.

        :raise UserError: naming the first day on which they must go.
        """
        Lot = self.env["stock.lot"]
        if "removal_date" not in Lot._fields:
            return
        # sudo: lots may be hidden from sales.
        for reservation in self.sudo():
            if reservation.state not in HOLDING:
                continue
            lots = reservation.move_ids.move_line_ids.lot_id
            dates = [lot.removal_date for lot in lots]
            if dates and all(d and d < reservation.date_expiry for d in dates):
                first = fields.Datetime.context_timestamp(self, min(dates))
                raise UserError(
                    self.env._(
                        "%(product)s must leave the shelf on %(date)s: it cannot be"
                        " reserved for longer.",
                        product=reservation.product_id.display_name,
                        date=first.strftime("%d/%m/%Y %H:%M"),
                    )
                )
