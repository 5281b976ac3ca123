"""What one request of an order changes in the kitchen."""

import hashlib
from collections import defaultdict
from datetime import timedelta

from odoo.tools import float_is_zero

from ..ticket.marks import marked
from .kitchen_header import plain_note


def hash_note(line):
    text = f"{line.note or ''}\0{line.customer_note or ''}"
    return hashlib.sha256(text.encode()).hexdigest()


class KitchenRound:
    """One request of ``order``: the server's ledger against the lines as they are.

    Whatever the tablet believes, only the difference is told to the kitchen: more as
    new tickets (one per station and course), less and other notes as marks on those
    there are. It takes a constant number of queries, however many lines::

        round_ = KitchenRound(order, now)
        round_.run(send)

    The caller holds the order (``_kitchen_lock``).

    :param order: the order, as superuser
    :param gone: the order is about to be deleted
    """

    def __init__(self, order, now, gone=False):
        self.env = order.env
        self.order = order
        self.gone = gone or order.state == "cancel"
        self.now = now
        self.send = None
        # The order has no tickets but those of this round.
        self.is_first = False
        self.digits = self.env["decimal.precision"].precision_get("Product Unit")
        self.routing = order.config_id._kitchen_routing()
        self.lines = self._kitchen_lines()
        self.ledger = self._read_ledger()
        self.events = []
        self.touched = self.env["bakery.kitchen.ticket"]
        self.created = self.env["bakery.kitchen.ticket"]

    # Reading --------------------------------------------------------------------------

    def _kitchen_lines(self):
        """Return ``{line: stations}`` of what is to be made at all."""
        if self.gone:
            return {}
        routed = {}
        for line in self.order.lines:
            stations = line.qty > 0 and self.routing.of_line(line)
            if stations:
                routed[line] = stations
        return routed

    def _read_ledger(self):
        """Return ``{uuid of a line: row}``, of lines that came or left as well."""
        Ledger = self.env["bakery.kitchen.ledger"]
        here = self.order.lines.mapped("uuid")
        rows = Ledger.search(
            ["|", ("order_uuid", "=", self.order.uuid), ("line_uuid", "in", here)]
        )
        came = rows.filtered(lambda row: row.order_uuid != self.order.uuid)
        came._belong_to(self.order.uuid)
        here = set(here)
        left = rows.filtered(
            lambda row: row.line_uuid not in here and (row.qty_sent or row.qty_skipped)
        )
        if left:
            gone = left._follow_lines()
            rows -= left - gone
        return {row.line_uuid: row for row in rows}

    def _is_zero(self, quantity):
        return float_is_zero(quantity, precision_digits=self.digits)

    # The round ------------------------------------------------------------------------

    def is_idle(self):
        """Return whether there is nothing to tell."""
        return not any(self._compare())

    def run(self, send):
        """Tell the kitchen the difference.

        :param send: the row of ``bakery.kitchen.send`` that stands for the request
        """
        self.send = send
        more, less, noted = self._compare()
        self._take_back(less)
        self._change_notes(noted)
        self._add(more)
        self._keep(more, less, noted)
        self.env["bakery.kitchen.event"].create(self.events)

    def skip(self):
        """Keep from the kitchen what it was not told yet."""
        more, _less, _noted = self._compare()
        rows = []
        for line, quantity in more.items():
            if row := self.ledger.get(line.uuid):
                row.qty_skipped += quantity
            else:
                rows.append({**self._ledger_values(line), "qty_skipped": quantity})
        self.env["bakery.kitchen.ledger"].create(rows)

    def _compare(self):
        """Return ``({line: more}, {uuid: less}, {line: row with another note})``."""
        more, less, noted = {}, {}, {}
        for line in self.lines:
            row = self.ledger.get(line.uuid)
            told = row.qty_sent + row.qty_skipped if row else 0
            difference = line.qty - told
            if self._is_zero(difference):
                difference = 0
            if difference > 0:
                more[line] = difference
            elif difference < 0:
                less[line.uuid] = -difference
            if row and row.qty_sent and row.note_hash != hash_note(line):
                noted[line] = row
        kept = {line.uuid for line in self.lines}
        for uuid, row in self.ledger.items():
            if uuid not in kept and (row.qty_sent or row.qty_skipped):
                less[uuid] = row.qty_sent + row.qty_skipped
        return more, less, noted

    # Less -----------------------------------------------------------------------------

    def _take_back(self, less):
        cut = {}
        for uuid, quantity in less.items():
            row = self.ledger[uuid]
            # What nobody made goes first.
            unmade = min(row.qty_skipped, quantity)
            row.qty_skipped -= unmade
            if not self._is_zero(quantity - unmade):
                cut[uuid] = quantity - unmade
        if not cut:
            return
        lines = self.env["bakery.kitchen.ticket.line"].search(
            [("line_uuid", "in", list(cut))]
        )
        by_place = lines.grouped(lambda line: (line.line_uuid, line.station_id))
        wasted = {}
        for (uuid, _station), there in by_place.items():
            wasted |= self._take_from(there, cut[uuid])
        if wasted:
            makers = lines.grouped("line_uuid")
            sharing = {line: len(makers[line.line_uuid].station_id) for line in wasted}
            lines._add_waste(wasted, sharing)
        for uuid, quantity in cut.items():
            row = self.ledger[uuid]
            row.qty_sent = max(row.qty_sent - quantity, 0)

    def _take_from(self, lines, quantity):
        """Take ``quantity`` off the lines, first what is not made yet, newest first.

        :return: ``{line: quantity}`` of what had been made
        """
        wasted = {}
        for line in lines.sorted(lambda line: (line.state == "done", -line.id)):
            taken = min(line._active(), quantity)
            if self._is_zero(taken):
                continue
            quantity -= taken
            made = line.state == "done"
            line.qty_void += taken
            line.write(marked("mark_void"))
            if made:
                line.qty_wasted += taken
                wasted[line] = taken
            if self._is_zero(line._active()):
                line.state = "void"
            self._touch(line.ticket_id, mark=True)
            self._note("waste" if made else "void", line=line, quantity=taken)
        return wasted

    # Notes ----------------------------------------------------------------------------

    def _change_notes(self, noted):
        if not noted:
            return
        by_uuid = {line.uuid: line for line in noted}
        lines = self.env["bakery.kitchen.ticket.line"].search(
            [
                ("line_uuid", "in", list(by_uuid)),
                ("state", "!=", "void"),
                ("ticket_id.closed_at", "=", False),
            ]
        )
        for told in lines:
            line = by_uuid[told.line_uuid]
            before = " · ".join(filter(None, (told.note, told.customer_note)))
            told.write(
                {
                    "old_note": before,
                    "note": plain_note(line.note),
                    "customer_note": plain_note(line.customer_note),
                    **marked("mark_note"),
                }
            )
            self._touch(told.ticket_id, mark=True)
            self._note("note", line=told, text=before)

    # More -----------------------------------------------------------------------------

    def _add(self, more):
        """Make one ticket per station and course for what is new."""
        if not more:
            return
        wanted = defaultdict(list)
        for line, quantity in more.items():
            for station in self.lines[line]:
                wanted[station, line.course_id].append((line, quantity))
        rounds = self._rounds()
        self.is_first = not rounds
        header = self.order._kitchen_header()
        header["order_note"] = self.order._kitchen_note()
        tickets = self.env["bakery.kitchen.ticket"].create(
            [
                {
                    **self._ticket_values(station, course, rounds.get(station, 0)),
                    **header,
                    **(
                        marked("needs_ack")
                        if any(self._was_told(line) for line, _more in entries)
                        else {}
                    ),
                }
                for (station, course), entries in wanted.items()
            ]
        )
        values = []
        for ticket, entries in zip(tickets, wanted.values(), strict=True):
            for number, (line, quantity) in enumerate(entries):
                values.append(self._line_values(ticket, number, line, quantity))
        self.env["bakery.kitchen.ticket.line"].create(values)
        self.created = tickets
        for ticket in tickets:
            self._note("new", ticket=ticket)

    def _rounds(self):
        """Return ``{station: how many rounds of this order it had}``."""
        groups = self.env["bakery.kitchen.ticket"]._read_group(
            [("order_uuid", "=", self.order.uuid)], ["station_id"], ["round:max"]
        )
        return dict(groups)

    def _was_told(self, line):
        row = self.ledger.get(line.uuid)
        return bool(row and row.qty_sent)

    def _ticket_values(self, station, course, rounds):
        due = self.order.preset_time
        lead = timedelta(minutes=station.default_prep_minutes)
        show = due - lead if due else False
        later = (course and not course.fired) or (show and show > self.now)
        return {
            "company_id": self.order.company_id.id,
            "config_id": self.order.config_id.id,
            "station_id": station.id,
            "send_id": self.send.id,
            "course_uuid": course.uuid,
            "course_index": course.index,
            "round": rounds + 1,
            "kind": "add" if rounds else "new",
            "state": "held" if later else "new",
            "sent_at": self.now,
            "due_at": due,
            "show_at": show,
            "fired_at": False if later else self.now,
        }

    def _line_values(self, ticket, number, line, quantity):
        kind = "add" if self._was_told(line) else "new"
        return {
            "ticket_id": ticket.id,
            "sequence": number,
            "send_id": self.send.id,
            "station_id": ticket.station_id.id,
            "company_id": ticket.company_id.id,
            "line_uuid": line.uuid,
            "origin_uuid": line.uuid,
            "order_uuid": self.order.uuid,
            "product_id": line.product_id.id,
            "name": line.product_id.name,
            "attribute_names": self._attributes(line),
            "combo_name": line.combo_parent_id.product_id.name,
            "seat": line.seat,
            "kind": kind,
            **(marked("mark_added") if kind == "add" else {}),
            "qty": quantity,
            "note": plain_note(line.note),
            "customer_note": plain_note(line.customer_note),
        }

    @staticmethod
    def _attributes(line):
        custom = {
            value.custom_product_template_attribute_value_id: value.custom_value
            for value in line.custom_attribute_value_ids
        }
        return [
            f"{value.name}: {plain_note(custom[value])}"
            if custom.get(value)
            else value.name
            for value in line.attribute_value_ids
        ]

    # What is kept ---------------------------------------------------------------------

    def _keep(self, more, less, noted):
        rows = []
        for line, quantity in more.items():
            row = self.ledger.get(line.uuid)
            if row:
                row.qty_sent += quantity
                row.note_hash = hash_note(line)
                row.course_uuid = line.course_id.uuid
            else:
                rows.append({**self._ledger_values(line), "qty_sent": quantity})
        for line, row in noted.items():
            row.note_hash = hash_note(line)
        self.env["bakery.kitchen.ledger"].create(rows)

    def _ledger_values(self, line):
        return {
            "line_uuid": line.uuid,
            "order_uuid": self.order.uuid,
            "company_id": self.order.company_id.id,
            "config_id": self.order.config_id.id,
            "product_id": line.product_id.id,
            "note_hash": hash_note(line),
            "course_uuid": line.course_id.uuid,
        }

    def _touch(self, ticket, mark=False):
        self.touched |= ticket
        if mark and not (ticket.needs_ack and ticket.expo_needs_ack):
            ticket.write(marked("needs_ack"))

    def _note(self, action, ticket=None, line=None, quantity=0, text=False):
        ticket = ticket or line.ticket_id
        self.events.append(
            {
                "ticket_id": ticket.id,
                "line_id": line and line.id,
                "company_id": ticket.company_id.id,
                "station_id": ticket.station_id.id,
                "send_id": self.send.id,
                "action": action,
                "to_state": line.state if line else ticket.state,
                "quantity": quantity,
                "text": text,
                "happened_at": self.now,
            }
        )
