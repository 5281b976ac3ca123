// The server carries out so many actions of one request.
const MOST = 50;

/**
 * Sends what was tapped, in order, once, until the server has answered.
 *
 * @param {Object} options
 * @param {Object[]} options.pending the list that is kept; what has no answer yet
 * @param {Function} options.post `(route, body) => Promise<{status, body}>`; it rejects
 *  when there is no answer
 * @param {Object} options.storage `load`, `add`, `remove`
 * @param {Function} options.onTickets called with the tickets of answers
 * @param {Function} options.onRefused called with an action and its result
 */
export class ActionQueue {
    constructor({ pending, post, storage, onTickets, onRefused }) {
        this.pending = pending;
        this.post = post;
        this.storage = storage;
        this.onTickets = onTickets;
        this.onRefused = onRefused;
        this.sending = null;
        this.number = Date.now();
    }

    /** Take up what a page before this one could not send. */
    async restore() {
        const kept = (await this._stored(() => this.storage.load())) || [];
        const known = new Set(this.pending.map((action) => action.uuid));
        kept.sort((a, b) => a.number - b.number);
        this.pending.unshift(...kept.filter((action) => !known.has(action.uuid)));
    }

    add(action) {
        const numbered = { ...action, number: this.number++ };
        this.pending.push(numbered);
        this._stored(() => this.storage.add(numbered));
        return this.flush();
    }

    /** Forget all, as a screen that was shut out does. */
    clear() {
        this._stored((all) => this.storage.remove(all));
        this.pending.splice(0);
    }

    flush() {
        this.sending ||= this._flush().finally(() => {
            this.sending = null;
        });
        return this.sending;
    }

    async _flush() {
        while (this.pending.length) {
            const batch = this.pending.slice(0, MOST);
            const actions = batch.map((action) => ({ ...action, number: undefined }));
            let answer;
            try {
                answer = await this.post("act", { actions });
            } catch {
                return; // no answer: all are kept, in order
            }
            if (answer.status === 401) {
                return;
            }
            const results = answer.body?.results;
            if (!results && answer.status !== 400) {
                return; // a server that is not well: later
            }
            this._settle(batch, results || batch.map(() => answer));
        }
    }

    _settle(batch, results) {
        const tickets = [];
        batch.forEach((action, index) => {
            const result = results[index] || { status: 400 };
            if (result.ticket) {
                tickets.push(result.ticket);
            }
            if (result.status !== 200) {
                this.onRefused(action, result);
            }
        });
        const settled = new Set(batch.map((action) => action.uuid));
        const left = this.pending.filter((action) => !settled.has(action.uuid));
        this.pending.splice(0, this.pending.length, ...left);
        this._stored(() => this.storage.remove(batch));
        this.onTickets(tickets);
    }

    async _stored(work) {
        try {
            return await work([...this.pending]);
        } catch {
            // A browser without a database of its own keeps them until a reload.
        }
    }
}
