import { ActionQueue } from "@bakery_pos_kitchen/screen/model/action_queue";
import { describe, expect, test } from "@odoo/hoot";
import { ticket } from "./examples";

describe.current.tags("headless");

class Memory {
    rows = [];
    async load() {
        return this.rows;
    }
    async add(action) {
        this.rows.push(action);
    }
    async remove(actions) {
        const gone = actions.map((action) => action.uuid);
        this.rows = this.rows.filter((action) => !gone.includes(action.uuid));
    }
}

function makeQueue(answers, storage = new Memory()) {
    const sent = [];
    const refused = [];
    const tickets = [];
    const queue = new ActionQueue({
        pending: [],
        storage,
        post: async (route, body) => {
            sent.push(body.actions.map((action) => action.uuid));
            const answer = answers.length ? answers.shift() : "down";
            if (answer === "down") {
                throw new Error("no network");
            }
            return typeof answer === "function" ? answer(body.actions) : answer;
        },
        onTickets: (rows) => tickets.push(...rows),
        onRefused: (action, result) => refused.push([action.uuid, result.status]),
    });
    return { queue, sent, refused, tickets, storage };
}

const accept = (actions) => ({
    status: 200,
    body: {
        results: actions.map((action) => ({
            uuid: action.uuid,
            status: 200,
            ticket: ticket(action.ticket, { rev: action.rev + 1 }),
        })),
    },
});
const tap = (uuid, rev = 1) => ({ uuid, action: "rush", ticket: "a", rev });

test("without an answer actions are kept in order, and go out together", async () => {
    const { queue, sent, tickets, storage } = makeQueue(["down", "down", accept]);
    await queue.add(tap("1"));
    await queue.add(tap("2", 2));
    expect(queue.pending.length).toBe(2);
    expect(storage.rows.length).toBe(2);
    await queue.flush();
    expect(sent.at(-1)).toEqual(["1", "2"]);
    expect(queue.pending.length).toBe(0);
    expect(storage.rows.length).toBe(0);
    expect(tickets.map((row) => row.rev)).toEqual([2, 3]);
});

test("a page that comes anew takes up what the last one could not send", async () => {
    const first = makeQueue(["down", "down"]);
    await first.queue.add(tap("1"));
    await first.queue.add(tap("2", 2));
    const second = makeQueue([accept], first.storage);
    await second.queue.restore();
    await second.queue.flush();
    expect(second.sent).toEqual([["1", "2"]]);
});

test("a refused action is dropped and told, those behind it have answers too", async () => {
    const { queue, refused, tickets } = makeQueue([
        "down",
        (actions) => ({
            status: 200,
            body: {
                results: [
                    {
                        uuid: actions[0].uuid,
                        status: 409,
                        ticket: ticket("a", { rev: 9 }),
                    },
                    { uuid: actions[1].uuid, status: 404 },
                ],
            },
        }),
    ]);
    await queue.add(tap("1"));
    await queue.add(tap("2"));
    expect(refused).toEqual([
        ["1", 409],
        ["2", 404],
    ]);
    expect(tickets.map((row) => row.rev)).toEqual([9]);
    expect(queue.pending.length).toBe(0);
});

test("one refused alone comes with its own status", async () => {
    const { queue, refused } = makeQueue([
        {
            status: 409,
            body: { results: [{ uuid: "1", status: 409, ticket: ticket("a") }] },
        },
    ]);
    await queue.add(tap("1"));
    expect(refused).toEqual([["1", 409]]);
    expect(queue.pending.length).toBe(0);
});

test("a server that is not well loses nothing, a request it cannot read is dropped", async () => {
    const { queue, refused } = makeQueue([
        { status: 503, body: {} },
        { status: 400, body: { error: "bad_request" } },
    ]);
    await queue.add(tap("1"));
    expect(queue.pending.length).toBe(1);
    await queue.flush();
    expect(queue.pending.length).toBe(0);
    expect(refused).toEqual([["1", 400]]);
});

test("a screen that was shut out sends no more", async () => {
    const { queue, sent } = makeQueue([{ status: 401, body: { error: "unpaired" } }]);
    await queue.add(tap("1"));
    expect(sent.length).toBe(1);
    queue.clear();
    expect(queue.pending.length).toBe(0);
});

test("fifty at most go in one request", async () => {
    const { queue, sent } = makeQueue(["down", accept, accept]);
    for (let number = 0; number < 60; number++) {
        queue.pending.push(tap(`${number}`));
    }
    await queue.flush();
    await queue.flush();
    expect(sent.slice(1).map((batch) => batch.length)).toEqual([50, 10]);
});

test("a browser without a database of its own still works", async () => {
    const broken = {
        load: () => Promise.reject(new Error("private mode")),
        add: () => Promise.reject(new Error("private mode")),
        remove: () => Promise.reject(new Error("private mode")),
    };
    const { queue } = makeQueue([accept], broken);
    await queue.restore();
    await queue.add(tap("1"));
    expect(queue.pending.length).toBe(0);
});
