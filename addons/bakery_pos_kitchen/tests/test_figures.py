from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common_screen import ScreenCommon

# A day of long ago, so that nothing else is on it; nine o'clock in Jakarta.
NINE = datetime(2024, 3, 5, 2, 0)
FIGURES = "bakery.kitchen.figure"


@tagged("post_install", "-at_install")
class TestFigures(ScreenCommon):
    """A morning in the kitchen, whose figures are worked out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "Asia/Jakarta"
        cls.company.partner_id.tz = "Asia/Jakarta"
        cls.kitchen.write({"warn_min": 5, "late_min": 10})
        cls.rice.standard_price = 12000

    def cook(self, minutes, product=None, quantity=1, after=0):
        """Let the kitchen take so many minutes for a dish, ordered ``after`` nine."""
        order, _lines = self.sent((product or self.rice, quantity), table=False)
        ticket = self.tickets(order)
        device = self.pass_device
        self.act(ticket, "done", ticket.line_ids, device=device)
        due = NINE + timedelta(minutes=after)
        ticket.write({"sent_at": due, "fired_at": due})
        done = due + timedelta(minutes=minutes)
        ticket.line_ids.done_at = done
        # Raw SQL: what happened is not changed, but here it has to have been then.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bakery_kitchen_event SET happened_at = %s"
            " WHERE ticket_id = %s AND action = 'done'",
            [done, ticket.id],
        )
        self.env.invalidate_all()
        return order, ticket

    def figures(self, groups, aggregates, user=None, domain=()):
        """Return what is read of that day, as ``{group: figures}``."""
        figures = self.env[FIGURES]
        if user:
            companies = user.company_ids.ids
            figures = figures.with_user(user).with_context(
                allowed_company_ids=companies
            )
        of_day = [
            ("company_id", "=", self.company.id),
            ("date", ">=", NINE - timedelta(hours=9)),
            ("date", "<", NINE + timedelta(hours=9)),
            *domain,
        ]
        self.env.flush_all()
        rows = figures._read_group(of_day, groups, aggregates)
        return {row[: len(groups)]: row[len(groups) :] for row in rows}

    def user(self, groups, name="masak"):
        return new_test_user(
            self.env,
            login=f"uji-{name}",
            groups=groups,
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def chef(self):
        return self.user("bakery_pos_kitchen.bakery_pos_kitchen_group_figures")

    # Figures --------------------------------------------------------------------------

    def test_minutes_of_an_example_day(self):
        for minutes in (4, 6, 8, 30):
            self.cook(minutes)
        self.cook(2, self.latte)
        self.assertEqual(
            self.figures(
                ["station_id"],
                ["minutes:avg", "median:avg", "nine_of_ten:avg", "timed:sum"],
            ),
            {
                # 4, 6, 8 and 30: the mean is 12, the middle 7, nine of ten lie within
                # 8 + 0.7 * (30 - 8) = 23.4
                (self.kitchen,): (12, 7, 23.4, 4),
                (self.bar,): (2, 2, 2, 1),
            },
        )

    def test_late_is_what_took_longer_than_the_limit_of_its_station(self):
        for minutes in (4, 10, 11, 30):
            self.cook(minutes)
        late = self.figures(["station_id"], ["late:sum", "late_rate:avg"])
        self.assertEqual(late, {(self.kitchen,): (2, 0.5)})
        self.kitchen.late_min = 30
        late = self.figures(["station_id"], ["late:sum", "late_rate:avg"])
        self.assertEqual(late, {(self.kitchen,): (0, 0)})

    def test_what_is_not_done_has_no_minutes(self):
        order, _lines = self.sent((self.rice, 2), table=False)
        self.tickets(order).write({"sent_at": NINE, "fired_at": NINE})
        self.cook(6)
        figures = self.figures([], ["quantity:sum", "timed:sum", "median:avg"])
        self.assertEqual(figures, {(): (3, 1, 6)})

    def test_a_held_course_counts_from_when_it_was_fired(self):
        _order, ticket = self.cook(6)
        ticket.sent_at = NINE - timedelta(minutes=40)
        self.assertEqual(self.figures([], ["median:avg"]), {(): (6,)})

    def test_hours_are_those_of_the_outlet(self):
        self.cook(6)
        self.cook(7, after=59)
        self.cook(8, after=60)
        hours = self.figures(["hour"], ["timed:sum"])
        self.assertEqual(hours, {("09:00",): (2,), ("10:00",): (1,)})
        house = self.till.picking_type_id.warehouse_id
        house.partner_id = self.env["res.partner"].create(
            {"name": "Outlet Uji", "tz": "Asia/Makassar"}
        )
        hours = self.figures(["hour"], ["timed:sum"])
        self.assertEqual(hours, {("10:00",): (2,), ("11:00",): (1,)})

    def test_who_ticked_it_off(self):
        self.cook(6)
        _order, ticket = self.cook(7)
        by_device = self.figures(["device_id"], ["timed:sum"])
        self.assertEqual(by_device, {(self.pass_device,): (2,)})
        self.act(ticket, "undone", ticket.line_ids)
        done = self.figures(["device_id"], ["timed:sum"], domain=[("timed", "=", 1)])
        self.assertEqual(done, {(self.pass_device,): (1,)})

    def test_recalls_count_what_had_to_be_made_again(self):
        _order, ticket = self.cook(6)
        self.act(ticket, "recall")
        # Not ready any more: nothing is taken back.
        self.act(ticket, "recall")
        self.act(ticket, "bump")
        self.act(ticket, "recall")
        self.cook(6, self.latte)
        recalls = self.figures(["product_id"], ["recalls:sum"])
        self.assertEqual(recalls, {(self.rice,): (2,), (self.latte,): (0,)})

    # Waste ----------------------------------------------------------------------------

    def test_what_is_cancelled_after_it_was_made_is_waste_and_has_its_cost(self):
        order, ticket = self.cook(6, quantity=3)
        order.set(next(iter(order.lines)), qty=1)
        order.ask()
        order.save()
        self.rice.standard_price = 50000
        figures = self.figures([], ["voided:sum", "wasted:sum", "waste_cost:sum"])
        self.assertEqual(figures, {(): (2, 2, 24000)})
        self.assertEqual(ticket.line_ids.waste_cost, 24000)

    def test_what_is_cancelled_before_is_none(self):
        order, _lines = self.sent((self.rice, 2), table=False)
        self.tickets(order).write({"sent_at": NINE, "fired_at": NINE})
        order.cancel()
        figures = self.figures([], ["voided:sum", "wasted:sum", "waste_cost:sum"])
        self.assertEqual(figures, {(): (2, 0, 0)})

    def test_stations_that_make_a_dish_together_share_its_cost(self):
        self.kitchen.product_ids = self.rice
        self.bar.product_ids = self.rice
        order, _lines = self.sent((self.rice, 1), table=False)
        tickets = self.tickets(order)
        self.assertEqual(len(tickets), 2)
        tickets.write({"sent_at": NINE, "fired_at": NINE})
        for ticket in tickets:
            self.act(ticket, "done", ticket.line_ids, device=self.pass_device)
        order.cancel()
        self.assertEqual(self.figures([], ["waste_cost:sum"]), {(): (12000,)})

    # Who sees what --------------------------------------------------------------------

    def test_chefs_see_minutes_and_no_money(self):
        self.cook(6)
        chef = self.chef()
        self.assertEqual(self.figures([], ["median:avg"], chef), {(): (6,)})
        with self.assertRaises(AccessError):
            self.figures([], ["waste_cost:sum"], chef)
        self.assertNotIn("waste_cost", self.env[FIGURES].with_user(chef).fields_get())
        row = self.env[FIGURES].with_user(chef).search([], limit=1)
        with self.assertRaises(AccessError):
            row.action_open_ticket()

    def test_managers_see_what_waste_cost(self):
        order, _ticket = self.cook(6)
        order.cancel()
        manager = self.user("point_of_sale.group_pos_manager")
        wasted = self.figures([], ["waste_cost:sum"], manager)
        self.assertEqual(wasted, {(): (12000,)})

    def test_cashiers_see_none(self):
        cashier = self.user("point_of_sale.group_pos_user")
        with self.assertRaises(AccessError):
            self.figures([], ["median:avg"], cashier)

    def test_another_company_is_not_seen(self):
        self.cook(6)
        other = self.env["res.company"].create({"name": "Toko Lain"})
        chef = self.chef()
        chef.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertEqual(self.figures([], ["timed:sum"], chef), {(): (0,)})

    def test_tills_that_are_hidden_from_a_user_are_not_seen(self):
        _order, ticket = self.cook(6)
        chef = self.chef()
        row = self.env[FIGURES].with_user(chef).search([("ticket_id", "=", ticket.id)])
        self.assertTrue(row.product_id)
        self.env["ir.rule"].create(
            {
                "name": "Kasir lain saja",
                "model_id": self.env["ir.model"]._get_id("pos.config"),
                "domain_force": f"[('id', '!=', {self.till.id})]",
            }
        )
        self.assertEqual(self.figures([], ["timed:sum"], chef), {(): (0,)})
        row.invalidate_recordset()
        with self.assertRaises(AccessError):
            row.read(["minutes"])

    # Cost -----------------------------------------------------------------------------

    def test_queries_do_not_grow_with_the_lines(self):
        measures = ["median:avg", "late_rate:avg", "recalls:sum", "wasted:sum"]

        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.figures(["station_id", "hour"], measures)
            return self.env.cr.sql_log_count - before

        self.cook(6)
        queries()
        few = queries()
        for minutes in range(1, 12):
            self.cook(minutes)
        self.assertEqual(queries(), few)

    def test_queries_of_waste_do_not_grow_with_the_lines(self):
        def queries(number):
            order, _lines = self.sent(*[(self.rice, 1)] * number, table=False)
            ticket = self.tickets(order)
            self.act(ticket, "bump", device=self.pass_device)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["bakery.kitchen.ticket.line"]._add_waste(
                dict.fromkeys(ticket.line_ids, 1), dict.fromkeys(ticket.line_ids, 1)
            )
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(6), queries(1))
