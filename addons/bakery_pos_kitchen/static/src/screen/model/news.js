import { hasMarks } from "./actions";

// What came up before a shift is not called out in it: a screen that slept overnight
// would ring for all of yesterday.
const OLD_SECONDS = 4 * 3600;

/**
 * What calls for the attention of who stands at the screen.
 *
 * Cooks are called to what is new to them, until they have looked at it: a ticket that
 * comes in, and one that waited for its course and begins. The expo is told once when
 * all of a course is ready. Marks call both, until they are acknowledged.
 */
export class News {
    /**
     * @param {import("./server_clock").ServerClock} clock
     * @param {Set<string>} unseen uuids of tickets nobody here has looked at yet
     */
    constructor(clock, unseen) {
        this.clock = clock;
        this.unseen = unseen;
        /** `{uuid: state}` of what was there the last time. */
        this.known = new Map();
    }

    /**
     * @param {Object[]} tickets all that are there now
     * @param {Object} options
     * @param {boolean} options.isExpo
     * @param {boolean} [options.silent] what is there now is no news
     * @returns {boolean} whether something has come up
     */
    notice(tickets, { isExpo, silent = false }) {
        const wanted = isExpo ? "ready" : "new";
        const before = this.known;
        this.known = new Map(tickets.map((ticket) => [ticket.uuid, ticket.state]));
        let isNews = false;
        for (const ticket of tickets) {
            if (ticket.state !== wanted) {
                this.unseen.delete(ticket.uuid);
            } else if (!silent && this._hasCome(ticket, before, isExpo, tickets)) {
                this.unseen.add(ticket.uuid);
                isNews = true;
            }
        }
        for (const uuid of [...this.unseen]) {
            if (!this.known.has(uuid)) {
                this.unseen.delete(uuid);
            }
        }
        return isNews;
    }

    _hasCome(ticket, before, isExpo, tickets) {
        if (this.isOld(ticket)) {
            return false;
        }
        if (isExpo) {
            return before.get(ticket.uuid) !== "ready" && isComplete(ticket, tickets);
        }
        const was = before.get(ticket.uuid);
        return was === undefined || was === "held";
    }

    /** @returns {boolean} whether somebody must be called to marks of a ticket. */
    callsFor(ticket) {
        return hasMarks(ticket) && !this.isOld(ticket);
    }

    isOld(ticket) {
        return this.clock.age(ticket.fired_at || ticket.sent_at) > OLD_SECONDS;
    }

    clear() {
        this.unseen.clear();
        this.known.clear();
    }
}

function isComplete(ticket, tickets) {
    return tickets.every(
        (other) =>
            other.order !== ticket.order ||
            other.course !== ticket.course ||
            ["ready", "served", "void"].includes(other.state)
    );
}
