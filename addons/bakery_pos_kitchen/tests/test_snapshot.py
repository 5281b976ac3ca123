import json

from odoo.fields import Command
from odoo.tests import tagged

from .common_screen import ScreenCommon

NEVER = ("price", "partner", "phone", "email", "cost", "amount", "secret")


@tagged("post_install", "-at_install")
class TestSnapshot(ScreenCommon):
    """Screens get what they show and nothing else, in few queries."""

    def keys(self, value):
        if isinstance(value, dict):
            return {*value, *(k for v in value.values() for k in self.keys(v))}
        if isinstance(value, list):
            return {key for entry in value for key in self.keys(entry)}
        return set()

    def test_no_price_no_customer(self):
        partner = self.env["res.partner"].create(
            {"name": "Budi Rahasia", "phone": "0812000", "email": "budi@example.com"}
        )
        self.sent(
            (self.rice, 1),
            table=False,
            partner_id=partner.id,
            floating_order_name="Budi Rahasia",
        )
        snapshot = self.screen._snapshot(self.device)
        text = json.dumps(snapshot)
        for secret in ("Rahasia", "0812000", "budi@example.com", "30000"):
            self.assertNotIn(secret, text)
        self.assertEqual(snapshot["tickets"][0]["label"], "Budi")
        for key in self.keys(snapshot):
            self.assertFalse([word for word in NEVER if word in key], key)

    def test_stations_of_the_screen_only(self):
        self.sent((self.rice, 1), (self.latte, 1))
        prep = self.screen._snapshot(self.device)
        self.assertEqual([row["station"] for row in prep["tickets"]], [self.kitchen.id])
        expo = self.pass_._snapshot(self.pass_device)
        self.assertEqual(len(expo["tickets"]), 2)

    def test_what_other_companies_make_is_unknown(self):
        other = self.env["res.company"].create({"name": "Toko Lain"})
        display = self.env["bakery.kitchen.display"].create(
            {"name": "Lain", "company_id": other.id, "mode": "expo"}
        )
        self.sent((self.rice, 1))
        self.assertFalse(display._snapshot(self.device)["tickets"])

    def test_pushed_is_what_the_snapshot_says(self):
        sent = []
        Display = type(self.env["bakery.kitchen.display"])
        self.patch(
            Display,
            "_bus_send_kitchen",
            lambda display, kind, message: sent.append((display, kind, message)),
        )
        self.sent((self.rice, 1))
        pushed = {display: message for display, _kind, message in sent}
        self.assertEqual(
            pushed[self.screen]["tickets"],
            self.screen._snapshot(self.device)["tickets"],
        )
        self.assertTrue(pushed[self.board]["reload"])

    def test_board_shows_numbers_and_first_names(self):
        preset = self.env["pos.preset"].create(
            {"name": "Bawa Pulang Uji", "identification": "name"}
        )
        named, _lines = self.sent(
            (self.rice, 1),
            (self.latte, 1),
            table=False,
            preset_id=preset.id,
            floating_order_name="Sari Dewi",
        )
        plain, _lines = self.sent((self.rice, 1), table=False)
        self.sent((self.rice, 1))
        food, _drink = self.tickets(named).sorted("station_id")
        self.act(food, "bump")
        rows = self.board._snapshot(self.board_device)["orders"]
        self.assertEqual(
            [(row["number"], row["state"], row["name"]) for row in rows],
            [
                (food.number, "preparing", "Sari"),
                (self.tickets(plain).number, "preparing", ""),
            ],
        )
        self.act(self.tickets(named) - food, "bump", device=self.pass_device)
        self.act(self.tickets(plain), "bump")
        rows = self.board._snapshot(self.board_device)["orders"]
        self.assertEqual([row["state"] for row in rows], ["ready", "ready"])
        self.board.show_tables = True
        self.assertEqual(len(self.board._snapshot(self.board_device)["orders"]), 3)

    def test_counts_by_product_and_ingredient(self):
        gram = self.env.ref("uom.product_uom_gram")
        grain = self.env["product.product"].create(
            {"name": "Beras Uji", "uom_id": gram.id, "is_storable": True}
        )
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.rice.product_tmpl_id.id,
                "type": "phantom",
                "product_qty": 1,
                "bom_line_ids": [
                    Command.create({"product_id": grain.id, "product_qty": 150})
                ],
            }
        )
        order, _lines = self.sent((self.rice, 3))
        self.sent((self.rice, 1), (self.cake_slice, 2), table=False)
        counts = self.screen._counts()
        self.assertEqual(
            {row["name"]: row["qty"] for row in counts["products"]},
            {self.rice.name: 4, self.cake_slice.name: 2},
        )
        self.assertEqual(counts["ingredients"][0]["qty"], 600)
        self.act(self.tickets(order), "bump")
        self.assertEqual(self.screen._counts()["ingredients"][0]["qty"], 150)

    def queries_of_snapshot(self, display):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        # As a device asks, whose language is known.
        display.with_context(lang="en_US")._snapshot(self.device)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_tickets(self):
        order, _lines = self.sent((self.rice, 1))
        self.act(self.tickets(order), "bump", device=self.pass_device)
        self.sent((self.rice, 1), table=False)
        displays = (self.screen, self.pass_)
        few = [self.queries_of_snapshot(display) for display in displays]
        for _each in range(10):
            self.sent((self.rice, 1), (self.cake_slice, 2), table=False)
        many = [self.queries_of_snapshot(display) for display in displays]
        self.assertLessEqual(max(many), 12)
        self.assertEqual(many, few)

    def test_a_hundred_and_fifty_tickets_in_few_queries(self):
        order, _lines = self.sent((self.rice, 1), (self.cake_slice, 2))
        ticket = self.tickets(order)
        for _each in range(149):
            other = ticket.copy({"split_from_id": ticket.id})
            for line in ticket.line_ids:
                line.copy({"ticket_id": other.id, "split_from_id": line.id})
        self.assertLessEqual(self.queries_of_snapshot(self.screen), 12)
        rows = self.screen._snapshot(self.device)["tickets"]
        self.assertEqual(len(rows), 150)
        self.assertEqual({len(row["lines"]) for row in rows}, {2})

    def test_cleared_and_future_tickets_are_not_shown(self):
        order, _lines = self.sent((self.rice, 1))
        self.sent((self.rice, 1), table=False, preset_time="2099-01-01 10:00:00")
        self.assertEqual(len(self.screen._snapshot(self.device)["tickets"]), 1)
        ticket = self.tickets(order)
        self.act(ticket, "bump")
        self.screen.auto_clear_min = 5
        self.assertEqual(len(self.screen._snapshot(self.device)["tickets"]), 1)
        ticket.ready_at = "2020-01-01 00:00:00"
        self.assertFalse(self.screen._snapshot(self.device)["tickets"])
