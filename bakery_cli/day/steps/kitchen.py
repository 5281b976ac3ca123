"""The café's kitchen: screens are paired, tickets made, brought and compared."""

import time
from collections import Counter

from ...addon import room
from ...errors import BakeryError
from ...i18n import _
from ...settings import CHECKOUT
from .. import paper
from ..screen import Screen
from .base import Step

TICKET = "bakery.kitchen.ticket"
PAIR = "bakery.kitchen.pair"
# Seconds until the last slip must have come out, and between two looks.
PATIENCE = 60
PAUSE = 0.5


class Kitchen(Step):
    """Cooks tick off what their screens show, and the expo brings it to the guests.

    Screens have no user: a manager lets each in with a code, and shuts it out again
    when the day is over. What the tickets say is compared with what the café sold.
    """

    sequence = 92
    key = "kitchen"
    name = "Kitchen"
    role = "outlet_manager"
    hour = 14
    beside = "sales"
    lane = "cafe"

    def run(self, day):
        client = day.client(self.role)
        orders = [d.id for d in day.made("cafe_sales", "pos.order")]
        displays = client.search(
            "bakery.kitchen.display",
            [["mode", "!=", "customer"]],
            ["name", "mode"],
            # Those who cook come before those who bring.
            order="mode desc, id",
        )
        if not orders or not displays:
            return
        uuids = {r["uuid"] for r in client.read("pos.order", orders, ["uuid"])}
        told = {}
        for display in displays:
            told |= self._work(day, client, display, uuids)
        self._compare(client, orders, told)
        fake = day.notes.get("kitchen_paper")
        if fake:
            day.remark(self._compare_paper(client, told, fake))
        rows = client.search(TICKET, [["uuid", "in", list(told)]], ["number"])
        for row in rows:
            day.record(TICKET, row["id"], row["number"])

    def _work(self, day, client, display, uuids):
        """Bump what one screen shows of these orders; return its tickets by uuid."""
        action = client.call(
            "bakery.kitchen.display", "action_pair", ids=[display["id"]]
        )
        pairing = client.read(PAIR, [action["res_id"]], ["code", "device_id"])[0]
        screen = Screen(day.door, pairing["code"], display["name"])
        try:
            tickets = [t for t in screen.snapshot()["tickets"] if t["order"] in uuids]
            due = [t for t in tickets if t["state"] in ("new", "cooking", "ready")]
            screen.act([("bump", ticket) for ticket in due])
        finally:
            screen.close()
            client.call(
                "bakery.kitchen.device", "action_revoke", ids=pairing["device_id"][:1]
            )
        return {ticket["uuid"]: ticket for ticket in tickets}

    def _compare_paper(self, client, told, fake):
        """See that each ticket came out of the printer once; return a sentence."""
        rows = self._printed(client, list(told))
        expected = Counter(row["source"] for row in rows)
        for row in rows:
            expected[row["source"]] += row["copies"]
        decode = room(CHECKOUT, "bakery_pos_kitchen", "printing").decode
        references = {uuid[:8] for uuid in told}
        slips = [paper.Slip(decode.text_lines(slip)) for slip in list(fake.slips)]
        slips = [slip for slip in slips if slip.reference in references]
        wrong = paper.compare(list(told.values()), slips, expected)
        if wrong:
            raise BakeryError(" ".join(wrong[:3]))
        return _("{slips} slips printed, each ticket as it is", slips=len(slips))

    @staticmethod
    def _printed(client, uuids):
        """Return the print jobs of tickets when none of them waits any more."""
        until = time.monotonic() + PATIENCE
        while True:
            rows = client.search(
                "bakery.print.job",
                [["source", "in", uuids], ["kind", "=", "kitchen"]],
                ["source", "state", "copies"],
            )
            if all(row["state"] not in ("queued", "sending") for row in rows):
                return rows
            if time.monotonic() > until:
                return rows
            time.sleep(PAUSE)

    @staticmethod
    def _compare(client, orders, told):
        """See that the kitchen was told of each piece sold, and of no other."""
        made = Counter()
        for ticket in told.values():
            for line in ticket["lines"]:
                made[line["product"]] += line["qty"] - line["void"]
        sold = Counter()
        for row in client.search(
            "pos.order.line",
            [["order_id", "in", orders], ["product_id", "in", list(made)]],
            ["product_id", "qty"],
        ):
            sold[row["product_id"][0]] += row["qty"]
        wrong = [p for p in made if abs(made[p] - sold[p]) > 0.001]
        if wrong or not made:
            raise BakeryError(
                _(
                    "The kitchen was told of {made}, and the café sold {sold}.",
                    made=sum(made.values()),
                    sold=sum(sold.values()),
                )
            )
