import { makePulse } from "@bakery_pos_kitchen/screen/model/pulse";
import { ServerClock } from "@bakery_pos_kitchen/screen/model/server_clock";
import { CountsPanel } from "@bakery_pos_kitchen/screen/parts/counts_panel";
import { GuestBoard } from "@bakery_pos_kitchen/screen/parts/guest_board";
import { PairingPage } from "@bakery_pos_kitchen/screen/parts/pairing_page";
import { RecentPanel } from "@bakery_pos_kitchen/screen/parts/recent_panel";
import { ScreenHeader } from "@bakery_pos_kitchen/screen/parts/screen_header";
import { TicketCard } from "@bakery_pos_kitchen/screen/parts/ticket_card";
import { expect, test } from "@odoo/hoot";
import { click, press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { allowTranslations, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { line, ticket } from "./examples";

const NOW = Date.parse("2026-11-27T09:41:00Z");
const clock = new ServerClock(() => NOW);
const station = { id: 3, name: "Dapur", warn_min: 8, late_min: 15 };

/** Mount a part of the screen, which has none of the till's services about it. */
function mountPart(Part, props) {
    allowTranslations();
    return mountWithCleanup(Part, { env: {}, noMainContainer: true, props });
}

async function mountCard(values) {
    const taps = [];
    await mountPart(TicketCard, {
        ticket: ticket("a", values),
        station,
        clock,
        pulse: makePulse(),
        unseen: false,
        act: (action, of, row) => taps.push([action, row?.uuid]),
        see: () => {},
    });
    return taps;
}

test("a card says whose it is, how long it waits and what is to be made", async () => {
    await mountCard();
    expect(".k-label b").toHaveText("T 5");
    expect(".k-age").toHaveText("11:00");
    expect(".k-ticket").toHaveClass("k-warn");
    expect(queryAllTexts(".k-name")).toEqual(["Nasi Goreng", "Es Teh"]);
    expect(queryAllTexts(".k-quantity b")).toEqual(["2", "1"]);
});

test("a line is ticked by a tap, and the tick taken back", async () => {
    const taps = await mountCard({
        lines: [line("Soto"), line("Teh", { state: "done" })],
    });
    await click("[data-line='line-Soto']");
    await click("[data-line='line-Teh']");
    expect(taps).toEqual([
        ["done", "line-Soto"],
        ["undone", "line-Teh"],
    ]);
});

test("less, another note and another table must be seen before anything else", async () => {
    const taps = await mountCard({
        marks: ["moved"],
        from_label: "T 2",
        lines: [
            line("Soto", { qty: 3, void: 1, marks: ["void"] }),
            line("Teh", { note: "Tawar", old_note: "Manis", marks: ["note"] }),
        ],
    });
    expect(".k-bump").toHaveCount(0);
    expect(".k-mark").toHaveText(/T 2/);
    expect("[data-line='line-Soto'] .k-quantity s").toHaveText("3");
    expect("[data-line='line-Soto'] .k-quantity b").toHaveText("2");
    expect("[data-line='line-Teh'] .k-note s").toHaveText("Manis");
    await click(".k-ack");
    await click("[data-line='line-Soto']");
    expect(taps).toEqual([
        ["ack", undefined],
        ["ack", "line-Soto"],
    ]);
});

test("what waits for its course is not ticked", async () => {
    const taps = await mountCard({ state: "held", fired_at: null });
    await click("[data-line='line-Es Teh']");
    expect(taps).toEqual([]);
    expect(".k-main").toHaveProperty("disabled", true);
});

test("rush, hold and undo lie behind the dots", async () => {
    const taps = await mountCard();
    expect(".k-more").toHaveCount(0);
    await click(".k-dots");
    await animationFrame();
    await click(".k-more button:has(.fa-bolt)");
    await animationFrame();
    expect(".k-more").toHaveCount(0);
    await click(".k-dots");
    await animationFrame();
    await click(".k-more button:has(.fa-undo)");
    expect(taps).toEqual([
        ["rush", undefined],
        ["undo", undefined],
    ]);
});

test("what a guest wrote is text, whatever it looks like", async () => {
    const note = "<img src=x onerror=alert(1)> 🌶️".repeat(20);
    await mountCard({ lines: [line("<b>Soto</b>", { customer_note: note })] });
    expect(".k-name").toHaveText("<b>Soto</b>");
    expect(".k-line img").toHaveCount(0);
});

test("the board has numbers in the making and ready, the latest ready first", async () => {
    await mountPart(GuestBoard, {
        orders: [
            {
                number: "1",
                state: "ready",
                name: "",
                since: "2026-11-27T09:00:00Z",
            },
            {
                number: "2",
                state: "ready",
                name: "Sari",
                since: "2026-11-27T09:30:00Z",
            },
            { number: "3", state: "preparing", name: "", since: "" },
        ],
    });
    expect(queryAllTexts(".k-board-ready b")).toEqual(["2", "1"]);
    expect(queryAllTexts(".k-board-preparing b")).toEqual(["3"]);
    expect(".k-board-ready li:first span").toHaveText("Sari");
});

test("six digits are sent by themselves, and a wrong code says so", async () => {
    const codes = [];
    await mountPart(PairingPage, {
        pair: async (code) => {
            codes.push(code);
            return "Kode salah";
        },
    });
    await click("[data-key='4']");
    await press("7");
    await press("Backspace");
    for (const key of "23456") {
        await click(`[data-key='${key}']`);
    }
    await animationFrame();
    expect(codes).toEqual(["423456"]);
    expect("[role='alert']").toHaveText("Kode salah");
    expect(queryAllTexts(".k-digit").join("")).toBe("");
});

test("the bar says how the connection is and how much waits to be sent", async () => {
    const nothing = () => {};
    await mountPart(ScreenHeader, {
        name: "Dapur",
        mode: "prep",
        colour: "red",
        waiting: 4,
        open: 7,
        stations: [station],
        station: 0,
        sort: "age",
        panel: null,
        sound: true,
        theme: "dark",
        pulse: { ...makePulse(), late: 2 },
        onStation: nothing,
        onSort: nothing,
        onPanel: nothing,
        onSound: nothing,
        onTheme: nothing,
    });
    expect(".k-connection-red").toHaveCount(1);
    expect(".k-waiting").toHaveText(/4/);
    expect(".k-chip-late").toHaveText(/2/);
});

test("counts are sorted by quantity; what was served can be called back", async () => {
    await mountPart(CountsPanel, {
        counts: {
            products: [
                { product: 1, name: "Teh", qty: 2 },
                { product: 2, name: "Nasi", qty: 7 },
            ],
            ingredients: [{ name: "Beras", qty: 1400, unit: "g" }],
        },
    });
    expect(queryAllTexts(".k-counts td:last-child")).toEqual(["Nasi", "Teh", "Beras"]);
    const called = [];
    await mountPart(RecentPanel, {
        tickets: [ticket("a", { state: "served", closed_at: "2026-11-27T09:40:00Z" })],
        clock,
        pulse: makePulse(),
        act: (action, of) => called.push([action, of.uuid]),
    });
    await click(".k-recent-row button");
    expect(called).toEqual([["recall", "a"]]);
});
