from odoo import models

from ..sending.ticket_follow import iso
from ..ticket.marks import name_of


# pylint: disable=consider-merging-classes-inherited
# What screens are sent is a subject of its own.
class BakeryKitchenTicket(models.Model):
    _inherit = "bakery.kitchen.ticket"

    def _payload(self, mode="prep"):
        """Return what screens are sent of a ticket: nothing but what is named here.

        :param str mode: of the screen; the expo has marks of its own
        """
        self.ensure_one()
        marks = {
            "moved": self[name_of("mark_moved", mode)],
            "order_note": self[name_of("mark_note", mode)],
        }
        return {
            "uuid": self.uuid,
            "rev": self.rev,
            "station": self.station_id.id,
            "state": self.state,
            "kind": self.kind,
            "marks": [name for name, is_set in marks.items() if is_set],
            "order": self.order_uuid,
            "number": self.number or "",
            "label": self.label or "",
            "table": self.table_label or "",
            "from_label": self.from_label or "",
            "preset": self.preset or "",
            "guests": self.guests,
            "waiter": self.waiter or "",
            "course": self.course_index,
            "round": self.round,
            "rush": self.rush,
            "hold": self.hold,
            "order_note": self.order_note or "",
            "sent_at": iso(self.sent_at),
            "due_at": iso(self.due_at),
            "fired_at": iso(self.fired_at),
            "started_at": iso(self.started_at),
            "ready_at": iso(self.ready_at),
            "closed_at": iso(self.closed_at),
            "lines": [line._payload(mode) for line in self.line_ids],
        }


class BakeryKitchenTicketLine(models.Model):
    _inherit = "bakery.kitchen.ticket.line"

    def _payload(self, mode="prep"):
        self.ensure_one()
        marks = {
            mark: self[name_of(f"mark_{mark}", mode)]
            for mark in ("added", "void", "note")
        }
        return {
            "uuid": self.uuid,
            "state": self.state,
            "marks": [name for name, is_set in marks.items() if is_set],
            "product": self.product_id.id,
            "name": self.name,
            "attributes": self.attribute_names or [],
            "combo": self.combo_name or "",
            "qty": self.qty,
            "void": self.qty_void,
            "wasted": self.qty_wasted,
            "note": self.note or "",
            "customer_note": self.customer_note or "",
            "old_note": self.old_note or "",
            "seat": self.seat,
            "done_at": iso(self.done_at),
        }
