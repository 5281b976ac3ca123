from uuid import uuid4

from odoo.tests import tagged

from .common_screen import ScreenCommon


@tagged("post_install", "-at_install")
class TestAct(ScreenCommon):
    """What cooks tap changes tickets, once and on what they saw."""

    def test_line_by_line_until_ready(self):
        order, _lines = self.sent((self.rice, 1), (self.cake_slice, 1))
        ticket = self.tickets(order)
        first, second = ticket.line_ids
        self.assertEqual(self.act(ticket, "done", first)["status"], 200)
        self.assertEqual((ticket.state, ticket.rev), ("cooking", 2))
        answer = self.act(ticket, "done", second)
        self.assertEqual(ticket.state, "ready")
        self.assertTrue(ticket.ready_at and ticket.started_at)
        self.assertEqual(answer["ticket"]["state"], "ready")
        self.act(ticket, "undone", second)
        self.assertEqual((ticket.state, ticket.ready_at), ("cooking", False))

    def test_same_action_counts_once(self):
        order, _lines = self.sent((self.rice, 1))
        ticket = self.tickets(order)
        uuid = str(uuid4())
        for _twice in range(2):
            answer = self.act(ticket, "start", rev=1, uuid=uuid)
            self.assertEqual(answer["status"], 200)
        self.assertEqual((ticket.state, ticket.rev), ("cooking", 2))
        self.assertEqual(len(ticket.event_ids.filtered("action_uuid")), 1)

    def test_stale_revision_answers_with_the_fresh_ticket(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        self.leave_one(order, line)
        answer = self.act(ticket, "bump", rev=1)
        self.assertEqual((answer["status"], answer["error"]), (409, "stale"))
        self.assertEqual(answer["ticket"]["rev"], 2)
        self.assertEqual(answer["ticket"]["lines"][0]["void"], 1)
        self.assertEqual(ticket.state, "new")

    def test_queue_made_without_connection_is_replayed(self):
        order, _lines = self.sent((self.rice, 1))
        ticket = self.tickets(order)
        rev = ticket.rev
        for step, action in enumerate(("start", "start", "rush", "bump")):
            self.assertEqual(self.act(ticket, action, rev=rev + step)["status"], 200)
        self.assertEqual((ticket.state, ticket.rush), ("ready", True))

    def test_bump_of_prep_and_of_expo(self):
        order, _lines = self.sent((self.rice, 1))
        ticket = self.tickets(order)
        self.act(ticket, "bump")
        self.assertEqual(ticket.state, "ready")
        self.assertFalse(ticket.closed_at)
        self.act(ticket, "bump", device=self.pass_device)
        self.assertEqual(ticket.state, "served")
        self.assertTrue(ticket.closed_at and ticket.served_at)
        self.act(ticket, "recall", device=self.pass_device)
        self.assertEqual((ticket.state, ticket.closed_at), ("ready", False))
        self.act(ticket, "recall")
        self.assertEqual((ticket.state, ticket.line_ids.state), ("cooking", "todo"))

    def test_undo_takes_the_last_action_back(self):
        order, _lines = self.sent((self.rice, 1), (self.cake_slice, 1))
        ticket = self.tickets(order)
        self.act(ticket, "done", ticket.line_ids[0])
        self.act(ticket, "bump", device=self.pass_device)
        self.act(ticket, "undo")
        self.assertEqual(ticket.state, "cooking")
        self.assertEqual(ticket.line_ids.mapped("state"), ["done", "todo"])
        self.assertFalse(ticket.closed_at)
        self.act(ticket, "undo")
        self.assertEqual(ticket.state, "cooking")

    def test_undo_never_undoes_what_the_order_changed(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        self.act(ticket, "start")
        self.leave_one(order, line)
        self.act(ticket, "undo")
        self.assertEqual(ticket.line_ids.qty_void, 1)
        self.assertEqual(ticket.state, "cooking")

    def test_void_ticket_stays_until_it_is_bumped(self):
        order, _lines = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        order.cancel()
        shown = self.screen._snapshot(self.device)["tickets"]
        self.assertEqual([row["state"] for row in shown], ["void"])
        self.act(ticket, "bump")
        self.assertTrue(ticket.closed_at)
        snapshot = self.screen._snapshot(self.device)
        self.assertFalse(snapshot["tickets"])
        self.assertEqual(len(snapshot["recent"]), 1)

    def test_void_after_serving_comes_back_until_it_is_seen(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        self.act(ticket, "bump", device=self.pass_device)
        self.leave_one(order, line)
        self.assertEqual(ticket.line_ids.qty_wasted, 1)
        shown = self.screen._snapshot(self.device)["tickets"]
        self.assertEqual(shown[0]["lines"][0]["marks"], ["void"])
        self.act(ticket, "ack")
        self.assertFalse(self.screen._snapshot(self.device)["tickets"])

    def test_expo_and_cooks_have_marks_of_their_own(self):
        order, [line, other] = self.sent((self.rice, 2), (self.cake_slice, 2))
        ticket = self.tickets(order)
        order.set(line, qty=1)
        order.set(other, qty=1)
        order.ask()
        order.save()

        def marks(display, device):
            rows = display._snapshot(device)["tickets"]
            return [line["marks"] for row in rows for line in row["lines"]]

        cooks, expo = (self.screen, self.device), (self.pass_, self.pass_device)
        self.assertEqual(marks(*cooks), [["void"], ["void"]])
        self.assertEqual(marks(*expo), [["void"], ["void"]])
        answer = self.act(ticket, "ack", ticket.line_ids[0], device=self.pass_device)
        self.assertEqual(answer["ticket"]["lines"][0]["marks"], [])
        self.assertEqual(marks(*expo), [[], ["void"]])
        self.assertEqual(marks(*cooks), [["void"], ["void"]])
        self.act(ticket, "ack")
        self.assertEqual(marks(*cooks), [[], []])
        self.assertEqual(marks(*expo), [[], ["void"]])

    def test_served_leaves_the_cooks_what_they_have_not_seen(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        self.leave_one(order, line)
        self.act(ticket, "bump", device=self.pass_device)
        self.assertTrue(ticket.closed_at)
        self.assertFalse(self.pass_._snapshot(self.pass_device)["tickets"])
        [row] = self.screen._snapshot(self.device)["tickets"]
        self.assertEqual(row["lines"][0]["marks"], ["void"])
        self.act(ticket, "ack")
        self.assertFalse(self.screen._snapshot(self.device)["tickets"])

    def test_expo_sees_what_was_cancelled_and_cleared_by_the_cooks(self):
        order, _lines = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        order.cancel()
        self.act(ticket, "bump")
        [row] = self.pass_._snapshot(self.pass_device)["tickets"]
        self.assertEqual(row["state"], "void")
        self.act(ticket, "bump", device=self.pass_device)
        self.assertFalse(self.pass_._snapshot(self.pass_device)["tickets"])
        other, _lines = self.sent((self.rice, 2), table=False)
        other.cancel()
        self.act(self.tickets(other), "bump")
        # Years later, where there was no expo before.
        self.tickets(other).closed_at = "2020-01-01 00:00:00"
        self.assertFalse(self.pass_._snapshot(self.pass_device)["tickets"])

    def test_undo_gives_marks_back_to_who_had_them(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        self.leave_one(order, line)
        self.act(ticket, "ack", device=self.pass_device)
        self.assertFalse(ticket.expo_needs_ack)
        self.act(ticket, "undo", device=self.pass_device)
        self.assertTrue(ticket.expo_needs_ack and ticket.line_ids.expo_void)

    def test_what_builds_on_a_refused_action_is_refused(self):
        order, [line] = self.sent((self.rice, 2))
        ticket = self.tickets(order)
        first = str(uuid4())
        self.leave_one(order, line)
        stale = self.act(ticket, "start", rev=1, uuid=first)
        self.assertEqual(stale["status"], 409)
        # Its revision fits by chance.
        answer = self.act(ticket, "bump", rev=2, after=first)
        self.assertEqual((answer["status"], ticket.state), (409, "new"))
        second = str(uuid4())
        self.act(ticket, "start", uuid=second)
        self.assertEqual(self.act(ticket, "rush", after=second)["status"], 200)

    def test_marks_are_acknowledged_line_by_line(self):
        order, [line, other] = self.sent((self.rice, 2), (self.cake_slice, 2))
        ticket = self.tickets(order)
        order.set(line, qty=1)
        order.set(other, qty=1)
        order.ask()
        order.save()
        self.act(ticket, "ack", ticket.line_ids[0])
        self.assertTrue(ticket.needs_ack)
        self.act(ticket, "ack", ticket.line_ids[1])
        self.assertFalse(ticket.needs_ack)

    def test_tickets_of_other_stations_are_unknown(self):
        order, _lines = self.sent((self.latte, 1))
        ticket = self.tickets(order)
        self.assertEqual(self.act(ticket, "bump")["status"], 404)
        self.assertEqual(ticket.rev, 1)
        self.assertEqual(
            self.act(ticket, "bump", device=self.pass_device)["status"], 200
        )

    def test_action_of_another_ticket_is_not_answered(self):
        order, _lines = self.sent((self.rice, 1))
        other, _lines = self.sent((self.rice, 1), table=False)
        uuid = str(uuid4())
        self.act(self.tickets(order), "start", uuid=uuid)
        answer = self.act(self.tickets(other), "start", uuid=uuid)
        self.assertEqual(answer["status"], 404)

    def test_what_no_screen_asks_is_refused(self):
        order, _lines = self.sent((self.rice, 1))
        ticket = self.tickets(order)
        Ticket = self.device.env["bakery.kitchen.ticket"]
        for bad in (
            {"action": "unlink"},
            {"action": "_derive"},
            {"rev": "1"},
            {"rev": True},
            {"uuid": 7},
            {"ticket": ["x"]},
            {"line": {"a": 1}},
            {"after": "x"},
            {"after": 7},
        ):
            wish = {
                "uuid": str(uuid4()),
                "action": "start",
                "ticket": ticket.uuid,
                "rev": 1,
                **bad,
            }
            self.assertEqual(Ticket._act(self.device, wish)["status"], 400, bad)
        for bad in (None, 1, "x", []):
            self.assertEqual(Ticket._act(self.device, bad)["status"], 400)
        self.assertEqual(ticket.rev, 1)

    def test_time_of_the_tap_is_believed_within_the_hour(self):
        order, _lines = self.sent((self.rice, 1))
        ticket = self.tickets(order)
        self.act(ticket, "start", at="2099-01-01T00:00:00Z")
        self.assertLess(ticket.started_at.year, 2099)
        self.act(ticket, "undo")
        self.act(ticket, "start", at="1999-01-01T00:00:00Z")
        self.assertGreater(ticket.started_at.year, 1999)

    def test_waiter_is_woken_and_reads_what_is_ready(self):
        order, _lines = self.sent((self.rice, 1))
        ticket = self.tickets(order)
        self.act(ticket, "bump")
        till = self.till.with_user(self.seller)
        [row] = till.kitchen_news()["ready"]
        self.assertEqual((row["label"], row["waiter"]), ("T 1", "Sari"))
        self.act(ticket, "bump")
        self.assertFalse(till.kitchen_news()["ready"])
