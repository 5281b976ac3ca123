from datetime import timedelta

from odoo import fields, models

from ..ticket.marks import marked

# What a ticket says of its order and does not call for anybody's attention.
PLAIN = ("order_id", "order_uuid", "number", "label", "preset", "guests", "waiter")
FORGOTTEN_HOURS = 4
# More tickets at once are read by the screens themselves.
MOST_PUSHED = 10


# pylint: disable=consider-merging-classes-inherited
# How tickets follow their orders is a subject of its own.
class BakeryKitchenTicket(models.Model):
    _inherit = "bakery.kitchen.ticket"

    # After a request ------------------------------------------------------------------

    def _after_round(self, current, send):
        """Let tickets follow what a request changed; print and push.

        :param KitchenRound current: what was done
        :param send: the request
        """
        tickets = self.with_context(kitchen_send_id=send.id)
        order, now = current.order, current.now
        changed = tickets.concat(current.touched)
        changed._derive(now)
        if send.kind == "rush":
            open_ones = tickets._open_of(order).filtered(lambda t: not t.rush)
            open_ones.rush = True
            open_ones._log("rush", send=send)
            changed |= open_ones
        if send.kind == "reprint":
            latest = tickets._open_of(order)
            latest._log("reprint", send=send)
            latest._print("reprint", always=True)
        follows = fired = tickets.browse()
        if not current.is_first:
            follows, fired = tickets._follow_orders(order, send)
        changed = (changed | follows | fired) - current.created
        changed._raise_rev()
        tickets.concat(current.created)._print("new")
        (changed - fired)._print("change")
        fired._print("fire")
        (changed | current.created)._push()

    def _follow(self, orders):
        """Let the tickets follow orders that were saved: another table, a course."""
        if not orders:
            return
        follows, fired = self._follow_orders(orders)
        changed = follows | fired
        changed._raise_rev()
        (changed - fired)._print("change")
        fired._print("fire")
        changed._push()

    def _open_of(self, orders):
        lines = self.env["bakery.kitchen.ticket.line"].search(
            [
                ("order_uuid", "in", orders.mapped("uuid")),
                ("ticket_id.closed_at", "=", False),
            ]
        )
        return self.concat(lines.ticket_id)

    def _follow_orders(self, orders, send=None):
        """Return which open tickets of these orders changed, and which are due now."""
        tickets = self._open_of(orders)
        fired = self.browse()
        if not tickets:
            return tickets, fired
        changed = self.browse()
        headers = self._headers_of(tickets, orders)
        for ticket in tickets:
            changed |= ticket._follow_owners(headers, send)
        if send:
            for ticket in tickets.filtered(
                lambda t: t.order_uuid in orders.mapped("uuid")
            ):
                changed |= ticket._follow_note(headers[ticket.order_uuid], send)
        tickets |= changed
        held = tickets.filtered(lambda ticket: ticket.state == "held")
        if held:
            fired = held._fire_due(send)
        return changed, fired

    def _headers_of(self, tickets, orders):
        """Return what tickets say of each order that has a part in them, by uuid."""
        uuids = set(tickets.line_ids.mapped("order_uuid"))
        missing = uuids - set(orders.mapped("uuid"))
        if missing:
            orders |= orders.search([("uuid", "in", list(missing))])
        return {
            order.uuid: {
                **order._kitchen_header(),
                "order_note": order._kitchen_note(),
                "due_at": order.preset_time,
            }
            for order in orders
        }

    def _follow_owners(self, headers, send):
        """Follow the orders that have a part in this ticket; return what changed."""
        lines = self.line_ids
        parts = (lines.filtered(lambda l: l._active()) or lines).grouped("order_uuid")
        keeps = self.order_uuid if self.order_uuid in parts else next(iter(parts))
        changed = self.browse()
        for uuid, part in parts.items():
            header = headers.get(uuid)
            if not header:
                continue
            if uuid == keeps:
                changed |= self._wear(header, send)
            elif header["table_label"] != headers.get(keeps, header)["table_label"]:
                # Guests who share a bill sit together; those who moved do not.
                changed |= self | self._split_off(part, header, send)
        return changed

    def _wear(self, header, send):
        """Say what ``header`` says; a ticket that went to another table is marked."""
        vals = {
            name: header[name]
            for name in PLAIN
            if (self[name].id if name == "order_id" else self[name])
            != (header[name] or ("" if name == "number" else False))
            and (self[name] or header[name])
        }
        if (self.table_label or False) != (header["table_label"] or False):
            vals.update(
                table_label=header["table_label"],
                from_label=self.label,
                **marked("mark_moved", "needs_ack"),
            )
            self._log("move", send=send, text=self.label)
        if self.state == "held" and self.due_at != header["due_at"]:
            due = header["due_at"]
            lead = timedelta(minutes=self.station_id.default_prep_minutes)
            vals.update(due_at=due, show_at=due and due - lead)
        if not vals:
            return self.browse()
        self.write(vals)
        return self

    def _split_off(self, lines, header, send):
        """Give a part of this ticket, which went to another table, its own."""
        vals = {name: header[name] for name in (*PLAIN, "table_label")}
        other = self.copy(
            {
                **vals,
                "split_from_id": self.id,
                "from_label": self.label,
                **marked("mark_moved", "needs_ack"),
            }
        )
        lines.ticket_id = other
        (self | other).invalidate_recordset(["line_ids"])
        now = fields.Datetime.now()
        (self | other)._derive(now)
        self._log("split", send=send)
        other._log("move", send=send, text=self.label)
        return other

    def _follow_note(self, header, send):
        if (self.order_note or False) == (header["order_note"] or False):
            return self.browse()
        self._log("order_note", send=send, text=self.order_note)
        self.write(
            {
                "order_note": header["order_note"],
                **marked("mark_note", "needs_ack"),
            }
        )
        return self

    # Courses and times ----------------------------------------------------------------

    def _fire_due(self, send=None):
        """Let held tickets begin whose course is fired and whose time has come."""
        now = fields.Datetime.now()
        lines = self.env["pos.order.line"].search(
            [("uuid", "in", self.line_ids.mapped("line_uuid"))]
        )
        waits = {
            line.uuid: line.course_id
            for line in lines
            if line.course_id and not line.course_id.fired
        }
        fired = self.browse()
        for ticket in self:
            if ticket.show_at and ticket.show_at > now:
                continue
            due = ticket.line_ids.filtered(lambda row: row.line_uuid not in waits)
            if not due:
                course = waits[ticket.line_ids[0].line_uuid]
                if ticket.course_index != course.index:
                    ticket.course_index = course.index
                continue
            if due != ticket.line_ids:
                ticket = ticket._part_of_course(due)
            ticket.write({"state": "new", "fired_at": now})
            ticket._derive(now)
            ticket._log("fire", send=send)
            fired |= ticket
        return fired

    def _part_of_course(self, lines):
        """Give lines that went to a course that is fired a ticket of their own."""
        other = self.copy({"split_from_id": self.id})
        lines.ticket_id = other
        (self | other).invalidate_recordset(["line_ids"])
        self._raise_rev()
        return other

    def _wake(self):
        """Begin tickets whose time has come, close forgotten ones (every minute)."""
        due = self.search(
            [("state", "=", "held"), ("show_at", "<=", fields.Datetime.now())]
        )
        fired = due._fire_due()
        fired._raise_rev()
        fired._print("fire")
        fired._push()
        self._close_forgotten()

    def _close_forgotten(self):
        """Close what has been ready for hours: nobody clears it after closing time."""
        now = fields.Datetime.now()
        forgotten = self.search(
            [
                ("closed_at", "=", False),
                ("state", "=", "ready"),
                ("ready_at", "<", now - timedelta(hours=FORGOTTEN_HOURS)),
            ]
        )
        forgotten.write({"state": "served", "served_at": now, "closed_at": now})
        forgotten._raise_rev()
        forgotten._log("bump", text=self.env._("Ready for hours"))
        forgotten._push()

    # States ---------------------------------------------------------------------------

    def _derive(self, now):
        """Let the state follow from the lines."""
        for ticket in self:
            state = ticket._state_of_lines()
            if state == ticket.state:
                continue
            vals = {"state": state}
            if state == "ready":
                vals["ready_at"] = now
            elif ticket.state == "ready" and state != "served":
                vals["ready_at"] = False
            if state in ("cooking", "ready") and not ticket.started_at:
                vals["started_at"] = now
            ticket.write(vals)

    def _state_of_lines(self):
        self.ensure_one()
        if self.state == "served":
            return "served"
        active = self.line_ids.filtered(lambda line: line.state != "void")
        if not active:
            return "void"
        if all(line.state == "done" for line in active):
            return "ready"
        if self.state == "held":
            return "held"
        begun = self.started_at or any(line.state == "done" for line in active)
        return "cooking" if begun else "new"

    def _raise_rev(self):
        for ticket in self:
            ticket.rev += 1

    # Telling --------------------------------------------------------------------------

    def _log(self, action, send=None, text=False):
        if not self:
            return
        self.env["bakery.kitchen.event"].create(
            [
                {
                    "ticket_id": ticket.id,
                    "company_id": ticket.company_id.id,
                    "station_id": ticket.station_id.id,
                    "send_id": send.id if send else False,
                    "action": action,
                    "to_state": ticket.state,
                    "text": text,
                }
                for ticket in self
            ]
        )

    def _print(self, kind, always=False):
        """Print what stations want on paper now."""
        tickets = self.filtered(lambda t: t.state != "held" or kind == "reprint")
        if not tickets:
            return
        stations = tickets.station_id
        wanted = stations.filtered(
            lambda s: always or s.print_mode in ("print", "both")
        )
        fallback = (stations - wanted).filtered(lambda s: s.print_mode == "fallback")
        if fallback:
            wanted |= fallback - fallback._is_watched(fields.Datetime.now())
        on_paper = tickets.filtered(lambda ticket: ticket.station_id in wanted)
        if on_paper:
            self._print_tickets(on_paper, kind)

    def _push(self):
        """Tell the screens that show these tickets, once this is committed."""
        if not self:
            return
        displays = self._displays()
        if not displays:
            return
        now = fields.Datetime.now()
        pushed = self if len(self) <= MOST_PUSHED else self.browse()
        rows = {
            mode: {ticket: ticket._payload(mode) for ticket in pushed}
            for mode in {display.mode for display in displays} - {"customer"}
        }
        for display, stations in displays.items():
            message = {"now": iso(now)}
            own = pushed.filtered(lambda t, shown=stations: t.station_id in shown)
            if display.mode == "customer" or not pushed:
                message["reload"] = True
            elif own:
                message["tickets"] = [rows[display.mode][ticket] for ticket in own]
            else:
                continue
            display._bus_send_kitchen("bakery_kitchen", message)

    def _displays(self):
        """Return ``{screen: stations it shows}`` of those that show these tickets."""
        displays = self.env["bakery.kitchen.display"].search_fetch(
            [("company_id", "in", self.company_id.ids)], ["mode", "company_id"]
        )
        shown = {display: display._shown_stations() for display in displays}
        return {
            display: stations
            for display, stations in shown.items()
            if stations & self.station_id
        }


def iso(moment):
    """Return a moment as screens read it."""
    return f"{moment.isoformat(timespec='seconds')}Z" if moment else None
