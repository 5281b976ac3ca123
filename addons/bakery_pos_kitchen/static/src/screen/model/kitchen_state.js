import { toRaw } from "@odoo/owl";
import { foreseen, hasMarks } from "./actions";

/**
 * What the server has told this screen, and what it will say of actions under way.
 *
 * Tickets are kept by uuid with their revision: only a higher one replaces what is
 * known, and a snapshot replaces all but what was pushed while it was on its way.
 */
export class KitchenState {
    constructor() {
        this.clear();
    }

    clear() {
        this.display = null;
        this.device = null;
        this.stations = [];
        this.tickets = {};
        this.recent = [];
        this.orders = [];
        this.pushedAt = {};
        /** Actions without an answer, in order. */
        this.pending = [];
    }

    /**
     * @param {Object} data answer of `/kitchen/snapshot`
     * @param {number} askedAt when it was asked for, by the clock of pushes
     */
    applySnapshot(data, askedAt) {
        this.display = data.display;
        this.device = data.device;
        if (!isSame(this.stations, data.stations || [])) {
            this.stations = data.stations || [];
        }
        this.orders = data.orders || [];
        const closed = Object.fromEntries(this.recent.map((row) => [row.uuid, row]));
        const recent = data.recent || [];
        const tickets = {};
        for (const ticket of data.tickets || []) {
            const known = this.tickets[ticket.uuid] || closed[ticket.uuid];
            if (!known || known.rev < ticket.rev) {
                tickets[ticket.uuid] = ticket;
            } else if (known === closed[ticket.uuid] && known.rev > ticket.rev) {
                // It was closed while the snapshot was on its way.
                recent.unshift(toRaw(known));
            } else {
                // The same object is not drawn again.
                const kept = known.rev > ticket.rev || isSame(known, ticket);
                tickets[ticket.uuid] = kept ? toRaw(known) : ticket;
            }
        }
        this.recent = recent;
        for (const [uuid, ticket] of Object.entries(this.tickets)) {
            if (
                !(uuid in tickets) &&
                this.pushedAt[uuid] > askedAt &&
                !ticket.closed_at
            ) {
                tickets[uuid] = ticket;
            }
        }
        this.tickets = tickets;
        for (const uuid of Object.keys(this.pushedAt)) {
            if (!(uuid in tickets)) {
                delete this.pushedAt[uuid];
            }
        }
    }

    /**
     * Take tickets of a push or of an answer; lower revisions are old news.
     *
     * @param {Object[]} tickets
     * @param {number} at
     */
    applyTickets(tickets, at) {
        const mine = new Set(this.stations.map((station) => station.id));
        for (const ticket of tickets) {
            const known = this.find(ticket.uuid);
            if (!mine.has(ticket.station) || (known && known.rev >= ticket.rev)) {
                continue;
            }
            if (ticket.closed_at && !hasMarks(ticket)) {
                delete this.tickets[ticket.uuid];
                this.recent = [
                    ticket,
                    ...this.recent.filter((row) => row.uuid !== ticket.uuid),
                ].slice(0, 50);
            } else {
                this.tickets[ticket.uuid] = ticket;
                this.recent = this.recent.filter((row) => row.uuid !== ticket.uuid);
                this.pushedAt[ticket.uuid] = at;
            }
        }
    }

    /**
     * What a page that comes up without a network can show: never the channel's name,
     * which is a secret.
     *
     * @returns {Object} as the answer of `/kitchen/snapshot`
     */
    toKeep() {
        const own = toRaw(this);
        return {
            display: { ...toRaw(own.display), channel: "" },
            device: toRaw(own.device),
            stations: own.stations.map(toRaw),
            tickets: Object.values(own.tickets).map(toRaw),
            recent: own.recent.map(toRaw),
            orders: own.orders.map(toRaw),
        };
    }

    find(uuid) {
        return this.tickets[uuid] || this.recent.find((ticket) => ticket.uuid === uuid);
    }

    /**
     * What the next action on a ticket builds on.
     *
     * @param {string} uuid of the ticket
     * @returns {{rev: number, after?: string}} the revision that the ticket will have,
     *  and the action that will bring it there, if one is under way
     */
    baseOf(uuid) {
        const waiting = this._pendingByTicket()[uuid] || [];
        return {
            rev: (this.find(uuid)?.rev || 0) + waiting.length,
            ...(waiting.length && { after: waiting.at(-1).uuid }),
        };
    }

    /** @returns {Object[]} the open tickets as they will be: urgent first, then by age. */
    shown() {
        const byTicket = this._pendingByTicket();
        const mode = this.display?.mode;
        const known = [...Object.values(this.tickets)];
        for (const ticket of this.recent) {
            if (byTicket[ticket.uuid]) {
                known.push(ticket);
            }
        }
        return known
            .map((ticket) => foreseen(ticket, byTicket[ticket.uuid] || [], mode))
            .filter((ticket) => !ticket.closed_at || hasMarks(ticket))
            .sort(
                (a, b) =>
                    b.rush - a.rush ||
                    (a.fired_at || a.due_at || a.sent_at).localeCompare(
                        b.fired_at || b.due_at || b.sent_at
                    )
            );
    }

    /** @returns {Object[]} what was closed lately, latest first. */
    closed() {
        const byTicket = this._pendingByTicket();
        return this.recent.filter((ticket) => !byTicket[ticket.uuid]);
    }

    /**
     * Actions that still lie ahead of the tickets that are known.
     *
     * One that was made on an earlier revision than the known one does not. Either it
     * is what raised the revision, told by a push or a snapshot that came before its
     * own answer: then it is in the ticket already. Or somebody else raised it: then
     * the action will be refused as stale, whether it is on its way or still queued for
     * want of a connection, and does not raise the revision. In both cases the next
     * revision counts from the known one. It stays queued: its answer is yet to come.
     */
    _pendingByTicket() {
        const found = {};
        const revs = {};
        for (const action of this.pending) {
            const uuid = action.ticket;
            revs[uuid] ??= this.find(uuid)?.rev || 0;
            if (action.rev === undefined || action.rev >= revs[uuid]) {
                (found[uuid] ||= []).push(action);
            }
        }
        return found;
    }
}

function isSame(one, other) {
    return JSON.stringify(toRaw(one)) === JSON.stringify(other);
}
