import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { line, ticket } from "./examples";
import { Server, ago, mountKitchen, settle } from "./kitchen_harness";

describe.current.tags("desktop");

/** A ticket that came in just now. */
const fresh = (uuid, values = {}) =>
    ticket(uuid, { sent_at: ago(60), fired_at: ago(60), ...values });

function serverWith(...tickets) {
    const server = new Server();
    server.tickets = tickets;
    return server;
}

test("what was there when the page came up is no news, what comes in rings until seen", async () => {
    const { rung, push } = await mountKitchen(serverWith(fresh("a")));
    expect(".k-ticket").toHaveCount(1);
    expect(".k-unseen").toHaveCount(0);
    expect(rung).toEqual([]);
    await push(fresh("b"));
    expect("[data-ticket='b']").toHaveClass("k-unseen");
    expect(rung).toEqual(["new"]);
    await advanceTime(8100);
    expect(rung.length).toBe(3);
    await click("[data-ticket='b'] header");
    await settle();
    expect(".k-unseen").toHaveCount(0);
    await advanceTime(8100);
    expect(rung.length).toBe(3);
});

test("a held ticket whose course is fired rings and flashes", async () => {
    const held = fresh("a", { state: "held", fired_at: null });
    const { rung, push } = await mountKitchen(serverWith(held));
    expect(rung).toEqual([]);
    await push(fresh("a", { rev: 2 }));
    expect("[data-ticket='a']").toHaveClass("k-unseen");
    expect(rung).toEqual(["new"]);
});

test("what is taken back by the cook does not ring", async () => {
    const { rung, push } = await mountKitchen(
        serverWith(fresh("a", { state: "cooking", started_at: ago(30) }))
    );
    await push(fresh("a", { rev: 2 }));
    expect(".k-unseen").toHaveCount(0);
    expect(rung).toEqual([]);
});

test("yesterday's tickets do not ring on the morning after", async () => {
    const server = serverWith();
    const { rung } = await mountKitchen(server);
    const night = Array.from({ length: 200 }, (_each, at) =>
        ticket(`t${at}`, {
            sent_at: ago(9 * 3600),
            fired_at: ago(9 * 3600),
            marks: ["moved"],
        })
    );
    server.tickets = [...night, fresh("now")];
    document.dispatchEvent(new Event("visibilitychange"));
    await settle();
    expect(".k-ticket").toHaveCount(201);
    expect(".k-unseen").toHaveCount(1);
    expect(rung).toEqual(["new"]);
});

test("a tablet that wakes up reads all anew before it says that nobody answers", async () => {
    const server = serverWith(fresh("a"));
    const { screen } = await mountKitchen(server);
    screen.connection.heardAt -= 8 * 3600 * 1000;
    screen.tickedAt -= 8 * 3600 * 1000;
    server.up = false;
    server.asked = [];
    await advanceTime(1000);
    expect(server.asked).toEqual(["snapshot"]);
    expect(".k-connection-amber").toHaveCount(1);
    expect(".k-lost").toHaveCount(0);
    await advanceTime(14000);
    expect(".k-lost").toHaveCount(1);
    server.up = true;
    await advanceTime(15000);
    await settle();
    expect(".k-lost").toHaveCount(0);
    expect(".k-connection-green").toHaveCount(1);
});

test("a tablet is asked to stay awake again whenever the page comes back", async () => {
    let asked = 0;
    const lock = { release: async () => {} };
    const wakeLock = { request: async () => (asked++, lock) };
    Object.defineProperty(navigator, "wakeLock", {
        value: wakeLock,
        configurable: true,
    });
    await mountKitchen(serverWith(), { started: false });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(asked).toBe(0);
    await click(".k-overlay .k-start");
    expect(asked).toBe(1);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(asked).toBe(2);
    delete navigator.wakeLock;
});

test("a push that overtakes the answer does not count the tap twice", async () => {
    const server = serverWith(fresh("a"));
    const { screen, push } = await mountKitchen(server);
    server.up = false;
    await click("[data-ticket='a'] .k-bump");
    await settle();
    expect("[data-ticket='a']").toHaveAttribute("data-state", "ready");
    const lines = fresh("a").lines.map((row) => ({ ...row, state: "done" }));
    await push(fresh("a", { rev: 2, state: "ready", lines }));
    expect("[data-ticket='a']").toHaveAttribute("data-state", "ready");
    expect(screen.kitchen.pending.length).toBe(1);
    await click("[data-ticket='a'] .k-dots");
    await settle();
    await click("[data-ticket='a'] .fa-bolt");
    await settle();
    expect(screen.kitchen.pending.map((one) => [one.action, one.rev])).toEqual([
        ["bump", 1],
        ["rush", 2],
    ]);
});

