from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..printing import transport
from ..printing.decode import text_lines
from ..printing.fake import FakePrinter
from .common_kitchen import KitchenCommon


@tagged("post_install", "-at_install")
class TestKitchenSlips(KitchenCommon):
    """What stations print of tickets, down to the words on the paper."""

    def setUp(self):
        super().setUp()
        self.fake = FakePrinter()
        self.addCleanup(self.fake.close)
        self.printer = self.env["bakery.printer"].create(
            {
                "name": "Dapur Uji",
                "host": "127.0.0.1",
                "port": self.fake.port,
                "company_id": self.company.id,
            }
        )
        self.kitchen.write({"print_mode": "both", "printer_ids": self.printer.ids})
        create = transport.socket.create_connection
        self.startPatcher(
            patch.object(
                transport.socket,
                "create_connection",
                lambda address, timeout=None: create(address, 0.5),
            )
        )
        self.registry_enter_test_mode()

    def save(self, order, **options):
        with trap_jobs():
            return order.save(**options)

    def printed(self):
        """Let the printer print all that waits; return its slips as lines of text."""
        self.env.flush_all()
        with trap_jobs():
            self.printer._drain()
        self.env.invalidate_all()
        slips, self.fake.slips[:] = list(self.fake.slips), []
        return [text_lines(slip) for slip in slips]

    def sent(self, *goods):
        order = self.order(self.first)
        lines = [order.add(product, quantity) for product, quantity in goods]
        order.ask()
        self.save(order)
        return order, lines

    def test_a_ticket_comes_out_where_it_is_made(self):
        order, _lines = self.sent((self.rice, 2), (self.latte, 1))
        [slip] = self.printed()
        self.assertEqual(slip[0], "Dapur Uji")
        self.assertIn("2 x Nasi Goreng Uji", slip)
        self.assertNotIn("1 x Latte Uji", slip)
        self.assertTrue(any("T 1" in line for line in slip), slip)
        self.assertTrue(any("Sari" in line for line in slip), slip)
        source = self.tickets(order).filtered(lambda t: t.station_id == self.kitchen)
        job = self.env["bakery.print.job"].search([("source", "=", source.uuid)])
        self.assertEqual(job.state, "confirmed")

    def test_sent_again_nothing_comes_out_again(self):
        order, _lines = self.sent((self.rice, 2))
        self.printed()
        order.ask()
        self.save(order)
        self.assertEqual(self.printed(), [])

    def test_an_answer_that_is_lost_prints_once(self):
        order = self.order(self.first)
        order.add(self.rice, 1)
        order.ask()
        self.save(order, lost=True)
        self.save(order)
        self.assertEqual(len(self.printed()), 1)

    def test_less_comes_out_as_void_alone(self):
        order, [rice, _cake] = self.sent((self.rice, 3), (self.cake_slice, 1))
        self.printed()
        order.set(rice, qty=1)
        order.ask()
        self.save(order)
        [slip] = self.printed()
        words = self.printer._words()
        self.assertTrue(any(words["void"] in line for line in slip), slip)
        self.assertIn("2 x Nasi Goreng Uji", slip)
        self.assertNotIn("1 x Kue Potong Uji", slip)

    def test_another_table_comes_out_with_both(self):
        order, _lines = self.sent((self.rice, 1))
        self.printed()
        order.table = self.second
        order.ask()
        self.save(order)
        [slip] = self.printed()
        text = " ".join(slip)
        self.assertIn("T 1", text)
        self.assertIn("T 2", text)

    def test_a_station_with_screens_alone_prints_nothing(self):
        self.kitchen.print_mode = "screen"
        self.sent((self.rice, 1))
        self.assertEqual(self.printed(), [])

    def test_printing_falls_back_while_no_screen_is_there(self):
        self.kitchen.print_mode = "fallback"
        self.sent((self.rice, 1))
        self.assertEqual(len(self.printed()), 1)

    def test_a_reprint_says_so(self):
        order, _lines = self.sent((self.rice, 1))
        self.printed()
        order.ask("reprint")
        self.save(order)
        [slip] = self.printed()
        self.assertTrue(
            any(self.printer._words()["reprint"] in line for line in slip), slip
        )

    def test_notes_print_as_they_are(self):
        order = self.order(self.first)
        order.add(self.rice, 1, customer_note="<b>pedas</b> & 'manis' 🌶️" + " x" * 2500)
        order.ask()
        self.save(order)
        [slip] = self.printed()
        self.assertIn("<b>pedas</b> & 'manis'", " ".join(slip))

    def test_many_tickets_take_no_more_queries_each(self):
        def queries(number):
            orders = []
            for _one in range(number):
                order = self.order(self.first)
                order.add(self.rice, 1)
                order.ask()
                self.save(order)
                orders.append(order)
            tickets = self.env["bakery.kitchen.ticket"].union(
                *(self.tickets(order) for order in orders)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with trap_jobs():
                tickets._print_tickets(tickets, "reprint")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(1)
        one, five = queries(1), queries(5)
        # A slip is a row, and who waits for one is asked once more.
        self.assertLessEqual(five - one, 4 * 4)
