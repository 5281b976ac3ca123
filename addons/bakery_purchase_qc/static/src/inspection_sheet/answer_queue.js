import { Mutex } from "@web/core/utils/concurrency";

import { sentenceOf } from "./inspection_text";

/**
 * Sends answers one after another and remembers what became of each.
 *
 * `marks` holds for each question `status` (saving, saved or failed), the `problem` as
 * a sentence, and the `values` that were sent, so that they can be sent again.
 */
export class AnswerQueue {
    marks = {};

    /** @param {(id: number, values: object) => Promise} send */
    constructor(send) {
        this.send = send;
        this.mutex = new Mutex();
        this.turn = 0;
    }

    get hasUnsaved() {
        return Object.values(this.marks).some((mark) => mark.status !== "saved");
    }

    get isSaving() {
        return Object.values(this.marks).some((mark) => mark.status === "saving");
    }

    clear() {
        this.marks = {};
    }

    retry(id) {
        return this.save(id, {});
    }

    async save(id, values) {
        const turn = ++this.turn;
        const all = { ...this.unsavedOf(id), ...values };
        this.marks[id] = { turn, status: "saving", problem: "", values: all };
        try {
            await this.mutex.exec(() => this.send(id, all));
            this.settle(id, turn, { status: "saved", values: {} });
        } catch (error) {
            this.settle(id, turn, { status: "failed" });
            this.settle(id, turn, { problem: sentenceOf(error) });
        }
    }

    /** What has not arrived goes along, or a note would be lost to the next photo. */
    unsavedOf(id) {
        const mark = this.marks[id];
        return mark && mark.status !== "saved" ? mark.values : {};
    }

    /** Only the last answer to a question tells how it stands. */
    settle(id, turn, changes) {
        if (this.marks[id]?.turn === turn) {
            Object.assign(this.marks[id], changes);
        }
    }
}
