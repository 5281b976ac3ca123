from collections import defaultdict

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .share import share
from .step import step


# pylint: disable=consider-merging-classes-inherited
# How goods are loaded and sent is a subject of its own.
class BakeryDispatchLoad(models.Model):
    _inherit = "bakery.dispatch.load"

    # Loading -------------------------------------------------------------------------

    def _load(self):
        """Reserve what these drafts of one run are to get, as far as it goes.

        Transfers that Odoo's reordering rules made for the same goods and nobody has
        sent are cancelled: the load takes their place, so that nothing comes twice.
        """
        loads = self.filtered(lambda load: load.state == "draft")
        lines = loads.line_ids.filtered(
            lambda line: line.product_uom_id.compare(line.qty, 0) > 0
        )
        if not lines:
            raise UserError(
                self.env._("There is nothing to load: propose, or fill in quantities.")
            )
        run, kitchen = loads.dispatch_id, loads.kitchen_id
        self._replace_resupply(lines)
        leaving = run._leaving()
        free = kitchen._free_to_send(lines.product_id, leaving)
        for product, wanted in lines.grouped("product_id").items():
            parts = share(max(free[product.id], 0), wanted.mapped("qty"))
            for line, part in zip(wanted, parts, strict=True):
                line.loaded_qty = product.uom_id.round(part)
        (loads.line_ids - lines).loaded_qty = 0
        loaded = lines.filtered(
            lambda line: line.product_uom_id.compare(line.loaded_qty, 0) > 0
        )
        if not loaded:
            raise UserError(
                self.env._(
                    "%(kitchen)s has nothing of what %(run)s is to load.",
                    kitchen=kitchen.name,
                    run=run.name,
                )
            )
        outs = loads._make_pickings(loaded, leaving)
        outs._action_assign()
        self._note_shortage(loaded, outs)
        loads.state = "loaded"
        loads.request_ids.state = "loaded"
        # The outlets may ask for more at once.
        loads.request_ids.flush_recordset(["state"])

    def _replace_resupply(self, lines):
        """Cancel what Odoo ordered of these lines' goods for their outlets."""
        outlets = lines.warehouse_id
        waiting = outlets._waiting_resupply(lines.kitchen_id, lines.product_id)
        wanted = {(line.warehouse_id.id, line.product_id.id) for line in lines}
        moves = waiting.filtered(
            lambda move: (
                (move.location_dest_id.warehouse_id.id, move.product_id.id) in wanted
            )
        )
        (moves.move_orig_ids | moves)._action_cancel()

    def _note_shortage(self, lines, outs):
        """Ask for no more than could be reserved after all."""
        moves = {move.dispatch_line_id: move for move in outs}
        for line in lines:
            move = moves[line]
            if line.product_uom_id.compare(move.quantity, line.loaded_qty) < 0:
                line.loaded_qty = move.quantity
                step(move | move.move_dest_ids).product_uom_qty = move.quantity

    def _make_pickings(self, lines, moment, lots=None):
        """Make and confirm both transfers of these loads.

        :param lines: lines with their ``loaded_qty``.
        :param datetime moment: when the goods leave, UTC.
        :param dict lots: ``{line: [(lot, quantity)]}`` to take; else Odoo reserves.
        :return: the moves into transit.
        """
        Picking, Move = self.env["stock.picking"], self.env["stock.move"]
        loads = lines.load_id
        both = Picking.create(
            [
                load._picking_values(way, moment)
                for way in ("out", "in")
                for load in loads
            ]
        )
        outs = dict(zip(loads, both[: len(loads)], strict=True))
        ins = dict(zip(loads, both[len(loads) :], strict=True))
        arrivals = Move.create(
            [line._move_values(ins[line.load_id], line.loaded_qty) for line in lines]
        )
        departures = []
        for line, arrival in zip(lines, arrivals, strict=True):
            values = line._move_values(outs[line.load_id], line.loaded_qty)
            values["move_dest_ids"] = [Command.link(arrival.id)]
            if lots:
                values["move_line_ids"] = line._lot_commands(
                    outs[line.load_id], lots[line]
                )
            departures.append(values)
        departures = Move.create(departures)
        (arrivals | departures)._action_confirm(merge=False)
        for load in loads:
            load.write({"out_picking_id": outs[load].id, "in_picking_id": ins[load].id})
        return departures

    def _picking_values(self, way, moment):
        """Return the values of a transfer into (``out``) or out of transit (``in``)."""
        source, target = self._source(), self._target()
        kind = source.out_type_id if way == "out" else target.in_type_id
        return {
            "picking_type_id": kind.id,
            "location_id": (
                source.lot_stock_id.id if way == "out" else self._transit().id
            ),
            "location_dest_id": (
                self._transit().id if way == "out" else target.lot_stock_id.id
            ),
            "partner_id": (target if way == "out" else source).partner_id.id,
            "origin": self.name,
            "scheduled_date": moment,
            "company_id": self.company_id.id,
            "dispatch_load_id": self.id,
        }

    def _unload(self):
        """Give back what is loaded; requests wait again."""
        loads = self.filtered(lambda load: load.state == "loaded")
        pickings = loads.picking_ids
        step(pickings.move_ids)._action_cancel()
        loads.write({"state": "draft", "out_picking_id": False, "in_picking_id": False})
        loads.line_ids.loaded_qty = 0
        loads.request_ids.filtered(lambda x: x.state == "loaded").state = "sent"

    # Departing -----------------------------------------------------------------------

    def _depart(self):
        """Let what is loaded leave; loads with nothing on them are dropped."""
        loads = self.filtered(lambda load: load.state == "loaded")
        moves = loads.out_picking_id.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        moves._check_fresh_to_send()
        leaving = moves.filtered(lambda move: move.quantity > 0)
        if not leaving:
            raise UserError(self.env._("Nothing is loaded: load the dispatch again."))
        for move in moves:
            line = move.dispatch_line_id
            if line.product_uom_id.compare(line.loaded_qty, move.quantity):
                # Somebody changed the transfer in the stock.
                line.loaded_qty = move.quantity
                step(move.move_dest_ids).product_uom_qty = move.quantity
        leaving.picked = True
        loads.out_picking_id._carry_out()
        empty = loads.filtered(
            lambda load: not any(line.loaded_qty for line in load.line_ids)
        )
        empty.state = "cancel"
        (loads - empty).write(
            {
                "state": "transit",
                "departed_date": fields.Datetime.now(),
                "sent_by_id": self.env.uid,
            }
        )

    # Lots -----------------------------------------------------------------------------

    def _lots_at(self, place, wanted):
        """Choose lots at ``place``, those that expire first coming first.

        :param dict wanted: ``{product: quantity}``.
        :return: ``{product: [(lot, quantity)]}``, less than wanted where there is less.
        """
        products = self.env["product.product"].union(*wanted)
        domain = [
            ("product_id", "in", products.ids),
            ("location_id", "child_of", place.id),
            ("quantity", ">", 0),
        ]
        free = self.env["stock.warehouse"]._not_held()
        quants = self.env["stock.quant"].search(free & Domain(domain))
        far = fields.Datetime.to_datetime("9999-12-31")
        quants = quants.sorted(lambda q: (q.removal_date or far, q.in_date, q.id))
        left, found = dict(wanted), defaultdict(list)
        for quant in quants:
            product = quant.product_id
            part = min(quant.quantity - quant.reserved_quantity, left[product])
            if product.uom_id.compare(part, 0) > 0:
                left[product] -= part
                found[product].append((quant.lot_id, part, quant.location_id))
        return found
