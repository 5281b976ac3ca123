"""Tickets of the kitchen on paper: which printers, and what stands on the slip."""

from odoo import fields, models

# What a slip is called, by why it is printed.
KINDS = {"new": "new", "change": "", "fire": "fire", "reprint": "reprint"}


class BakeryKitchenStation(models.Model):
    _inherit = "bakery.kitchen.station"

    printer_ids = fields.Many2many(
        "bakery.printer",
        string="Printers",
        check_company=True,
        help="Where tickets come out; each printer has a backup of its own.",
    )


# pylint: disable=consider-merging-classes-inherited
# What is printed of a ticket is a subject of its own.
class BakeryKitchenTicket(models.Model):
    _inherit = "bakery.kitchen.ticket"

    def _print_tickets(self, tickets, kind):
        """Put the slips of tickets into the spool, each revision once."""
        result = super()._print_tickets(tickets, kind)
        # Read them together: one by one they would be asked for again and again.
        tickets.line_ids.fetch()
        jobs = self.env["bakery.print.job"]
        for ticket in tickets:
            printers = ticket.station_id.printer_ids
            slip = ticket._slip(kind) if printers else None
            if slip:
                jobs._enqueue(
                    printers,
                    "kitchen",
                    slip,
                    # A reprint is wanted as often as somebody asks for it.
                    uuid=None
                    if kind == "reprint"
                    else f"{ticket.uuid}/{ticket.rev}/{kind}",
                    source=ticket.uuid,
                    is_reprint=kind == "reprint",
                )
        return result

    def _slip(self, kind):
        """Return the ticket as ``printing/slips.py`` wants it; None if nothing is new.

        After a change only the lines that changed are printed, unless the whole ticket
        went to another table.
        """
        self.ensure_one()
        lines = self.line_ids
        if kind == "change" and not self.mark_moved:
            lines = lines.filtered(
                lambda line: line.mark_void or line.mark_note or line.mark_added
            )
            if not lines and not self.mark_note:
                return None
        moved = kind == "change" and self.mark_moved
        course = self.course_index and self.env._("Course %s", self.course_index)
        note = self.order_note or ""
        if moved and self.from_label:
            came = self.env._(
                "From %(old)s to %(new)s", old=self.from_label, new=self.label
            )
            note = f"{came}\n{note}".strip()
        return {
            "station": self.station_id.name,
            "table": self.table_label or "",
            "number": self.number or "",
            "preset": self.preset or "",
            "guests": self.guests,
            "waiter": self.waiter or "",
            "course": course or "",
            "kind": "transfer" if moved else "rush" if self.rush else KINDS[kind],
            "fired_at": self._outlet_time(self.fired_at or self.sent_at),
            "note": note,
            "reference": self.uuid[:8],
            "lines": [line._slip() for line in lines],
        }

    def _outlet_time(self, moment):
        """Return a moment as the clock of the outlet shows it."""
        if not moment:
            return ""
        zone = self.config_id._outlet_zone() if self.config_id else "Asia/Jakarta"
        here = self.with_context(tz=zone)
        return fields.Datetime.context_timestamp(here, moment).strftime("%H:%M")


class BakeryKitchenTicketLine(models.Model):
    _inherit = "bakery.kitchen.ticket.line"

    def _slip(self):
        self.ensure_one()
        gone = self.state == "void"
        notes = [self.note, self.customer_note]
        mark = ""
        if self.mark_void or gone:
            mark = "void"
        elif self.mark_added or self.kind == "add":
            mark = "added"
        elif self.mark_note:
            mark = "changed"
        quantity = self.qty_void if mark == "void" else self._active()
        return {
            "qty": int(quantity) if quantity == int(quantity) else quantity,
            "name": self.name,
            "attributes": self.attribute_names or [],
            "note": " · ".join(note for note in notes if note),
            "kind": mark,
        }
