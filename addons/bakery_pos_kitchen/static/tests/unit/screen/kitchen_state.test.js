import { KitchenState } from "@bakery_pos_kitchen/screen/model/kitchen_state";
import { describe, expect, test } from "@odoo/hoot";
import { line, snapshot, ticket } from "./examples";

describe.current.tags("headless");

function state(...tickets) {
    const kitchen = new KitchenState();
    kitchen.applySnapshot(snapshot(tickets), 0);
    return kitchen;
}

const shown = (kitchen) => kitchen.shown().map((row) => row.uuid);

test("a push replaces a ticket by a higher revision only", () => {
    const kitchen = state(ticket("a", { rev: 3, guests: 2 }));
    kitchen.applyTickets([ticket("a", { rev: 2, guests: 9 })], 1);
    kitchen.applyTickets([ticket("a", { rev: 3, guests: 9 })], 1);
    expect(kitchen.tickets.a.guests).toBe(2);
    kitchen.applyTickets([ticket("a", { rev: 4, guests: 5 })], 1);
    expect(kitchen.tickets.a.guests).toBe(5);
});

test("a snapshot keeps what was pushed while it was on its way, and nothing else", () => {
    const kitchen = state(ticket("old"));
    kitchen.applyTickets([ticket("pushed")], 20);
    kitchen.applySnapshot(snapshot([]), 10);
    expect(shown(kitchen)).toEqual(["pushed"]);
    kitchen.applySnapshot(snapshot([]), 30);
    expect(shown(kitchen)).toEqual([]);
});

test("a snapshot older than a push does not take a ticket back", () => {
    const kitchen = state(ticket("a", { rev: 1 }));
    kitchen.applyTickets([ticket("a", { rev: 5, guests: 7 })], 20);
    kitchen.applySnapshot(snapshot([ticket("a", { rev: 4 })]), 10);
    expect(kitchen.tickets.a.guests).toBe(7);
});

test("tickets of other stations are none of this screen's", () => {
    const kitchen = state();
    kitchen.applyTickets([ticket("a", { station: 99 })], 1);
    expect(shown(kitchen)).toEqual([]);
});

test("what is closed goes to what was lately served; with marks it stays", () => {
    const closed = { rev: 2, state: "served", closed_at: "2026-11-27T09:40:00Z" };
    const kitchen = state(ticket("a"), ticket("b"));
    kitchen.applyTickets([ticket("a", closed)], 1);
    kitchen.applyTickets([ticket("b", { ...closed, marks: ["moved"] })], 1);
    expect(kitchen.closed().map((row) => row.uuid)).toEqual(["a"]);
    expect(shown(kitchen)).toEqual(["b"]);
});

test("what is cancelled after it was served stays until somebody has seen it", () => {
    const closed = { state: "served", closed_at: "2026-11-27T09:40:00Z" };
    const gone = line("Soto", { state: "void", void: 1, marks: ["void"] });
    const kitchen = state(ticket("a"));
    kitchen.applyTickets([ticket("a", { ...closed, rev: 2, lines: [gone] })], 1);
    expect(shown(kitchen)).toEqual(["a"]);
    const seen = { ...gone, marks: [] };
    kitchen.applyTickets([ticket("a", { ...closed, rev: 3, lines: [seen] })], 2);
    expect(shown(kitchen)).toEqual([]);
    expect(kitchen.closed().map((row) => row.uuid)).toEqual(["a"]);
});

test("rush comes first, then the oldest", () => {
    const kitchen = state(
        ticket("young", { fired_at: "2026-11-27T09:39:00Z" }),
        ticket("old", { fired_at: "2026-11-27T09:20:00Z" }),
        ticket("rush", { fired_at: "2026-11-27T09:40:00Z", rush: true })
    );
    expect(shown(kitchen)).toEqual(["rush", "old", "young"]);
});

test("actions under way are foreseen and leave what the server said alone", () => {
    const kitchen = state(ticket("a"));
    const tap = (action, line) =>
        kitchen.pending.push({
            uuid: `${action}${kitchen.pending.length}`,
            action,
            ticket: "a",
            line,
            ...kitchen.baseOf("a"),
            at: "2026-11-27T09:42:00Z",
        });
    tap("done", "line-Nasi Goreng");
    expect(kitchen.shown()[0].state).toBe("cooking");
    tap("done", "line-Es Teh");
    expect(kitchen.shown()[0].state).toBe("ready");
    expect(kitchen.pending.map((action) => action.rev)).toEqual([1, 2]);
    expect(kitchen.pending[1].after).toBe(kitchen.pending[0].uuid);
    expect(kitchen.tickets.a.state).toBe("new");
    expect(kitchen.tickets.a.lines[0].state).toBe("todo");
    tap("recall");
    expect(kitchen.shown()[0].state).toBe("cooking");
});

