from odoo.tests import new_test_user, tagged

from .common_browser import BrowserCommon

# Resolves when all is kept that a page without a network needs: it comes bit by bit.
KEPT = """(async () => {
    const isKept = async () => {
        const names = await caches.keys();
        const own = names.filter((name) => name.startsWith("bakery-kitchen-"));
        const cache = await caches.open(own[0]);
        const parts = (await cache.keys()).map((one) => new URL(one.url).pathname);
        const open = indexedDB.open("bakery_kitchen");
        await new Promise((resolve) => { open.onsuccess = resolve; });
        const states = open.result.transaction("state").objectStore("state");
        const read = states.get("latest");
        await new Promise((resolve) => { read.onsuccess = resolve; });
        open.result.close();
        return own.length === 1 && parts.includes("/kitchen")
            && parts.some((part) => part.endsWith("/translations"))
            && Boolean(read.result?.tickets.length);
    };
    for (let look = 0; look < 200; look++) {
        if (await isKept()) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error("it is not kept");
})()"""


@tagged("post_install", "-at_install")
class TestScreenPage(BrowserCommon):
    """The screens in a browser: what a cook does, and what the expo does."""

    def test_page_is_for_anyone_and_tells_nothing(self):
        self.screen._channel()
        page = self.url_open("/kitchen")
        self.assertEqual(page.status_code, 200)
        self.assertIn("frame-ancestors 'self'", page.headers["Content-Security-Policy"])
        self.assertNotIn(self.screen.sudo().secret, page.text)
        # It may be kept on the tablet.
        self.assertNotIn("csrf_token", page.text)

    def pairing_code(self):
        manager = new_test_user(
            self.env,
            "manajer-uji",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        action = self.screen.with_user(manager).action_pair()
        wizard = self.env["bakery.kitchen.pair"].with_user(manager)
        return wizard.browse(action["res_id"]).code

    def test_cook(self):
        order, _lines = self.sent((self.rice, 2), (self.cake_slice, 1))
        other, [less] = self.sent((self.rice, 3), table=False)
        other.set(less, qty=1)
        other.ask()
        other.save()
        ticket, marked = self.tickets(order), self.tickets(other)
        code = self.pairing_code()
        served = f".k-recent-row[data-ticket='{ticket.uuid}'] button"
        card = f"main [data-ticket='{ticket.uuid}']"
        second = f"main [data-ticket='{marked.uuid}']"

        def steps(page):
            for digit in code:
                page.tap(f"[data-key='{digit}']")
            page.tap(".k-overlay .k-start")
            page.see(f"{card}[data-state='new']")
            page.tap(f"{card} .k-line-todo")
            page.see(f"{card}[data-state='cooking']:not(.k-waits)")
            page.tap(f"{card} .k-bump")
            page.see(f"{card}[data-state='ready']:not(.k-waits)")
            page.tap(f"{card} .k-dots")
            page.tap(f"{card} .k-more button:has(.fa-undo)")
            page.see(f"{card}[data-state='cooking']:not(.k-waits)")
            page.tap(f"{card} .k-bump")
            page.see(f"{card}[data-state='ready']:not(.k-waits)")
            page.tap(f"{card} .k-served")
            page.miss(card)
            page.tap(".k-tools button:has(.fa-history)")
            page.tap(served)
            page.see(f"{card}[data-state='ready']:not(.k-waits)")
            page.see(f"{second} .k-marked")
            page.tap(f"{second} .k-ack")
            page.see(f"{second}:not(.k-waits):not(:has(.k-ack)):not(:has(.k-marked))")
            page.tap(f"{second} .k-dots")
            page.tap(f"{second} .k-more button:has(.fa-bolt)")
            page.see(f"{second}:not(.k-waits) .k-rush")

        self.use(steps)
        done = ticket.event_ids.filtered("action_uuid").sorted("id")
        self.assertEqual(
            done.mapped("action"), ["done", "bump", "undo", "bump", "bump", "recall"]
        )
        self.assertEqual(len(done.device_id), 1)
        self.assertEqual(done.device_id.display_id, self.screen)
        self.assertEqual(ticket.state, "ready")
        self.assertTrue(marked.rush and not marked.needs_ack)
        self.assertTrue(marked.expo_needs_ack)

    def test_expo(self):
        order, [less, _drink] = self.sent((self.rice, 2), (self.latte, 1))
        order.set(less, qty=1)
        order.ask()
        order.save()
        food, drink = self.tickets(order).sorted(lambda t: t.station_id == self.bar)
        self.act(drink, "bump", device=self.pass_device)
        self.act(drink, "recall", device=self.pass_device)
        card = f"main [data-order='{order.uuid}']"
        marked = f"{card} [data-ticket='{food.uuid}'] .k-marked"
        made = f"{card} [data-ticket='{drink.uuid}'].k-part-ready"

        def steps(page):
            page.tap(".k-overlay .k-start")
            page.see(marked)
            page.see(made)
            page.tap(f"{card} .k-urge")
            page.see(f"{card}:not(.k-waits) .k-rush")
            page.tap(f"{card} .k-ack")
            page.see(f"{card}:not(.k-waits) .k-early")
            page.tap(f"{card} .k-early")
            page.miss(card)
            page.miss(".k-waiting")

        self.use(steps, self.pass_device)
        tickets = food | drink
        self.assertEqual(set(tickets.mapped("state")), {"served"})
        self.assertTrue(all(tickets.mapped("rush")))
        self.assertFalse(any(tickets.mapped("expo_needs_ack")))
        # The cooks have not seen it yet.
        self.assertTrue(food.needs_ack)

    # Without a network ----------------------------------------------------------------

    def test_worker_is_the_assets_own(self):
        worker = self.url_open("/kitchen/service-worker.js")
        self.assertEqual(worker.headers["Service-Worker-Allowed"], "/kitchen")
        self.assertIn("javascript", worker.headers["Content-Type"])
        self.assertIn("bakery_pos_kitchen.assets_screen", worker.text)
        page = self.url_open("/kitchen").text
        for address in worker.text.split("const FILES = [")[1].split("]")[0].split('"'):
            if address.startswith("/web/assets"):
                self.assertIn(address, page)

    def test_reload_without_a_network(self):
        order, _lines = self.sent((self.rice, 2), (self.cake_slice, 1))
        ticket = self.tickets(order)
        card = f"main [data-ticket='{ticket.uuid}']"

        def steps(page):
            page.tap(".k-overlay .k-start")
            page.see(card)
            page.until("navigator.serviceWorker.controller")
            page.evaluate(KEPT)
            self.assertTrue(page.workers)
            page.network(online=False)
            page.reload()
            page.see(".k-screen[data-connection='red']")
            page.see(card)
            page.tap(".k-lost .k-start")
            page.tap(".k-overlay .k-start")
            page.tap(f"{card} .k-line-todo")
            page.see(f"{card}.k-waits[data-state='cooking']")
            page.see(".k-waiting")
            # Once more: what was tapped outlives the page, too.
            page.reload()
            page.see(f"{card}.k-waits[data-state='cooking']")
            page.network(online=True)
            page.miss(".k-waiting")
            page.see(".k-screen[data-connection='green']")
            page.see(f"{card}:not(.k-waits)[data-state='cooking']")

        self.use(steps, self.device)
        tapped = ticket.event_ids.filtered("action_uuid")
        self.assertEqual(tapped.mapped("action"), ["done"])
        self.assertEqual(sorted(ticket.line_ids.mapped("state")), ["done", "todo"])
