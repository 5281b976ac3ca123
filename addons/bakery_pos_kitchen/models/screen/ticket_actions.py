from datetime import timedelta

from odoo import api, fields, models

from ..sending.kitchen_request import is_uuid, read_moment
from ..ticket import marks

LONGEST_REPLAY = timedelta(hours=1)
UNDO_MINUTES = 10
ON_LINES = ("done", "undone")
ACTIONS = (
    *ON_LINES,
    "start",
    "bump",
    "recall",
    "undo",
    "rush",
    "unrush",
    "hold",
    "unhold",
    "ack",
)
# What an undo restores.
OF_TICKET = (
    "state",
    "rush",
    "hold",
    *marks.OF_TICKET,
    *marks.OF_TICKET.values(),
    "started_at",
    "ready_at",
    "served_at",
    "closed_at",
)
OF_LINE = ("state", "done_at", *marks.OF_LINE, *marks.OF_LINE.values())
MOMENTS = ("started_at", "ready_at", "served_at", "closed_at", "done_at")


def snapshot(record, names):
    return {
        name: fields.Datetime.to_string(record[name])
        if name in MOMENTS
        else record[name]
        for name in names
    }


# pylint: disable=consider-merging-classes-inherited
# What cooks do is a subject of its own.
class BakeryKitchenTicket(models.Model):
    _inherit = "bakery.kitchen.ticket"

    @api.model
    def _act(self, device, wish):
        """Carry out what somebody tapped on a screen, once.

        :param device: the device, which is known by its token
        :param dict wish: as it came in; see ``docs/kitchen-protocol.md``
        :return: the answer: ``status`` 200, 400, 404 or 409, and the ticket as it is
        """
        answer = {"uuid": wish.get("uuid") if isinstance(wish, dict) else None}
        if not self._is_action(wish):
            message = self.env._("This screen asks for something that does not exist.")
            return {
                **answer,
                "status": 400,
                "error": "bad_request",
                "message": message,
            }
        stations = device.display_id._shown_stations()
        ticket = self.search(
            [("uuid", "=", wish["ticket"]), ("station_id", "in", stations.ids)]
        )
        done = self.env["bakery.kitchen.event"].search(
            [("action_uuid", "=", wish["uuid"])], limit=1
        )
        line = ticket.line_ids.filtered(lambda row: row.uuid == wish.get("line"))
        if not ticket or (wish["action"] in ON_LINES and not line):
            return {**answer, "status": 404, "error": "not_found"}
        mode = device.display_id.mode
        if done:
            if done.ticket_id != ticket:
                return {**answer, "status": 404, "error": "not_found"}
            return {**answer, "status": 200, "ticket": ticket._payload(mode)}
        if wish["rev"] != ticket.rev or not ticket._came_after(wish.get("after")):
            stale = ticket._payload(mode)
            return {**answer, "status": 409, "error": "stale", "ticket": stale}
        now = fields.Datetime.now()
        moment = read_moment(wish.get("at"), now, LONGEST_REPLAY)
        ticket._carry_out(wish, line, device, moment)
        return {**answer, "status": 200, "ticket": ticket._payload(mode)}

    def _came_after(self, action_uuid):
        """Return whether the action that another one builds on was carried out.

        Revisions alone do not tell: what others changed meanwhile may have raised them
        by as much as the refused action would have.
        """
        return not action_uuid or self.env["bakery.kitchen.event"].search_count(
            [("action_uuid", "=", action_uuid), ("ticket_id", "=", self.id)], limit=1
        )

    @api.model
    def _is_action(self, wish):
        return (
            isinstance(wish, dict)
            and is_uuid(wish.get("uuid"))
            and is_uuid(wish.get("ticket"))
            and wish.get("action") in ACTIONS
            and type(wish.get("rev")) is int
            and (wish.get("line") is None or is_uuid(wish["line"]))
            and (wish.get("after") is None or is_uuid(wish["after"]))
        )

    def _carry_out(self, wish, line, device, moment):
        action = wish["action"]
        was = self.state
        # First, so that whoever taps at the same moment is thrown back here and, run
        # anew, finds it done. Also where nothing changes: screens count on without a
        # connection.
        self._raise_rev()
        self.flush_recordset(["rev"])
        before = {
            "ticket": snapshot(self, OF_TICKET),
            "lines": {row.id: snapshot(row, OF_LINE) for row in self.line_ids},
        }
        undone = self._undoable(action)
        if undone:
            self._restore(undone.before)
        elif action != "undo" and not (action == "recall" and not self._bumped()):
            getattr(self, f"_do_{action}")(line, moment, device.display_id.mode)
        self.env["bakery.kitchen.event"].create(
            {
                "ticket_id": self.id,
                "line_id": line.id,
                "company_id": self.company_id.id,
                "station_id": self.station_id.id,
                "action": action,
                "action_uuid": wish["uuid"],
                "from_state": was,
                "to_state": self.state,
                "quantity": line._active() if line else 0,
                "device_id": device.id,
                "happened_at": moment,
                "before": before,
            }
        )
        self._push()
        if was != self.state and self.state == "ready":
            self._tell_waiter()

    # Undo -----------------------------------------------------------------------------

    def _undoable(self, action):
        """Return the event that is taken back, if ``action`` takes one back."""
        if action != "undo":
            return self.env["bakery.kitchen.event"]
        since = fields.Datetime.now() - timedelta(minutes=UNDO_MINUTES)
        last = self.env["bakery.kitchen.event"].search(
            [("ticket_id", "=", self.id)], limit=1
        )
        fresh = last.action_uuid and last.action != "undo" and last.happened_at >= since
        return last if fresh else last.browse()

    def _restore(self, before):
        self.write(before["ticket"])
        for row in self.line_ids:
            if kept := before["lines"].get(str(row.id)):
                row.write(kept)

    # One by one -----------------------------------------------------------------------

    def _do_done(self, line, moment, _mode):
        if line.state == "todo":
            line.write({"state": "done", "done_at": moment})
            self._derive(moment)

    def _do_undone(self, line, moment, _mode):
        if line.state == "done" and self.state != "served":
            line.write({"state": "todo", "done_at": False})
            self._derive(moment)

    def _do_start(self, _line, moment, _mode):
        if self.state == "new":
            self.started_at = moment
            self._derive(moment)

    def _do_bump(self, _line, moment, mode):
        if self.state == "void":
            self.closed_at = moment
        elif mode == "expo" or self.state == "ready":
            self._finish(moment)
            self.write({"state": "served", "served_at": moment, "closed_at": moment})
        elif self.state in ("held", "new", "cooking"):
            self._finish(moment)
        self._clear_marks(mode)

    def _finish(self, moment):
        """Tick all that is to do."""
        todo = self.line_ids.filtered(lambda row: row.state == "todo")
        todo.write({"state": "done", "done_at": moment})
        if self.state == "held":
            self.write({"state": "new", "fired_at": moment})
        self._derive(moment)

    def _bumped(self):
        return self.state in ("served", "ready") or (
            self.state == "void" and self.closed_at
        )

    def _do_recall(self, _line, moment, _mode):
        if self.state == "void":
            self.closed_at = False
        elif self.state == "served":
            self.write({"state": "ready", "served_at": False, "closed_at": False})
        else:
            done = self.line_ids.filtered(lambda row: row.state == "done")
            done.write({"state": "todo", "done_at": False})
            self._derive(moment)

    def _do_rush(self, _line, _moment, _mode):
        self.rush = True

    def _do_unrush(self, _line, _moment, _mode):
        self.rush = False

    def _do_hold(self, _line, _moment, _mode):
        self.hold = True

    def _do_unhold(self, _line, _moment, _mode):
        self.hold = False

    def _do_ack(self, line, _moment, mode):
        self._clear_marks(mode, line)

    def _clear_marks(self, mode, line=None):
        """Note that marks were seen by the cooks, or else by the expo."""
        moved, noted, needs_ack = (marks.name_of(m, mode) for m in marks.OF_TICKET)
        of_line = [marks.name_of(mark, mode) for mark in marks.OF_LINE]
        rows = line or self.line_ids
        marked = rows.filtered(lambda row: any(row[name] for name in of_line))
        marked.write(dict.fromkeys(of_line, False))
        if not line:
            self.write({moved: False, noted: False})
        left = self.line_ids.filtered(lambda row: any(row[name] for name in of_line))
        self[needs_ack] = bool(left or self[moved] or self[noted])

    # The waiter -----------------------------------------------------------------------

    def _tell_waiter(self):
        """Wake the tablets of the till: they read what is ready themselves.

        The channel of a till is known to guests, so nothing is said on it.
        """
        for config in self.config_id:
            config._notify("KITCHEN_READY", {})
