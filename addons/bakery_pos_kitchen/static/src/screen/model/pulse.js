import { reactive } from "@odoo/owl";
import { timeText, urgency } from "./server_clock";

/**
 * The second hand of the screen. What grows old by itself follows it and nothing else,
 * so that a second costs a few texts and not the drawing of all tickets.
 *
 * @returns {{second: number, time: string, late: number, urgencies: Object}} `urgencies`
 *  by uuid of ticket; each changes only where there is something else to show
 */
export function makePulse() {
    return reactive({ second: 0, time: timeText(Date.now()), late: 0, urgencies: {} });
}

/**
 * @param {Object} pulse
 * @param {Object[]} tickets those that are shown
 * @param {Object} stationOf stations by id
 * @param {import("./server_clock").ServerClock} clock
 */
export function setUrgencies(pulse, tickets, stationOf, clock) {
    const found = {};
    let late = 0;
    for (const ticket of tickets) {
        const station = stationOf[ticket.station];
        found[ticket.uuid] = urgency(ticket, station, clock.age(ticket.fired_at));
        late += found[ticket.uuid] === "late" ? 1 : 0;
    }
    pulse.late = late;
    for (const uuid of Object.keys(pulse.urgencies)) {
        if (!(uuid in found)) {
            delete pulse.urgencies[uuid];
        }
    }
    Object.assign(pulse.urgencies, found);
}