test("what a push or a snapshot brings already is not foreseen once more", () => {
    const kitchen = state(ticket("a"));
    const tap = (uuid, action, values) =>
        kitchen.pending.push({
            uuid,
            action,
            ticket: "a",
            ...kitchen.baseOf("a"),
            ...values,
        });
    tap("1", "recall");
    const cooking = { state: "cooking", started_at: "2026-11-27T09:35:00Z" };
    // Recalled from ready, which the screen had not been told of: rev 1 is over.
    kitchen.applyTickets([ticket("a", { ...cooking, rev: 2 })], 1);
    expect(kitchen.baseOf("a")).toEqual({ rev: 2 });
    tap("2", "bump");
    expect(kitchen.pending[1].rev).toBe(2);
    expect(kitchen.shown()[0].state).toBe("ready");
    // The kitchen's second bump would serve: the first must not be counted twice.
    const ready = { state: "ready", rev: 3 };
    kitchen.applySnapshot(snapshot([ticket("a", { ...cooking, ...ready })]), 2);
    expect(kitchen.shown()[0].state).toBe("ready");
    expect(kitchen.shown()[0].waits).toBe(undefined);
    expect(kitchen.baseOf("a")).toEqual({ rev: 3 });
});

test("queued taps that somebody else overtook are not foreseen, the next tap counts", () => {
    const kitchen = state(ticket("a"));
    kitchen.pending.push({ uuid: "1", action: "bump", ticket: "a", rev: 1, at: "x" });
    kitchen.applyTickets([ticket("a", { rev: 2, guests: 5 })], 1);
    expect(kitchen.shown()[0].state).toBe("new");
    expect(kitchen.baseOf("a")).toEqual({ rev: 2 });
    expect(kitchen.pending.length).toBe(1);
});

test("an older push or snapshot does not bring back what was closed", () => {
    const closed = { rev: 5, state: "served", closed_at: "2026-11-27T09:40:00Z" };
    const kitchen = state(ticket("a", { rev: 3 }));
    kitchen.applyTickets([ticket("a", closed)], 20);
    kitchen.applyTickets([ticket("a", { rev: 4 })], 21);
    expect(shown(kitchen)).toEqual([]);
    kitchen.applySnapshot(snapshot([ticket("a", { rev: 4 })]), 10);
    expect(shown(kitchen)).toEqual([]);
    expect(kitchen.closed().map((row) => row.uuid)).toEqual(["a"]);
    kitchen.applySnapshot(snapshot([ticket("a", { rev: 6, state: "ready" })]), 30);
    expect(shown(kitchen)).toEqual(["a"]);
});

test("what did not change stays the same object, so that it is not drawn again", () => {
    const kitchen = state(ticket("a"), ticket("b"));
    const { a } = kitchen.tickets;
    const { stations } = kitchen;
    kitchen.applySnapshot(snapshot([ticket("a"), ticket("b", { guests: 9 })]), 1);
    expect(kitchen.tickets.a).toBe(a);
    expect(kitchen.stations).toBe(stations);
    // Whatever a revision says, the server is right.
    expect(kitchen.tickets.b.guests).toBe(9);
});

test("an expo's bump closes, a kitchen's first bump does not", () => {
    const kitchen = state(ticket("a"));
    kitchen.pending.push({ uuid: "1", action: "bump", ticket: "a", at: "x" });
    expect(kitchen.shown()[0].state).toBe("ready");
    kitchen.display.mode = "expo";
    expect(shown(kitchen)).toEqual([]);
});

test("a void line must be seen, and a void ticket cleared", () => {
    const gone = line("Soto", { state: "void", void: 1, marks: ["void"] });
    const kitchen = state(ticket("a", { state: "void", lines: [gone] }));
    expect(shown(kitchen)).toEqual(["a"]);
    kitchen.pending.push({ uuid: "1", action: "bump", ticket: "a", at: "x" });
    expect(shown(kitchen)).toEqual([]);
});

test("a shift of eight hours leaves nothing behind", () => {
    const kitchen = state();
    let at = 1;
    for (let number = 0; number < 2400; number++) {
        const uuid = `t${number}`;
        kitchen.applyTickets([ticket(uuid)], at++);
        const over = { rev: 2, state: "served", closed_at: "2026-11-27T10:00:00Z" };
        kitchen.applyTickets([ticket(uuid, over)], at++);
        if (number % 10 === 0) {
            kitchen.applySnapshot(snapshot([], { recent: kitchen.recent }), at++);
        }
    }
    expect(Object.keys(kitchen.tickets).length).toBe(0);
    expect(kitchen.recent.length).toBe(50);
    expect(Object.keys(kitchen.pushedAt).length).toBeLessThan(20);
});
