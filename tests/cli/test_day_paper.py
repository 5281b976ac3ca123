import socket
import unittest

from bakery_cli.addon import room
from bakery_cli.day import paper
from bakery_cli.day.steps.kitchen_paper import KitchenPaper
from bakery_cli.settings import CHECKOUT

from .test_day_steps import make_day

UUID = "1f0c9a2b-0000-4000-8000-000000000001"
# A slip as printers get it, with the commands of ESC/POS between the words.
SLIP = (
    b"\x1b@\x1bt\x00\x1ba\x01\x1bE\x01Dapur\n\x1d!\x22\x1ba\x00Meja T 12\n\x1d!\x00"
    b"#0042                19:05\n==========================================\n"
    b"\x1d!\x112 x Croissant Cokelat\n    Almond\n\x1d!\x00   + Hangat\n"
    b"\x1d!\x111 x Caf\x82 Latte\n\x1d!\x00   * tanpa gula\n"
    b"==========================================\n\x1ba\x021f0c9a2b\n\n\n\x1dVB\x00"
)


def line(name, quantity):
    return {"name": name, "qty": quantity, "void": 0}


def ticket(**values):
    lines = [line("Croissant Cokelat Almond", 2), line("Café Latte", 1)]
    return {
        "uuid": UUID,
        "number": "0042",
        "label": "T 12",
        "table": "T 12",
        "lines": lines,
        **values,
    }


class TestPaper(unittest.TestCase):
    """What is on paper, against what screens show."""

    def setUp(self):
        self.printing = room(CHECKOUT, "bakery_pos_kitchen", "printing")

    def slip(self, data=SLIP):
        return paper.Slip(self.printing.decode.text_lines(data))

    def wrong(self, slips, expected=1, **values):
        return paper.compare([ticket(**values)], slips, {UUID: expected})

    def test_reads_a_slip(self):
        slip = self.slip()
        self.assertEqual(slip.reference, "1f0c9a2b")
        self.assertEqual(slip.goods, {"croissantcokelatalmond": 2, "cafelatte": 1})
        self.assertIn("mejat12", slip.head)

    def test_ticket_as_it_is(self):
        self.assertEqual(self.wrong([self.slip()]), [])
        self.assertEqual(self.wrong([self.slip(), self.slip()], expected=2), [])

    def test_not_printed_or_twice(self):
        self.assertEqual(len(self.wrong([], expected=1)), 1)
        self.assertEqual(len(self.wrong([], expected=0)), 1)
        self.assertEqual(len(self.wrong([self.slip()] * 2)), 1)

    def test_other_quantity_goods_or_table(self):
        slip = self.slip()
        other = [line("Croissant Cokelat Almond", 2), line("Café Latte", 2)]
        self.assertEqual(len(self.wrong([slip], lines=other)), 1)
        other[1] = line("Espresso", 1)
        self.assertEqual(len(self.wrong([slip], lines=other)), 1)
        self.assertEqual(len(self.wrong([slip], table="T 7")), 1)

    def test_slip_of_nobody(self):
        stranger = self.slip(SLIP.replace(b"1f0c9a2b", b"99999999"))
        self.assertEqual(len(self.wrong([self.slip(), stranger])), 1)

    def test_printer_takes_what_the_server_sends(self):
        """The printer of the day is a socket, and answers as real ones do."""
        fake = self.printing.fake.FakePrinter()
        self.addCleanup(fake.close)
        done = self.printing.transport.send_tcp("127.0.0.1", fake.port, SLIP)
        self.assertEqual((done, fake.slips), ("confirmed", [SLIP]))
        fake.close()
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", fake.port), 1)


class Manager:
    """Stands in for the client of the outlet manager."""

    def __init__(self):
        self.station = {"print_mode": "screen", "printer_ids": [3], "id": 5}
        self.printers = []

    def search(self, model, domain, fields, context=None, **_more):
        if model == "bakery.printer":
            return [{"id": row["id"]} for row in self.printers]
        return [{**self.station, "company_id": [1, "Roti"]}]

    def create(self, model, values):
        self.printers.append({"id": 7, **values})
        return 7

    def write(self, model, ids, values):
        row = self.printers[0] if model == "bakery.printer" else self.station
        row.update(values)


class TestKitchenPaper(unittest.TestCase):
    def play(self, manager):
        day, step = make_day(), KitchenPaper()
        day.client = lambda role: manager
        day.begin(step)
        self.assertTrue(step.applies(day))
        step.run(day)
        self.addCleanup(day.close)
        return day

    def test_stations_print_there_and_as_before_afterwards(self):
        manager = Manager()
        for _day in range(2):
            day = self.play(manager)
            fake = day.notes["kitchen_paper"]
            (printer,) = manager.printers
            self.assertEqual((printer["port"], printer["active"]), (fake.port, True))
            self.assertEqual(manager.station["print_mode"], "both")
            self.assertEqual(manager.station["printer_ids"], [[6, 0, [7]]])
            day.close()
            self.assertFalse(printer["active"])
            self.assertEqual(manager.station["print_mode"], "screen")
            self.assertEqual(manager.station["printer_ids"], [[6, 0, [3]]])
            manager.station["printer_ids"] = [3]

    def test_servers_elsewhere_do_not_reach_it(self):
        day = make_day()
        day.url = "https://roti.example.com"
        self.assertFalse(KitchenPaper().applies(day))
        day.url, day.rhythm = "http://127.0.0.1:8069", True
        self.assertFalse(KitchenPaper().applies(day))
