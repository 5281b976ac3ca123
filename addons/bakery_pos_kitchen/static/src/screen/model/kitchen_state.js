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
        this.stations = data.stations || [];
        this.orders = data.orders || [];
        this.recent = data.recent || [];
        const tickets = {};
        for (const ticket of data.tickets || []) {
            const known = this.tickets[ticket.uuid];
            tickets[ticket.uuid] = known && known.rev > ticket.rev ? known : ticket;
        }
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
            const known = this.tickets[ticket.uuid];
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

    find(uuid) {
        return this.tickets[uuid] || this.recent.find((ticket) => ticket.uuid === uuid);
    }

    /** @returns {number} the revision that the next action on the ticket builds on. */
    revOf(uuid) {
        const waiting = this.pending.filter((action) => action.ticket === uuid).length;
        return (this.find(uuid)?.rev || 0) + waiting;
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

    _pendingByTicket() {
        const found = {};
        for (const action of this.pending) {
            (found[action.ticket] ||= []).push(action);
        }
        return found;
    }
}
