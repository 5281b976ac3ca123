/** The server's time, as far as its latest answer tells. */
export class ServerClock {
    constructor(now = () => Date.now()) {
        this.deviceNow = now;
        this.offset = 0;
    }

    /** @param {string} text the server's time in an answer that has just come */
    set(text) {
        const moment = Date.parse(text);
        if (!Number.isNaN(moment)) {
            this.offset = moment - this.deviceNow();
        }
    }

    now() {
        return this.deviceNow() + this.offset;
    }

    iso() {
        return new Date(this.now()).toISOString().replace(/\.\d+Z$/, "Z");
    }

    /** @returns {number} whole seconds since a moment, 0 where there is none. */
    age(text) {
        const moment = Date.parse(text || "");
        return Number.isNaN(moment)
            ? 0
            : Math.max(0, Math.floor((this.now() - moment) / 1000));
    }
}

/** @returns {string} `m:ss`, or `h:mm:ss` from an hour on. */
export function clockText(seconds) {
    const two = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) {
        return `${minutes}:${two(seconds % 60)}`;
    }
    return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** @returns {string} a moment as the clock on the wall shows it. */
export function timeText(moment) {
    return new Date(moment).toLocaleTimeString([], {
        hour: "2-digit",
        minute: "2-digit",
    });
}

/**
 * @param {Object} ticket
 * @param {Object} station with `warn_min` and `late_min`
 * @param {number} seconds its age
 * @returns {"held"|"calm"|"warn"|"late"|"ready"}
 */
export function urgency(ticket, station, seconds) {
    if (ticket.state === "held" || ticket.hold) {
        return "held";
    }
    if (ticket.state === "ready") {
        return "ready";
    }
    if (station && seconds >= station.late_min * 60) {
        return "late";
    }
    return station && seconds >= station.warn_min * 60 ? "warn" : "calm";
}
