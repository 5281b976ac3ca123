"""The café's kitchen gets a printer, which this program is."""

from urllib.parse import urlsplit

from ...addon import room
from ...settings import CHECKOUT
from .base import Step

PRINTER = "bakery.printer"
STATION = "bakery.kitchen.station"
NAME = "Printer Hari Usaha"
LOCAL = ("127.0.0.1", "localhost", "::1")


class KitchenPaper(Step):
    """The outlet manager lets tickets come out of a printer, beside the screens.

    The printer is a socket of this program that understands ESC/POS; what comes out of
    it is compared with the tickets when the kitchen is done. When the day is over, the
    stations print as they did before. Days of a season go without: their servers have
    a clock, and printers have none.
    """

    sequence = 89
    key = "kitchen_paper"
    name = "Kitchen printer"
    role = "outlet_manager"
    hour = 14
    beside = "sales"
    lane = "cafe"

    def applies(self, day):
        # Only a server on this machine reaches a printer on it.
        return not day.rhythm and urlsplit(day.url).hostname in LOCAL

    def run(self, day):
        client = day.client(self.role)
        stations = client.search(
            STATION,
            [["is_expo", "=", False]],
            ["print_mode", "printer_ids", "company_id"],
        )
        companies = {station["company_id"][0] for station in stations}
        if len(companies) != 1:
            return
        fake = room(CHECKOUT, "bakery_pos_kitchen", "printing").fake.FakePrinter()
        day.cleanups.append(fake.close)
        printer = self._printer(client, companies.pop(), fake.port)
        day.cleanups.append(lambda: self._put_back(client, stations, printer))
        for station in stations:
            client.write(
                STATION,
                [station["id"]],
                {"print_mode": "both", "printer_ids": [[6, 0, [printer]]]},
            )
        day.notes[self.key] = fake
        day.record(PRINTER, printer, NAME)

    def _printer(self, client, company, port):
        """Return the printer of the day; it is made once, and used again."""
        values = {
            "active": True,
            "transport": "server_tcp",
            "host": "127.0.0.1",
            "port": port,
        }
        found = client.search(
            PRINTER,
            [["name", "=", NAME], ["company_id", "=", company]],
            ["id"],
            context={"active_test": False},
        )
        if found:
            client.write(PRINTER, [found[0]["id"]], values)
            return found[0]["id"]
        return client.create(PRINTER, {"name": NAME, "company_id": company, **values})

    def _put_back(self, client, stations, printer):
        for station in stations:
            values = {
                "print_mode": station["print_mode"],
                "printer_ids": [[6, 0, station["printer_ids"]]],
            }
            client.write(STATION, [station["id"]], values)
        client.write(PRINTER, [printer], {"active": False})
