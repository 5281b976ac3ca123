const READ_EVERY = 15000;
const PING_EVERY = 20000;
// Soon enough that what happened meanwhile is there when the network is back.
const RETRY_AFTER = 3000;
const AMBER_AFTER = 20000;
const RED_AFTER = 45000;
const TIMEOUT = 10000;
// A screen that has just woken up has not been heard of for hours: it asks first.
const GRACE = TIMEOUT + 2000;

/**
 * Talks to the server: reads the whole state on start, when the socket comes (back),
 * when the tablet wakes up and every 15 seconds; between these, pushes bring it sooner.
 *
 * @param {Object} options
 * @param {Object} options.bus Odoo's bus service
 * @param {import("./server_clock").ServerClock} options.clock
 * @param {Function} options.onSnapshot `(data, askedAt)`
 * @param {Function} options.onTickets `(tickets, at)`
 * @param {Function} options.onUnpaired the cookie is not (any more) let in
 * @param {Function} [options.fetch]
 */
export class KitchenConnection {
    constructor({ bus, clock, onSnapshot, onTickets, onUnpaired, fetch }) {
        this.bus = bus;
        this.clock = clock;
        this.onSnapshot = onSnapshot;
        this.onTickets = onTickets;
        this.onUnpaired = onUnpaired;
        this.fetch = fetch || ((...args) => window.fetch(...args));
        this.channel = null;
        this.heardAt = Date.now();
        this.wokeAt = 0;
        this.timers = [];
        this.reading = null;
        this.again = false;
    }

    /** @returns {Promise<{status: number, body: Object}>} rejects without an answer */
    async post(route, body) {
        const stop = new AbortController();
        const timer = setTimeout(() => stop.abort(), TIMEOUT);
        try {
            const response = await this.fetch(`/kitchen/${route}`, {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify(body),
                credentials: "same-origin",
                signal: stop.signal,
            });
            const answer = await response.json();
            if (response.status === 401) {
                this.onUnpaired();
            } else if (response.ok || answer.results) {
                this.heardAt = Date.now();
                if (answer.now) {
                    this.clock.set(answer.now);
                }
            }
            return { status: response.status, body: answer };
        } finally {
            clearTimeout(timer);
        }
    }

    start() {
        this.onWake = () => document.visibilityState === "visible" && this.wake();
        this.onOnline = () => this.read();
        this.onMessage = (message) => this._take(message);
        this.bus.addEventListener("BUS:CONNECT", this.onOnline);
        this.bus.addEventListener("BUS:RECONNECT", this.onOnline);
        this.bus.subscribe("bakery_kitchen", this.onMessage);
        this.bus.subscribe("bakery_kitchen_revoked", this.onOnline);
        document.addEventListener("visibilitychange", this.onWake);
        window.addEventListener("online", this.onOnline);
        this.timers = [
            setInterval(() => this.read(), READ_EVERY),
            setInterval(() => this.post("ping", {}).catch(() => {}), PING_EVERY),
        ];
        return this.read();
    }

    stop() {
        this.timers.forEach(clearInterval);
        clearTimeout(this.retry);
        if (!this.onWake) {
            return;
        }
        this.bus.removeEventListener("BUS:CONNECT", this.onOnline);
        this.bus.removeEventListener("BUS:RECONNECT", this.onOnline);
        this.bus.unsubscribe("bakery_kitchen", this.onMessage);
        this.bus.unsubscribe("bakery_kitchen_revoked", this.onOnline);
        document.removeEventListener("visibilitychange", this.onWake);
        window.removeEventListener("online", this.onOnline);
        this.onWake = null;
        this.listen(null);
    }

    /**
     * Say that nothing was heard since then; nobody has to wait to be told.
     *
     * @param {number} heardAt
     */
    lost(heardAt) {
        this.heardAt = Math.min(heardAt, Date.now() - RED_AFTER - 1);
    }

    /** Read the whole state after a sleep, in which nothing was heard. */
    wake() {
        this.wokeAt = Date.now();
        return this.read();
    }

    /** Read the whole state; asked while it is being read, read it once more. */
    read() {
        if (this.reading) {
            this.again = true;
            return this.reading;
        }
        this.reading = this._read().finally(() => {
            this.reading = null;
            if (this.again) {
                this.again = false;
                this.read();
            }
        });
        return this.reading;
    }

    /** Read soon again: nobody answered. */
    _readLater() {
        clearTimeout(this.retry);
        if (this.onWake) {
            this.retry = setTimeout(() => this.read(), RETRY_AFTER);
        }
    }

    async _read() {
        const askedAt = Date.now();
        let answer;
        try {
            answer = await this.post("snapshot", {});
        } catch {
            this._readLater();
            return;
        }
        if (answer.status >= 500) {
            this._readLater();
        }
        if (answer.status === 200) {
            this.listen(answer.body.display.channel);
            this.onSnapshot(answer.body, askedAt);
        }
    }

    listen(channel) {
        if (channel === this.channel) {
            return;
        }
        if (this.channel) {
            this.bus.deleteChannel(this.channel);
        }
        if (channel) {
            this.bus.addChannel(channel);
        }
        this.channel = channel;
    }

    _take(message) {
        this.heardAt = Date.now();
        if (message.reload) {
            this.read();
        } else {
            this.onTickets(message.tickets || [], Date.now());
        }
    }

    /** @returns {"green"|"amber"|"red"} */
    colour() {
        const now = Date.now();
        const silent = now - this.heardAt;
        if (silent > RED_AFTER && now - this.wokeAt > GRACE) {
            return "red";
        }
        return silent > AMBER_AFTER ? "amber" : "green";
    }
}
