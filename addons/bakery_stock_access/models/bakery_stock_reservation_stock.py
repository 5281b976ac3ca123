import logging
from typing import NamedTuple

from markupsafe import Markup
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)


class Held(NamedTuple):
    """Goods of one lot in one place that a reservation held for an order."""

    product: models.BaseModel
    location: models.BaseModel
    lot: models.BaseModel
    package: models.BaseModel
    owner: models.BaseModel
    quantity: float  # in the product's unit


class BakeryStockReservation(models.Model):
    """How goods are held in stock, handed over to a delivery, and given back."""

    # What a reservation does to stock, beside its life in bakery_stock_reservation.py.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "bakery.stock.reservation"

    def _hold(self):
        """Hold the goods of these drafts, as far as there are any."""
        # sudo: the right to reserve was checked; sales may not move goods.
        drafts = self.sudo()
        place = drafts.env.ref("bakery_stock_access.stock_location_reservation")
        # Of what is there at once the salesperson knows already.
        Move = drafts.env["stock.move"].with_context(reservation_is_new=True)
        moves = Move.create([draft._prepare_move_values(place) for draft in drafts])
        moves._action_confirm(merge=False)
        waiting = moves.filtered(lambda move: move.state == "confirmed")
        waiting._action_assign()
        drafts._log_state()

    def _prepare_move_values(self, place):
        """Return the values of the movement that holds the goods."""
        return {
            "bakery_reservation_id": self.id,
            "company_id": self.company_id.id,
            "date": fields.Datetime.now(),
            "location_dest_id": place.id,
            "location_id": self.warehouse_id.lot_stock_id.id,
            "origin": self.name,
            "partner_id": self.partner_id.id,
            "procure_method": "make_to_stock",
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": self.quantity,
            # Without an operation type this is what makes receipts assign it.
            "reservation_date": fields.Date.today(),
        }

    def _close(self, outcome):
        """Give the goods back and end these reservations, unless they have ended."""
        # sudo: whoever ends a deal may end what it holds; see the callers.
        opened = self.sudo().filtered(lambda reservation: not reservation.outcome)
        opened.move_ids._action_cancel()
        opened.write({"outcome": outcome})
        opened._log_state()

    def _log_state(self):
        """Say in the chatter what became of these; one query, unlike tracking."""
        names = dict(self._fields["state"]._description_selection(self.env))
        bodies = {reservation.id: names[reservation.state] for reservation in self}
        self._message_log_batch(bodies)

    def _notify_covered(self):
        """Tell the salespeople that the goods they waited for are there."""
        self._log_state()
        self._notify_owners(
            lambda env: env._("The goods you waited for are reserved"),
            lambda env: env._("These reservations are filled now:"),
        )

    def _notify_expired(self):
        """Tell the salespeople that the time of their reservations is over."""
        self._notify_owners(
            lambda env: env._("Reservations have expired"),
            lambda env: env._("The goods are free for others again:"),
        )

    def _notify_owners(self, subject, sentence):
        """Send each salesperson one message about all of theirs, as they can see it.

        :param subject: function of an environment in the reader's language.
        :param sentence: as ``subject``, what stands above the list.
        """
        # sudo: whoever brings the goods need not see for whom they are.
        for user, reservations in self.sudo().grouped("user_id").items():
            seen = reservations.with_user(user).sudo(False)._filtered_access("read")
            if not user.active or not seen:
                continue
            # sudo: as above.
            reader = seen.sudo().with_context(lang=user.lang)
            lines = [
                Markup("<li>%s</li>") % line for line in reader._lines_of_message()
            ]
            reader.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=subject(reader.env),
                body=Markup("<p>%s</p><ul>%s</ul>")
                % (sentence(reader.env), Markup().join(lines)),
                author_id=self.env.user.partner_id.id,
            )

    def _lines_of_message(self):
        """Return one line for each: its link, the goods and for whom they are."""
        return [
            Markup("%s: %s %s %s, %s")
            % (
                reservation._get_html_link(),
                f"{reservation.quantity:g}",
                reservation.product_uom_id.name,
                reservation.product_id.display_name,
                (reservation.order_id or reservation.lead_id).display_name or "",
            )
            for reservation in self
        ]

    def _reduce(self, excess):
        """Hold ``excess`` less, in the product's unit; return what is left of it."""
        self.ensure_one()
        product = self.product_id
        if product.uom_id.compare(self._need(), excess) <= 0:
            self._close("released")
            return excess - self._need()
        kept = product.uom_id._compute_quantity(
            self._need() - excess, self.product_uom_id
        )
        # sudo: the deal shrank, which was the salesperson's to do.
        reservation = self.sudo()
        reservation.quantity = kept
        moves = reservation.move_ids
        moves.write({"product_uom_qty": kept})
        moves.with_context(reservation_is_new=True)._action_assign()
        return 0

    # Confirmed orders ---------------------------------------------------------

    def _convert(self, order):
        """Give back what these hold for ``order``, and say what that was.

        Part of one transaction with ``_take_over``: nobody else sees the goods free.
        What an opportunity holds of other goods, or elsewhere, stays held.

        :return: list of ``Held`` for the deliveries of the order.
        """
        lines = order.order_line
        wanted = {
            (line.product_id, line.warehouse_id or order.warehouse_id) for line in lines
        }
        taken = self.filtered(lambda r: (r.product_id, r.warehouse_id) in wanted)
        held = [
            Held(
                line.product_id,
                line.location_id,
                line.lot_id,
                line.package_id,
                line.owner_id,
                line.quantity_product_uom,
            )
            for line in taken.move_ids.move_line_ids
        ]
        taken._close("converted")
        (self - taken).filtered("order_id")._close("released")
        return held

    @api.model
    def _take_over(self, order, held):
        """Let the deliveries of a confirmed order reserve the goods of ``_convert``."""
        # sudo: the salesperson confirms, and sees neither lots nor deliveries.
        products = {goods.product for goods in held}
        moves = order.sudo().order_line.move_ids.filtered(
            lambda move: (
                move.state in ("confirmed", "partially_available", "assigned")
                and move.product_id in products
                and not move.move_orig_ids
                and not move.picked
            )
        )
        moves._do_unreserve()
        for goods in held:
            left = goods.quantity
            for move in moves.filtered(lambda m, g=goods: m._takes_from(g)):
                need = min(left, move.product_qty - move._reserved_in_product_uom())
                if move.product_id.uom_id.compare(need, 0) > 0:
                    left -= move._update_reserved_quantity(
                        need,
                        goods.location,
                        lot_id=goods.lot,
                        package_id=goods.package,
                        owner_id=goods.owner,
                        strict=True,
                    )
        moves._action_assign()
        moves._recompute_state()

    # Expiry -------------------------------------------------------------------

    @api.model
    def _cron_expire(self, batch_size=100):
        """End the reservations whose time is over, batch by batch.

        Each batch is a transaction of its own. What another process has locked, or
        cannot be ended, is left for the next run. Running it again changes nothing.
        """
        due = Domain("date_expiry", "<=", fields.Datetime.now())
        due &= self._holding_domain()
        seen = self.browse()
        cron = self.env["ir.cron"]
        while True:
            found = self.search(
                due & Domain("id", "not in", seen.ids), limit=batch_size
            )
            if not found:
                return
            seen |= found
            found._try_lock()._expire()
            if not cron._commit_progress(len(found)):
                return

    def _try_lock(self):
        """Return those of these that nobody else is changing, locked."""
        try:
            with self.env.cr.savepoint():
                return self.try_lock_for_update()
        except SerializationFailure:
            # Somebody changed one since this transaction began: the next run sees it.
            return self.browse()

    def _expire(self):
        """End these together or, where that fails, one by one."""
        try:
            with self.env.cr.savepoint():
                opened = self.filtered(lambda reservation: not reservation.outcome)
                self._close("expired")
                opened._notify_expired()
        except Exception:
            self.env.invalidate_all()
            if len(self) > 1:
                for reservation in self:
                    reservation._expire()
            else:
                _logger.exception("Reservation %s could not expire", self.id)

    @api.model
    def _holding_for(self, orders, leads=None):
        """Return what is held for orders and their opportunities, and for leads."""
        # sudo: all reservations of the deal, whoever made them.
        orders = orders.sudo()
        leads = orders.opportunity_id | (leads or orders.opportunity_id)
        return self.sudo().search(
            self._holding_domain()
            & (
                Domain("order_id", "in", orders.ids)
                | Domain("lead_id", "in", leads.ids)
            )
        )
