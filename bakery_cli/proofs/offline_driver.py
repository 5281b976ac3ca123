"""Two tablets at one till sell in Chromium while the network comes and goes.

Runs in the environment of the developers' tools, which has Playwright. It takes a task
as JSON on its command line and prints ``{uuid: amount}`` of what the tablets sold, as
they remember it. What a person would do is done by clicks; only what is on the screen
is read by script.
"""

import json
import random
import shutil
import sys

from playwright.sync_api import sync_playwright

PIN = "1234"
# A tablet lying on the counter.
VIEW = {"width": 1180, "height": 820}
# Milliseconds that a screen may take to appear, with two of them on a small machine.
PATIENCE = 60_000
# Milliseconds between two looks at what is not sent yet.
LOOK = 1000
# The dialog that says that there is no network.
GONE = "Koneksi Hilang"
# The dialog that says where else something is that is out here.
OUT = "Tersedia di sini"
# The dialog that asks whether goods are still to be sent to the kitchen.
UNSENT_FOOD = "Belum sampai dapur"
# Of how many sales one is left open and paid later, and how often a tablet is reloaded.
LATER, RELOAD = 5, 25
# Of all sales, those before the network goes, and those while it comes and goes; it is
# gone for the others.
BEFORE, FLAPPING = 0.1, 0.2
# How often it comes or goes while it does.
FLIP = 3

SIMPLE = """posmodel.productsToDisplay
    .filter((p) => !p.isConfigurable() && !p.isCombo() && p.list_price > 0)
    .map((p) => p.id)"""
SHOWN = """(() => {
    const order = posmodel.getOrder();
    return [order.uuid, order.totalDue];
})()"""
# What the server does not know yet, or not as it is here.
UNSENT = """posmodel.models["pos.order"]
    .filter((order) => order.isDirty() || typeof order.id !== "number")
    .filter((order) => order.lines.length).length"""


class Tablet:
    """One browser with a profile of its own, at the café's till."""

    def __init__(self, browser, task, dice):
        self.task = task
        self.dice = dice
        self.context = browser.new_context(viewport=VIEW, locale="id-ID")
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        # The till says once that the network is gone; a person taps it away.
        self.page.add_locator_handler(
            self.page.locator(".modal", has_text=GONE).locator("footer .btn-primary"),
            lambda button: button.click(),
        )
        # What is out is sold all the same: it lies on the counter.
        self.page.add_locator_handler(
            self.page.locator(".modal", has_text=OUT).locator("footer button"),
            lambda button: button.click(),
        )
        # Who pays without sending sends now.
        self.page.add_locator_handler(
            self.page.locator(".modal", has_text=UNSENT_FOOD).locator(
                "footer .btn-primary"
            ),
            lambda button: button.click(),
        )
        self.online = True
        self.sold = {}
        self.open_tables = []
        self._log_in()

    def _log_in(self):
        page = self.page
        page.goto(f"{self.task['url']}/web/login")
        page.fill("input[name=login]", self.task["login"])
        page.fill("input[name=password]", self.task["password"])
        page.click("form.oe_login_form button[type=submit]")
        page.wait_for_url("**/odoo**")
        page.goto(f"{self.task['url']}/pos/ui/{self.task['till']}")
        self._unlock()

    def _unlock(self):
        """Choose the cashier and give the PIN, where the till asks for it."""
        page = self.page
        page.wait_for_selector(".open-register-btn, .floor-map .table")
        if page.query_selector(".open-register-btn"):
            page.click(".open-register-btn")
            page.click(".select-cashier")
            page.click(".modal .selection-item:has-text('Putri')")
            for digit in PIN:
                page.click(f".modal .numpad-button[value='{digit}']")
            page.click(".modal footer button.btn-primary")
        page.wait_for_selector(".opening-notes, .floor-map .table")
        if page.query_selector(".opening-notes"):
            page.click(".modal footer button.btn-primary")
        page.wait_for_selector(".floor-map .table")
        page.wait_for_selector(".modal", state="detached")

    def network(self, online):
        """Give or take the network."""
        self.online = online
        self.context.set_offline(not online)

    def reload(self):
        """Load the page anew; without the network it comes from the tablet itself."""
        self.page.reload()
        self._unlock()

    # Selling -------------------------------------------------------------------------

    def order_at(self, table):
        """Put one to three things on the order of a table."""
        page = self.page
        page.click(f".floor-map .table.tableId-{table}")
        page.wait_for_selector(".product-list article.product")
        simple = page.evaluate(SIMPLE)
        for _number in range(self.dice.randint(1, 3)):
            product = self.dice.choice(simple)
            page.click(f"article.product[data-product-id='{product}']")

    def leave_open(self, table):
        """Take an order that is paid later."""
        self.order_at(table)
        self._to_the_floor()
        self.open_tables.append(table)

    def sell_at(self, table):
        """Take an order and the money for it."""
        self.order_at(table)
        self._pay()

    def pay_one_left_open(self):
        """Take the money for an order that was left open."""
        table = self.open_tables.pop(0)
        page = self.page
        page.click(f".floor-map .table.tableId-{table}")
        page.wait_for_selector(".order-container .orderline")
        self._pay()

    def _pay(self):
        page = self.page
        page.click(".product-screen .pay-order-button")
        page.wait_for_selector(".payment-screen")
        methods = page.query_selector_all(".paymentmethods .button.paymentmethod")
        self.dice.choice(methods[:1] * 3 + methods[1:2]).click()
        page.wait_for_selector(".paymentlines .paymentline")
        page.click(".payment-screen button.validation-button.next")
        page.wait_for_selector(".receipt-screen .pos-receipt")
        uuid, amount = page.evaluate(SHOWN)
        self.sold[uuid] = amount
        page.click(".receipt-screen .button.next[name=done]")
        page.wait_for_selector(".floor-map .table")

    def _to_the_floor(self):
        self.page.click(".pos-leftheader .table-button")
        self.page.wait_for_selector(".floor-map .table")

    def tables(self):
        """Return the ids of the tables of the floor that is shown."""
        return self.page.evaluate("posmodel.currentFloor.table_ids.map((t) => t.id)")

    def settled(self):
        """Wait until the server knows all, as long as it gets to know more."""
        while left := self.page.evaluate(UNSENT):
            self.page.wait_for_function(
                f"(left) => ({UNSENT}) < left",
                arg=left,
                timeout=2 * PATIENCE,
                # Looking is work for the tablet, too.
                polling=LOOK,
            )


