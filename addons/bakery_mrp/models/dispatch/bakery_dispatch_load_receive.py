from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

from .bakery_dispatch_line import MOST


# pylint: disable=consider-merging-classes-inherited
# Receiving, and what becomes of differences, is a subject of its own.
class BakeryDispatchLoad(models.Model):
    _inherit = "bakery.dispatch.load"

    def action_receive_all(self):
        """Confirm that all arrived as it was sent; return True.

        :raise AccessError: for those who do not handle the goods of the place.
        :raise UserError: for goods that are not on their way.
        """
        for load in self:
            load.receive([])
        return True

    def receive(self, rows):
        """Confirm what arrived, once; return True.

        Lines that are not named arrived as they were sent. A difference needs a
        reason, which says where the goods are: what is missing goes back to where it
        was sent from, or is written off as lost; what is too much leaves the stock
        of the sender as well.

        :param list rows: dicts with ``line_id`` or, for goods that were not sent at
            all, ``product_id``; ``received`` in the unit of the product; and, where
            it differs, ``reason_id`` and ``note``.
        :raise AccessError: for those who do not handle the goods of the place.
        :raise UserError: for bad figures, and when somebody has confirmed before.
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: the names of both places are on the load.
        load = self.sudo()
        self.env.user._check_handles(load._target())
        load._check_on_way()
        load._lock()
        load._check_on_way()
        load._settle(load._figures(rows))
        return True

    def _check_on_way(self):
        if self.state == "done":
            raise UserError(
                self.env._(
                    "%(user)s confirmed these goods at %(time)s already.",
                    user=self.received_by_id.name,
                    time=self._clock(self.received_date),
                )
            )
        if self.state != "transit":
            raise UserError(
                self.env._(
                    "%(load)s is not on its way: there is nothing to receive.",
                    load=self.name,
                )
            )

    # Figures -------------------------------------------------------------------------

    def _figures(self, rows):
        """Return ``{line: (received, reason, note)}`` of all lines, checked."""
        given = {}
        reasons = self._reasons(rows)
        # Read at once, however many there are.
        lines = self.line_ids.with_prefetch()
        by_id = {line.id: line for line in lines}
        by_product = {line.product_id.id: line for line in lines}
        for row in rows:
            line = by_id.get(row.get("line_id"))
            if not line and row.get("product_id"):
                # Lines of goods that were not sent are made by _settle.
                line = by_product.get(row["product_id"])
                if not line:
                    line = self._new_line(row["product_id"])
                    by_product[row["product_id"]] = line
                    lines |= line
            if not line:
                raise UserError(
                    self.env._("%(load)s has no such goods.", load=self.name)
                )
            received = self._checked_quantity(line.product_id, row.get("received"))
            note = row.get("note")
            note = note.strip()[:500] if isinstance(note, str) else ""
            given[line] = (received, reasons.get(row.get("reason_id")), note)
        figures = {}
        for line in lines:
            received, reason, note = given.get(line, (line.loaded_qty, None, ""))
            self._check_reason(line, received, reason)
            same = line.product_uom_id.compare(received, line.loaded_qty) == 0
            figures[line] = (received, None if same else reason, note)
        return figures

    def _reasons(self, rows):
        ids = {row.get("reason_id") for row in rows if isinstance(row, dict)}
        if any(not isinstance(row, dict) for row in rows):
            raise UserError(self.env._("These are no figures of received goods."))
        ids = [i for i in ids if isinstance(i, int) and i]
        found = self.env["bakery.dispatch.reason"].search([("id", "in", ids)])
        return {reason.id: reason for reason in found}

    def _checked_quantity(self, product, quantity):
        """Return a quantity, rounded as the product is counted."""
        number = isinstance(quantity, int | float) and not isinstance(quantity, bool)
        # Said this way it refuses what is no number at all, too.
        if not number or not 0 <= quantity <= MOST:
            raise ValidationError(
                self.env._(
                    "Write how much of %(product)s arrived: 0 or more.",
                    product=product.display_name,
                )
            )
        return product.uom_id.round(quantity)

    def _new_line(self, product_id):
        """Return a line of goods that arrived and were not sent."""
        domain = [
            ("id", "=", product_id if isinstance(product_id, int) else 0),
            ("is_storable", "=", True),
            ("company_id", "in", [False, self.company_id.id]),
        ]
        product = self.env["product.product"].search(domain)
        if not product:
            raise UserError(self.env._("%(load)s has no such goods.", load=self.name))
        return self.env["bakery.dispatch.line"].create(
            {"load_id": self.id, "product_id": product.id}
        )

    def _check_reason(self, line, received, reason):
        """Refuse a difference without a reason, or with one that does not fit."""
        compared = line.product_uom_id.compare(received, line.loaded_qty)
        if not compared:
            return
        kinds = ("source", "lost") if compared < 0 else ("extra",)
        if not reason:
            raise UserError(
                self.env._(
                    "%(product)s: %(sent)s were sent, %(received)s arrived. Say why.",
                    product=line.product_id.display_name,
                    sent=f"{line.loaded_qty:g}",
                    received=f"{received:g}",
                )
            )
        if reason.kind not in kinds:
            raise UserError(
                self.env._(
                    "“%(reason)s” does not explain why of %(product)s %(sent)s were "
                    "sent and %(received)s arrived.",
                    reason=reason.name,
                    product=line.product_id.display_name,
                    sent=f"{line.loaded_qty:g}",
                    received=f"{received:g}",
                )
            )

    # Settling ------------------------------------------------------------------------

    def _settle(self, figures):
        """Bring the goods where they are, so that nothing of them is in transit."""
        missing = self._take_in(figures)
        back, lost = {}, {}
        for line, lots in missing.items():
            (back if figures[line][1].kind == "source" else lost)[line] = lots
        self._bring_back(back)
        self._write_off(lost, figures)
        self._bring_more(
            {
                line: received - line.loaded_qty
                for line, (received, reason, _note) in figures.items()
                if reason and reason.kind == "extra"
            }
        )
        for line, (received, reason, note) in figures.items():
            values = {"received_qty": received}
            if reason:
                values["reason_id"] = reason.id
            if note:
                values["note"] = note
            line.write(values)
        self.write(
            {
                "state": "done",
                "received_date": fields.Datetime.now(),
                "received_by_id": self.env.uid,
            }
        )
        self.request_ids.filtered(lambda x: x.state == "loaded").state = "done"
        self.dispatch_id._close_when_received()

    def _take_in(self, figures):
        """Receive what arrived; return ``{line: [(lot, quantity, place)]}`` missing.

        Of several lots, those that were taken last are the ones that are missing:
        nobody counts by lots at the back door of an outlet.
        """
        picking = self.in_picking_id
        moves = picking.move_ids.with_prefetch()
        moves = moves.filtered(lambda x: x.state not in ("done", "cancel"))
        moves = {move.dispatch_line_id: move for move in moves}
        self._reserve_again(moves)
        missing, none = defaultdict(list), self.env["stock.move.line"]
        for line, (received, _reason, _note) in figures.items():
            if line not in moves:
                continue
            gap = line.loaded_qty - received
            for taken in moves[line].move_line_ids.sorted("id", reverse=True):
                part = min(gap, taken.quantity)
                if line.product_uom_id.compare(part, 0) <= 0:
                    break
                gap -= part
                place = taken.location_id
                missing[line].append((taken.lot_id, part, place))
                if line.product_uom_id.compare(part, taken.quantity):
                    taken.quantity -= part
                else:
                    none |= taken
        none.unlink()
        arrived = picking.move_ids.with_prefetch()
        arrived.filtered(lambda move: move.quantity > 0).picked = True
        picking._carry_out()
        return missing

    def _reserve_again(self, moves):
        """Have the transfer take all that was sent, whatever somebody did to it."""
        changed = self.env["stock.move"].union(
            *(
                move
                for line, move in moves.items()
                if line.product_uom_id.compare(move.quantity, line.loaded_qty)
            )
        )
        if not changed:
            return
        changed.picked = False
        changed._do_unreserve()
        changed._action_assign()
        for move in changed:
            line = move.dispatch_line_id
            if line.product_uom_id.compare(move.quantity, line.loaded_qty):
                raise UserError(
                    self.env._(
                        "Not all of %(product)s that was sent can be moved: a lot is "
                        "on hold or was taken out of transit.",
                        product=line.product_id.display_name,
                    )
                )

    def _bring_back(self, missing):
        """Put what never left the sender back where it is."""
        if not missing:
            return
        source = self._source()
        picking = self.env["stock.picking"].create(
            {
                **self._picking_values("in", fields.Datetime.now()),
                "picking_type_id": source.in_type_id.id,
                "location_dest_id": source.lot_stock_id.id,
                "partner_id": self._target().partner_id.id,
            }
        )
        self.env["stock.move"].create(
            [line._done_values(picking, lots) for line, lots in missing.items()]
        )
        picking._carry_out()

    def _write_off(self, missing, figures):
        """Write off what was lost on the way, as waste of the outlet."""
        if not missing:
            return
        waste = self.env["bakery.waste"].create(
            [
                {
                    "warehouse_id": self.warehouse_id.id,
                    "location_id": place.id,
                    "product_id": line.product_id.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "reason_id": figures[line][1].waste_reason_id.id,
                    "note": figures[line][2] or self.name,
                    "dispatch_load_id": self.id,
                }
                for line, lots in missing.items()
                for lot, quantity, place in lots
            ]
        )
        waste.action_done()

    def _bring_more(self, extra):
        """Let what arrived beyond what was sent leave the sender as well.

        It takes the lots that expire first. What the sender does not have by its
        books it has sent all the same: then its books say too little of a lot, which
        a count there shows.
        """
        if not extra:
            return
        source = self._source()
        wanted = {line.product_id: quantity for line, quantity in extra.items()}
        found = self._lots_at(source.lot_stock_id, wanted)
        chosen = {}
        for line, quantity in extra.items():
            lots = found[line.product_id]
            rest = quantity - sum(part for _lot, part, _place in lots)
            if line.product_uom_id.compare(rest, 0) > 0:
                lot = self._lot_beyond(line, lots)
                lots = [*lots, (lot, rest, source.lot_stock_id)]
            chosen[line] = lots
        for way in ("out", "in"):
            picking = self.env["stock.picking"].create(
                self._picking_values(way, fields.Datetime.now())
            )
            self.env["stock.move"].create(
                [
                    line._done_values(
                        picking,
                        [
                            (lot, part, place if way == "out" else picking.location_id)
                            for lot, part, place in lots
                        ],
                    )
                    for line, lots in chosen.items()
                ]
            )
            picking._carry_out()

    def _lot_beyond(self, line, lots):
        """Return of which lot more was sent than the sender has by its books."""
        product = line.product_id
        sent = self.out_picking_id.move_line_ids.filtered(
            lambda taken: taken.product_id == product and taken.lot_id
        )
        lot = sent.lot_id[:1] or (lots[0][0] if lots else self.env["stock.lot"])
        if product.tracking != "none" and not lot:
            raise UserError(
                self.env._(
                    "%(place)s has no lot of %(product)s: have it counted there before "
                    "you receive it.",
                    place=self._source().name,
                    product=product.display_name,
                )
            )
        return lot
