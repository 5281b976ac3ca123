import { ExpoOrder } from "@bakery_pos_kitchen/screen/parts/expo_order";
import { makePulse } from "@bakery_pos_kitchen/screen/model/pulse";
import { ServerClock } from "@bakery_pos_kitchen/screen/model/server_clock";
import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { allowTranslations, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { line, ticket } from "./examples";
import { Server, ago, mountKitchen, settle } from "./kitchen_harness";

describe.current.tags("desktop");

const NOW = Date.parse("2026-11-27T09:41:00Z");
const station = { id: 3, name: "Dapur", warn_min: 8, late_min: 15 };
const done = { state: "ready", lines: [line("Soto", { state: "done" })] };

async function mountOrder(...tickets) {
    allowTranslations();
    const taps = [];
    await mountWithCleanup(ExpoOrder, {
        env: {},
        noMainContainer: true,
        props: {
            tickets,
            stationOf: { 3: station, 4: { ...station, id: 4, name: "Bar" } },
            clock: new ServerClock(() => NOW),
            pulse: makePulse(),
            unseen: false,
            act: (action, of, row) =>
                taps.push([action, of.uuid, ...(row ? [row.uuid] : [])]),
            see: () => {},
        },
    });
    return taps;
}

test("all stations of an order on one card, each with how far it is", async () => {
    const taps = await mountOrder(
        ticket("a", {
            state: "cooking",
            lines: [line("Soto", { state: "done" }), line("Gado")],
        }),
        ticket("b", { ...done, station: 4 })
    );
    expect(".k-ticket").toHaveCount(1);
    expect(".k-part").toHaveCount(2);
    expect("[data-ticket='a'] .k-progress b").toHaveText("1/2");
    expect("[data-ready='1']").toHaveCount(0);
    expect(".k-main").toHaveClass("k-early");
    await click(".k-main");
    expect(taps).toEqual([
        ["bump", "a"],
        ["bump", "b"],
    ]);
});

test("each course is served by itself; one that waits is not", async () => {
    const taps = await mountOrder(
        ticket("a", { ...done, course: 1 }),
        ticket("b", { state: "held", fired_at: null, course: 2 })
    );
    expect("[data-course='1'] .k-main").toHaveClass("k-bump");
    expect("[data-course='2'] .k-main").toHaveProperty("disabled", true);
    await click("[data-course='1'] .k-main");
    expect(taps).toEqual([["bump", "a"]]);
});

test("while only a later course is held there is nothing to serve", async () => {
    await mountOrder(ticket("b", { state: "held", fired_at: null, course: 2 }));
    expect(".k-early").toHaveCount(0);
    expect(".k-ticket").toHaveClass("k-held");
});

test("marks, voids and another table are acknowledged before anything is served", async () => {
    const gone = line("Teh", { state: "void", void: 1, marks: ["void"] });
    const taps = await mountOrder(
        ticket("a", {
            ...done,
            marks: ["moved"],
            from_label: "T 2",
            lines: [
                line("Soto", { qty: 3, void: 1, state: "done", marks: ["void"] }),
                line("Gado", {
                    state: "done",
                    note: "Pedas",
                    old_note: "Manis",
                    marks: ["note"],
                }),
            ],
        }),
        ticket("b", { state: "void", lines: [gone], station: 4 })
    );
    expect(".k-bump").toHaveCount(0);
    expect(".k-mark").toHaveText(/T 2/);
    expect("[data-line='line-Soto'] .k-quantity s").toHaveText("3");
    expect("[data-line='line-Gado'] .k-note s").toHaveText("Manis");
    expect("[data-line='line-Teh']").toHaveClass("k-line-void");
    await click("[data-line='line-Gado']");
    await click(".k-ack");
    expect(taps).toEqual([
        ["ack", "a", "line-Gado"],
        ["ack", "a"],
        ["bump", "b"],
    ]);
});

test("what guests wish is read at the pass: notes, attributes, allergies", async () => {
    await mountOrder(
        ticket("a", {
            order_note: "Satu tagihan",
            rush: true,
            lines: [
                line("Soto", {
                    attributes: ["Pedas"],
                    customer_note: "Alergi kacang",
                    combo: "Paket Siang",
                    seat: 2,
                }),
            ],
        }),
        ticket("b", { order_note: "Satu tagihan", station: 4 })
    );
    expect("article > .k-note").toHaveCount(1);
    expect("article > .k-note").toHaveText("Satu tagihan");
    expect(".k-attributes").toHaveText("Pedas");
    expect(".k-grave").toHaveText("Alergi kacang");
    expect(".k-name:first").toHaveText(/Paket Siang/);
    expect(".k-rush").toHaveCount(1);
});

test("rush is asked for all stations of the order, and taken back", async () => {
    const taps = await mountOrder(ticket("a"), ticket("b", { station: 4, rush: true }));
    await click(".k-urge");
    expect(taps).toEqual([["unrush", "b"]]);
});

function expoServer(...tickets) {
    const server = new Server();
    server.display = { mode: "expo" };
    server.stations = [
        ...server.stations,
        { ...server.stations[0], id: 4, name: "Bar" },
    ];
    server.tickets = tickets;
    return server;
}

const fresh = (uuid, values) =>
    ticket(uuid, { order: "o", sent_at: ago(60), fired_at: ago(60), ...values });

test("the expo is told once when all of a course is ready, and of marks until seen", async () => {
    const server = expoServer(fresh("a"), fresh("b", { station: 4 }));
    const { rung, push } = await mountKitchen(server);
    await push(fresh("c", { order: "p" }));
    expect(rung).toEqual([]);
    expect("[data-order]").toHaveCount(2);
    await push(fresh("a", { ...done, rev: 2 }));
    expect(rung).toEqual([]);
    await push(fresh("b", { ...done, station: 4, rev: 2 }));
    expect(rung).toEqual(["ready"]);
    expect("[data-order='o']").toHaveClass("k-unseen");
    await click("[data-order='o'] header");
    await settle();
    expect(".k-unseen").toHaveCount(0);
    const marked = [line("Soto", { state: "done", qty: 2, void: 1, marks: ["void"] })];
    await push(fresh("a", { ...done, rev: 3, lines: marked }));
    expect(rung).toEqual(["ready", "new"]);
    server.act = () => ({ status: 200, ticket: fresh("a", { ...done, rev: 4 }) });
    await click("[data-order='o'] .k-ack");
    await settle();
    expect(".k-ack").toHaveCount(0);
    expect(".k-bump").toHaveCount(1);
});

test("what was cancelled and seen leaves the expo with its order", async () => {
    const gone = { state: "void", lines: [line("Teh", { state: "void", void: 1 })] };
    await mountKitchen(
        expoServer(fresh("a", { order: "p" }), fresh("b", { ...gone, order: "q" }))
    );
    expect(".k-ticket").toHaveCount(1);
    expect(queryAllTexts(".k-chip:first")).toEqual(["1 open"]);
});