class Hour:
    """What happens to both tablets, by the dice of the seed."""

    def __init__(self, tablets, dice, sales):
        self.tablets = tablets
        self.dice = dice
        self.sales = sales
        self.number = 0
        tables = tablets[0].tables()
        # Each serves tables of its own: two who pay one bill is another story.
        self.mine = [tables[::2], tables[1::2]]

    def play(self):
        before = max(2, round(self.sales * BEFORE))
        flapping = round(self.sales * FLAPPING)
        self._sell(before)
        for _number in range(flapping):
            self._sell(1)
            if not self.dice.randrange(FLIP):
                tablet = self.dice.choice(self.tablets)
                tablet.network(not tablet.online)
        for tablet in self.tablets:
            tablet.network(False)
        self._sell(self.sales - before - flapping)
        for tablet in self.tablets:
            while tablet.open_tables:
                tablet.pay_one_left_open()
        for tablet in self.tablets:
            tablet.network(True)
        for tablet in self.tablets:
            tablet.settled()

    def _sell(self, sales):
        for _number in range(sales):
            self.number += 1
            which = self.number % len(self.tablets)
            self._one(self.tablets[which], self.mine[which], self.number)

    def _one(self, tablet, tables, number):
        free = [table for table in tables if table not in tablet.open_tables]
        if number % LATER == 0 and len(free) > 1:
            return tablet.leave_open(self.dice.choice(free))
        if tablet.open_tables and self.dice.random() < 1 / LATER:
            tablet.pay_one_left_open()
        else:
            tablet.sell_at(self.dice.choice(free))
        if number % RELOAD == 0:
            tablet.reload()


def main(task):
    """Play the hour; print what was sold."""
    dice = random.Random(task["seed"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        tablets = [Tablet(browser, task, dice) for _number in range(2)]
        try:
            Hour(tablets, dice, task["sales"]).play()
        except Exception:
            for number, tablet in enumerate(tablets, 1):
                tablet.page.screenshot(path=f"{task['shots']}-{number}.png")
            raise
        sold = {}
        for tablet in tablets:
            sold |= tablet.sold
        print(json.dumps(sold))
        browser.close()


main(json.loads(sys.argv[1]))
