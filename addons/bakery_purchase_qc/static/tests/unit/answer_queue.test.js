import { describe, expect, test } from "@odoo/hoot";

import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { Deferred } from "@web/core/utils/concurrency";

import { AnswerQueue } from "@bakery_purchase_qc/inspection_sheet/answer_queue";

describe.current.tags("headless");

function refusal(message) {
    return Object.assign(new RPCError(), { data: { message } });
}

test("an answer is saved at once", async () => {
    const queue = new AnswerQueue(async (id, values) => {
        expect.step([id, values]);
    });
    const saved = queue.save(7, { value: 1 });
    expect(queue.marks[7].status).toBe("saving");
    expect(queue.hasUnsaved).toBe(true);
    await saved;
    expect(queue.marks[7].status).toBe("saved");
    expect(queue.hasUnsaved).toBe(false);
    expect.verifySteps([[7, { value: 1 }]]);
});

test("what failed keeps its values and its sentence, and can be sent again", async () => {
    const problems = [refusal("Terlalu besar."), new ConnectionLostError()];
    const queue = new AnswerQueue(async (id, values) => {
        expect.step(values);
        if (problems.length) {
            throw problems.shift();
        }
    });
    await queue.save(7, { readings: [1] });
    expect(queue.marks[7].status).toBe("failed");
    expect(queue.marks[7].problem).toBe("Terlalu besar.");
    await queue.save(7, { note: "lembap" });
    expect(queue.marks[7].problem).not.toBe("");
    await queue.retry(7);
    expect(queue.hasUnsaved).toBe(false);
    const both = { readings: [1], note: "lembap" };
    expect.verifySteps([{ readings: [1] }, both, both]);
});

test("answers arrive in the order they were given; the last one tells", async () => {
    const first = new Deferred();
    const waits = [first];
    const queue = new AnswerQueue(async (id, values) => {
        await waits.shift();
        expect.step(values.value);
    });
    const saves = [queue.save(7, { value: 1 }), queue.save(7, { value: 2 })];
    first.resolve();
    await saves[0];
    expect(queue.marks[7].status).toBe("saving");
    await saves[1];
    expect(queue.marks[7].status).toBe("saved");
    expect.verifySteps([1, 2]);
});

test("a mistake of ours is not hidden", async () => {
    const queue = new AnswerQueue(async () => {
        throw new TypeError("ours");
    });
    await expect(queue.save(7, {})).rejects.toThrow("ours");
    expect(queue.marks[7].status).toBe("failed");
});