test("grid, columns and list; by station, by table, by course", async () => {
    const server = serverWith(
        fresh("a", { label: "T 10", course: 2 }),
        fresh("b", { label: "T 9", course: 1, station: 4 })
    );
    server.stations = [
        ...server.stations,
        { ...server.stations[0], id: 4, name: "Bar" },
    ];
    const { screen } = await mountKitchen(server);
    const labels = () => queryAllTexts(".k-label b");
    expect(".k-grid .k-ticket").toHaveCount(2);
    screen.showSorted("label");
    await settle();
    expect(labels()).toEqual(["T 9", "T 10"]);
    await click(".k-switch button:contains(Bar)");
    await settle();
    expect(labels()).toEqual(["T 9"]);
    await click(".k-switch button:first");
    server.display = { layout: "columns" };
    screen.connection.read();
    await settle();
    expect(".k-column").toHaveCount(2);
    server.display = { layout: "list" };
    screen.connection.read();
    await settle();
    expect(".k-list .k-ticket").toHaveCount(2);
});

test("a refused tap is told, and the ticket is as the server says", async () => {
    const server = serverWith(fresh("a"));
    const changed = fresh("a", { rev: 9, guests: 7 });
    server.act = () => ({ status: 409, ticket: changed });
    await mountKitchen(server);
    await click("[data-ticket='a'] .k-bump");
    await settle();
    expect(".k-message").toHaveText(/T 5/);
    expect("[data-ticket='a'] .k-facts").toHaveText(/7/);
    await advanceTime(6100);
    expect(".k-message").toHaveCount(0);
});

test("a device that is shut out forgets everything and asks for a code", async () => {
    const server = serverWith(fresh("a"));
    const { screen, bus } = await mountKitchen(server);
    server.paired = false;
    bus.handlers.bakery_kitchen_revoked({});
    await settle();
    expect(".k-ticket").toHaveCount(0);
    expect(".k-pairing").toHaveCount(1);
    expect(Object.keys(screen.kitchen.tickets)).toEqual([]);
    expect(bus.channels).toEqual([]);
    for (const digit of "123456") {
        await click(`[data-key='${digit}']`);
    }
    await settle();
    expect("[role='alert']").toHaveText("Kode salah");
});

test("the panels: what is to be made, and what was served to be called back", async () => {
    const server = serverWith();
    server.recent = [fresh("old", { state: "served", closed_at: ago(60) })];
    await mountKitchen(server);
    await click(".k-tools .fa-list-ol");
    await settle();
    expect(".k-counts").toHaveCount(1);
    expect(server.asked.at(-1)).toBe("counts");
    await click(".k-tools .fa-history");
    await settle();
    await click(".k-recent-row button");
    await settle();
    expect(server.acted.map((one) => one.action)).toEqual(["recall"]);
});

test("a screen that is mute by its set-up, or by a tap, rings for nothing", async () => {
    const server = serverWith();
    server.display = { sound: false };
    const { rung, push } = await mountKitchen(server);
    await push(fresh("a"));
    expect(".k-unseen").toHaveCount(1);
    expect(rung).toEqual([]);
    await click(".k-tools .fa-volume-off");
    await settle();
    expect(rung).toEqual(["new"]);
});

test("the board shows numbers and nothing to tap", async () => {
    const server = new Server();
    server.display = { mode: "customer" };
    const plain = server.snapshot.bind(server);
    server.snapshot = () => ({
        ...plain(),
        orders: [{ number: "12", state: "ready", name: "Sari", since: ago(1) }],
    });
    await mountKitchen(server, { started: false });
    expect(".k-board-ready b").toHaveText("12");
    expect(".k-overlay").toHaveCount(0);
});

