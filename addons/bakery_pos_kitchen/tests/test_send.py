from datetime import timedelta
from uuid import uuid4

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_kitchen import KitchenCommon


@tagged("post_install", "-at_install")
class TestSend(KitchenCommon):
    """What is sent is what is new by the server's ledger, once."""

    def test_send_makes_one_ticket_per_station(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        order.add(self.latte, 1)
        order.add(self.bread, 3)
        uuid = order.ask()
        acks = order.save()
        self.assertEqual(acks[uuid], {"status": "done", "tickets": 2})
        tickets = self.tickets(order)
        self.assertEqual(tickets.station_id, self.kitchen | self.bar)
        self.assertEqual(set(tickets.mapped("label")), {"T 1"})
        self.assertEqual(set(tickets.mapped("waiter")), {"Sari"})
        self.assertEqual(self.told(order), {self.rice: 2, self.latte: 1})
        self.check_ledger()

    def test_nothing_is_sent_before_somebody_sends(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        order.save()
        self.assertFalse(self.tickets(order))

    def test_till_without_kitchen_is_left_alone(self):
        self.till.kitchen_tickets = False
        order = self.order(self.first)
        order.add(self.rice, 2)
        uuid = order.ask()
        self.assertEqual(order.save()[uuid], {"status": "off"})
        order.save(paid=True)
        self.assertFalse(self.tickets(order))
        self.assertFalse(self.env["bakery.kitchen.send"].search([("uuid", "=", uuid)]))

    def test_retry_after_lost_answer_sends_nothing_twice(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        uuid = order.ask()
        order.save(lost=True)
        acks = order.save(lost=True)
        self.assertEqual(acks[uuid]["tickets"], 1)
        order.save()
        self.assertEqual(len(self.tickets(order)), 1)
        self.assertEqual(self.told(order), {self.rice: 2})
        self.assertFalse(order.sends)

    def test_double_tap_sends_once(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        order.ask()
        order.ask()
        order.save()
        self.assertEqual(self.told(order), {self.rice: 2})
        self.assertEqual(len(self.tickets(order)), 1)

    def test_more_is_an_addition(self):
        order = self.order(self.first)
        line = order.add(self.rice, 2)
        order.ask()
        order.save()
        order.set(line, qty=5)
        order.ask()
        order.save()
        first, second = self.tickets(order)
        self.assertEqual((second.kind, second.round), ("add", 2))
        self.assertEqual(second.line_ids.qty, 3)
        self.assertTrue(second.line_ids.mark_added)
        self.assertTrue(second.needs_ack)
        self.assertFalse(first.needs_ack)
        self.check_ledger()

    def test_less_takes_what_is_not_made_first(self):
        order = self.order(self.first)
        line = order.add(self.rice, 2)
        order.ask()
        order.save()
        order.set(line, qty=3)
        order.ask()
        order.save()
        first, second = self.tickets(order)
        second.line_ids.state = "done"
        order.set(line, qty=2)
        order.ask()
        order.save()
        self.assertEqual((first.line_ids.qty_void, second.line_ids.qty_void), (1, 0))
        self.assertTrue(first.needs_ack and first.line_ids.mark_void)
        self.assertEqual(first.rev, 2)
        self.check_ledger()

    def test_void_after_ready_is_shown_as_waste(self):
        order = self.order(self.first)
        line = order.add(self.rice, 2)
        order.ask()
        order.save()
        ticket = self.tickets(order)
        ticket.line_ids.state = "done"
        order.remove(line)
        order.ask()
        order.save()
        self.assertEqual(ticket.line_ids.qty_wasted, 2)
        self.assertEqual(ticket.state, "void")
        self.assertFalse(ticket.closed_at)
        self.assertTrue(ticket.needs_ack)
        self.assertIn("waste", ticket.event_ids.mapped("action"))
        self.check_ledger()

    def test_reduction_without_send_waits(self):
        order = self.order(self.first)
        line = order.add(self.rice, 3)
        order.ask()
        order.save()
        order.set(line, qty=1)
        order.save()
        self.assertEqual(self.told(order), {self.rice: 3})
        order.save(paid=True)
        self.assertEqual(self.told(order), {self.rice: 1})
        self.check_ledger()

    def test_cancelled_order_is_void(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        order.ask()
        order.save()
        order.cancel()
        ticket = self.tickets(order)
        self.assertEqual((ticket.state, ticket.line_ids.qty_void), ("void", 2))
        order.cancel()
        self.assertEqual(ticket.rev, 2)
        self.check_ledger()

    def test_deleted_order_is_void_and_its_tickets_stay(self):
        order = self.order(self.first)
        order.add(self.rice, 2)
        order.ask()
        order.save()
        ticket = self.tickets(order)
        order.record().sudo().unlink()
        self.env.invalidate_all()
        self.assertTrue(ticket.exists())
        self.assertFalse(ticket.order_id)
        self.assertEqual(ticket.state, "void")
        self.check_ledger()

    def test_paid_goods_that_were_not_sent_are_sent(self):
        order = self.order()
        order.add(self.latte, 1)
        order.save(paid=True)
        self.assertEqual(self.told(order), {self.latte: 1})
        order.ask()
        order.save(paid=True)
        self.assertEqual(len(self.tickets(order)), 1)
        self.assertFalse(order.sends)

    def test_goods_kept_from_the_kitchen_need_a_reason(self):
        order = self.order()
        order.add(self.latte, 1)
        order.ask("skip", reason=" ")
        with self.assertRaises(UserError):
            order.save(paid=True)
        order.sends = []
        order.ask("skip", reason="Diambil dari etalase")
        order.save(paid=True)
        self.assertFalse(self.tickets(order))
        send = self.env["bakery.kitchen.send"].search([("order_uuid", "=", order.uuid)])
        self.assertEqual(send.mapped("reason"), ["Diambil dari etalase"])

    def test_changed_note_is_marked(self):
        order = self.order(self.first)
        line = order.add(self.rice, 1, note='[{"text": "Pedas", "colorIndex": 1}]')
        order.ask()
        order.save()
        told = self.tickets(order).line_ids
        self.assertEqual(told.note, "Pedas")
        order.set(line, note='[{"text": "Tidak pedas", "colorIndex": 1}]')
        order.ask()
        order.save()
        self.assertEqual((told.note, told.old_note), ("Tidak pedas", "Pedas"))
        self.assertTrue(told.mark_note and told.ticket_id.needs_ack)
        self.assertEqual(len(self.tickets(order)), 1)

    def test_note_of_the_order_is_marked(self):
        order = self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        order.save()
        order.values["general_customer_note"] = "Alergi kacang"
        order.ask()
        order.save()
        ticket = self.tickets(order)
        self.assertEqual(ticket.order_note, "Alergi kacang")
        self.assertTrue(ticket.mark_note)

    def test_hostile_notes_are_plain_and_short(self):
        order = self.order(self.first)
        evil = "<script>alert(1)</script>🍰"
        order.add(self.rice, 1, note=evil, customer_note="é" * 5000)
        order.ask()
        order.save()
        told = self.tickets(order).line_ids
        self.assertEqual(told.note, evil)
        self.assertEqual(len(told.customer_note), 1000)

    def test_a_skip_leaves_what_became_less_to_the_next_send(self):
        order = self.order(self.first)
        line = order.add(self.rice, 3)
        order.ask()
        order.save()
        order.set(line, qty=2)
        order.add(self.latte)
        order.ask("skip", reason="Diambil dari etalase")
        order.save()
        self.assertEqual(self.told(order), {self.rice: 3})
        order.ask()
        order.save()
        self.assertEqual(self.told(order), {self.rice: 2})

    def test_course_waits_until_it_is_fired(self):
        order = self.order(self.first)
        line = order.add(self.rice, 1)
        order.add(self.latte, 1)
        order.save()
        course = self.env["restaurant.order.course"].create(
            {"order_id": order.id, "index": 2}
        )
        self.env["pos.order.line"].browse(order.known[line]).course_id = course
        order.ask()
        order.save()
        held = self.tickets(order).filtered(lambda t: t.station_id == self.kitchen)
        self.assertEqual((held.state, held.course_index), ("held", 2))
        self.assertFalse(held.fired_at)
        for _twice in range(2):
            order.ask("fire", course=course.uuid)
            order.save()
        self.assertEqual(held.state, "new")
        self.assertTrue(held.fired_at and course.fired)
        self.assertEqual(held.event_ids.mapped("action").count("fire"), 1)

    def test_moved_table_is_marked(self):
        order = self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        order.save()
        order.table = self.second
        order.save()
        ticket = self.tickets(order)
        self.assertEqual((ticket.label, ticket.from_label), ("T 2", "T 1"))
        self.assertTrue(ticket.mark_moved and ticket.needs_ack)
        self.assertEqual(ticket.rev, 2)
        order.save()
        self.assertEqual(ticket.rev, 2)

    def test_second_tablet_at_the_same_table_is_folded_in(self):
        order, other = self.order(self.first), self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        order.save()
        other.add(self.latte, 1)
        uuid = other.ask()
        self.assertEqual(other.save()[uuid]["tickets"], 1)
        self.assertEqual(self.told(order), {self.rice: 1, self.latte: 1})
        self.check_ledger()

    def test_rush_and_reprint(self):
        order = self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        order.save()
        order.ask("rush")
        order.ask("reprint")
        order.save()
        ticket = self.tickets(order)
        self.assertTrue(ticket.rush)
        self.assertIn("reprint", ticket.event_ids.mapped("action"))
        self.assertEqual(self.told(order), {self.rice: 1})

    def test_order_for_later_waits(self):
        order = self.order(preset_time="2099-01-01 10:00:00")
        order.add(self.rice, 1)
        order.ask()
        order.save()
        ticket = self.tickets(order)
        self.assertEqual(ticket.state, "held")
        ticket.show_at = "2020-01-01 00:00:00"
        self.env["bakery.kitchen.ticket"]._wake()
        self.assertEqual(ticket.state, "new")

    def test_what_was_ready_for_hours_is_closed(self):
        order = self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        order.save()
        ticket = self.tickets(order)
        ticket.line_ids.state = "done"
        ticket.write({"state": "ready", "ready_at": fields.Datetime.now()})
        ticket._wake()
        self.assertEqual(ticket.state, "ready")
        ticket.ready_at -= timedelta(hours=5)
        ticket._wake()
        self.assertEqual((ticket.state, bool(ticket.closed_at)), ("served", True))
        self.assertIn("bump", ticket.event_ids.mapped("action"))

    def test_refunds_and_bread_make_no_tickets(self):
        order = self.order()
        order.add(self.latte, 1)
        order.save(paid=True)
        line = order.record().lines
        refund = self.order()
        refund.add(self.latte, -1, refunded_orderline_id=line.id)
        refund.save(paid=True)
        self.assertFalse(self.tickets(refund))
        bread = self.order()
        bread.add(self.bread, 1)
        bread.save(paid=True)
        sends = self.env["bakery.kitchen.send"]
        self.assertFalse(sends.search([("order_uuid", "=", bread.uuid)]))

    def test_requests_that_cannot_be_read_are_refused(self):
        for bad in (
            "nonsense",
            [1],
            [{"kind": "send"}],
            [{"uuid": "x" * 200, "kind": "send"}],
            [{"uuid": str(uuid4()), "kind": "delete"}],
            [{"uuid": str(uuid4()), "kind": "paid"}],
            [{"uuid": str(uuid4()), "kind": "send"}] * 101,
        ):
            order = self.order(self.first)
            order.add(self.rice, 1)
            payload = {**order.payload(), "kitchen_sends": bad}
            orders = self.env["pos.order"].with_user(self.seller)
            with self.assertRaises(UserError), self.env.cr.savepoint():
                orders.sync_from_ui([payload])
            self.assertFalse(order.record())

    def test_set_menu_goes_to_the_stations_of_its_parts(self):
        combo = self.env["product.combo"].create(
            {
                "name": "Pilihan Uji",
                "combo_item_ids": [
                    Command.create({"product_id": product.id})
                    for product in (self.rice, self.latte)
                ],
            }
        )
        menu = self.env["product.product"].create(
            {
                "name": "Paket Uji",
                "type": "combo",
                "available_in_pos": True,
                "combo_ids": [Command.set(combo.ids)],
                "pos_categ_ids": [Command.set(self.food.ids)],
            }
        )
        order = self.order(self.first)
        parent = order.add(menu, 1)
        parts = [order.add(self.rice, 1), order.add(self.latte, 1)]
        order.values["relations_uuid_mapping"] = {
            "pos.order.line": {part: {"combo_parent_id": parent} for part in parts}
        }
        order.ask()
        order.save()
        told = self.tickets(order).line_ids
        self.assertEqual(told.product_id, self.rice | self.latte)
        self.assertEqual(set(told.mapped("combo_name")), {"Paket Uji"})
        self.assertEqual(told.station_id, self.kitchen | self.bar)

    def test_product_override_beats_its_category(self):
        self.bar.product_ids = self.cake_slice
        order = self.order(self.first)
        order.add(self.cake_slice, 1)
        order.ask()
        order.save()
        self.assertEqual(self.tickets(order).station_id, self.bar)

    def test_stations_of_other_tills_get_nothing(self):
        other = self.till.copy({"name": "Kasir Lain"})
        self.kitchen.pos_config_ids = other
        order = self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        order.save()
        self.assertFalse(self.tickets(order))

    def test_part_of_a_cake(self):
        order = self.order(self.first)
        line = order.add(self.rice, 0.25)
        order.ask()
        order.save()
        order.set(line, qty=0.75)
        order.ask()
        order.save()
        self.assertEqual(self.tickets(order).line_ids.mapped("qty"), [0.25, 0.5])
        self.check_ledger()