test("without a network a page shows what was last known, red, and what waits", async () => {
    const first = serverWith(fresh("a"));
    const { screen, saved } = await mountKitchen(first);
    await advanceTime(2000);
    expect(JSON.stringify(saved)).not.toMatch(/bakery_kitchen_x/);
    const kept = JSON.parse(JSON.stringify(saved.at(-1)));
    screen.__owl__.app.destroy();

    const server = serverWith(fresh("a"));
    server.up = false;
    const queued = [
        { uuid: "q", action: "bump", ticket: "a", rev: 1, number: 1, at: ago(5) },
    ];
    const next = await mountKitchen(server, { kept, queued, started: false });
    expect(".k-screen").toHaveAttribute("data-connection", "red");
    expect(".k-lost").toHaveCount(1);
    expect("[data-ticket='a']").toHaveAttribute("data-state", "ready");
    expect(".k-waiting").toHaveText(/1/);
    server.up = true;
    server.tickets = [fresh("a"), fresh("b")];
    await next.screen.connection.read();
    await settle();
    expect(server.acted.map((one) => one.uuid)).toEqual(["q"]);
    expect(".k-connection-green").toHaveCount(1);
    expect("[data-ticket='b']").toHaveClass("k-unseen");
});

test("a page that was never paired, or is shut out, shows nothing that was kept", async () => {
    const server = serverWith(fresh("a"));
    const { screen, saved } = await mountKitchen(server);
    await advanceTime(2000);
    const kept = saved.at(-1);
    server.paired = false;
    await screen.connection.read();
    await settle();
    expect(saved.at(-1)).toBe(null);
    screen.__owl__.app.destroy();
    await mountKitchen(server, { kept, started: false });
    expect(".k-pairing").toHaveCount(1);
    expect(".k-ticket").toHaveCount(0);
});

test("a second draws ages and no cards", async () => {
    const many = Array.from({ length: 150 }, (_each, at) =>
        fresh(`t${at}`, { fired_at: ago(60) })
    );
    const { screen } = await mountKitchen(serverWith(...many));
    let drawn = 0;
    const cards = Object.values(screen.__owl__.children).filter(
        (child) => child.component.constructor.name === "TicketCard"
    );
    expect(cards.length).toBe(150);
    for (const card of cards) {
        patchWithCleanup(card, { updateAndRender: card.updateAndRender });
        const render = card.renderFn;
        card.renderFn = () => {
            drawn++;
            return render();
        };
    }
    await advanceTime(1000);
    await settle();
    expect(".k-age:first").toHaveText("1:01");
    expect(drawn).toBe(0);
    // A snapshot with the same tickets is none of theirs either.
    await advanceTime(14000);
    await settle();
    expect(drawn).toBe(0);
    // Eight minutes: each turns yellow, once.
    await advanceTime(7 * 60000);
    await settle();
    expect(".k-ticket.k-warn").toHaveCount(150);
    expect(drawn).toBe(150);
});

test("a long shift leaves nothing behind in the page", async () => {
    const server = serverWith();
    const { screen, bus } = await mountKitchen(server);
    const round = async (from) => {
        for (let number = from; number < from + 200; number++) {
            const one = fresh(`t${number}`, { lines: [line("Soto")] });
            const over = { rev: 3, state: "served", closed_at: ago(0) };
            bus.handlers.bakery_kitchen({ tickets: [one] });
            bus.handlers.bakery_kitchen({
                tickets: [fresh(`t${number}`, { rev: 2, marks: ["moved"] })],
            });
            if (number % 50 === 0) {
                await settle();
            }
            bus.handlers.bakery_kitchen({ tickets: [{ ...one, ...over }] });
        }
        await advanceTime(30000);
        await settle();
        return {
            nodes: document.querySelectorAll("*").length,
            parts: Object.keys(screen.__owl__.children).length,
            tickets: Object.keys(screen.kitchen.tickets).length,
            pushed: Object.keys(screen.kitchen.pushedAt).length,
            known: screen.news.known.size,
            unseen: screen.unseen.size,
            urgencies: Object.keys(screen.pulse.urgencies).length,
            groups: screen.groups.size,
            timers: screen.connection.timers.length,
        };
    };
    const first = await round(0);
    let last;
    for (let turn = 1; turn < 6; turn++) {
        last = await round(turn * 200);
    }
    expect(last).toEqual(first);
    expect(last.tickets).toBe(0);
    expect(screen.kitchen.recent.length).toBeLessThan(51);
});
