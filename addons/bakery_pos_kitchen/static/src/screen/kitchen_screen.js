import {
    Component,
    onMounted,
    onWillUnmount,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { useService } from "@web/core/utils/hooks";
import { uuidv4 } from "@point_of_sale/utils";
import { hasMarks, isOpen } from "./model/actions";
import { ActionQueue } from "./model/action_queue";
import { Alarm } from "./model/alarm";
import { KitchenConnection } from "./model/connection";
import { KitchenState } from "./model/kitchen_state";
import { News } from "./model/news";
import { makePulse, setUrgencies } from "./model/pulse";
import { ServerClock, timeText } from "./model/server_clock";
import { ActionStorage, StateStorage } from "./model/storage";
import { storeTheme, storedTheme } from "./model/theme";
import { WakeLock } from "./model/wake_lock";
import { CountsPanel } from "./parts/counts_panel";
import { ExpoOrder } from "./parts/expo_order";
import { GuestBoard } from "./parts/guest_board";
import { PairingPage } from "./parts/pairing_page";
import { RecentPanel } from "./parts/recent_panel";
import { ScreenHeader } from "./parts/screen_header";
import { TicketCard } from "./parts/ticket_card";

// Who was away for longer was asleep: timers stand still then.
const SLEPT = 30000;

/** The whole page: pairing, the kitchen's and the expo's tickets, the guests' board. */
export class KitchenScreen extends Component {
    static template = "bakery_pos_kitchen.KitchenScreen";
    static components = {
        CountsPanel,
        ExpoOrder,
        GuestBoard,
        MainComponentsContainer,
        PairingPage,
        RecentPanel,
        ScreenHeader,
        TicketCard,
    };
    static props = {};

    setup() {
        this.clock = new ServerClock();
        this.alarm = new Alarm();
        this.wakeLock = new WakeLock();
        this.kitchen = useState(new KitchenState());
        this.ui = useState({
            phase: "loading",
            started: false,
            colour: "green",
            keepWorking: false,
            panel: null,
            station: 0,
            sort: "age",
            sound: true,
            theme: storedTheme(),
            message: "",
            counts: null,
        });
        this.pulse = makePulse();
        /** Tickets nobody here has looked at yet. */
        this.unseen = useState(new Set());
        this.news = new News(this.clock, this.unseen);
        /** Marks wait to be acknowledged. */
        this.marked = false;
        /** The tickets that are shown, as far as the second hand must know them. */
        this.looked = [];
        this.tickedAt = Date.now();
        this.groups = new Map();
        this.connection = new KitchenConnection({
            bus: useService("bus_service"),
            clock: this.clock,
            onSnapshot: (data, askedAt) => this.takeSnapshot(data, askedAt),
            onTickets: (tickets, at) => this.takeTickets(tickets, at),
            onUnpaired: () => this.forget(),
        });
        this.kept = new StateStorage();
        this.queue = new ActionQueue({
            // The same list, so that the page follows it.
            pending: this.kitchen.pending,
            post: (route, body) => this.connection.post(route, body),
            storage: new ActionStorage(),
            onTickets: (tickets) => this.takeTickets(tickets, Date.now()),
            onRefused: (action, result) => this.tellRefused(action, result),
        });
        onMounted(async () => {
            // Before anything is waited for, so that nothing begins after the end.
            this.ticking = setInterval(() => this.tick(), 1000);
            await this.queue.restore();
            await this.connection.start();
            if (this.ui.phase === "loading") {
                this.ui.colour = "amber";
                await this.takeKept();
            }
        });
        useExternalListener(document, "visibilitychange", () => this.onVisible());
        onWillUnmount(() => {
            clearInterval(this.ticking);
            clearTimeout(this.messageTimer);
            this.kept.stop();
            this.wakeLock.release();
            this.connection.stop();
            this.alarm.stop();
        });
    }

    // What comes in -----------------------------------------------------------------

    takeSnapshot(data, askedAt) {
        const first = this.ui.phase !== "ready";
        this.kitchen.applySnapshot(data, askedAt);
        if (first) {
            this.ui.sound = data.display.sound;
        }
        this.ui.phase = "ready";
        this.ui.colour = "green";
        this.ui.keepWorking = false;
        document.title = data.display.name;
        this.notice(first);
        this.keep();
        this.queue.flush();
    }

    takeTickets(tickets, at) {
        this.kitchen.applyTickets(tickets, at);
        this.notice();
        this.keep();
    }

    keep() {
        this.kept.saveSoon(() => ({
            ...this.kitchen.toKeep(),
            heardAt: this.connection.heardAt,
            offset: this.clock.offset,
        }));
    }

    /** Without a network, show what was last known, and say so. */
    async takeKept() {
        const kept = await this.kept.load().catch(() => null);
        if (!kept || this.ui.phase !== "loading") {
            return;
        }
        this.clock.offset = kept.offset;
        this.connection.lost(kept.heardAt);
        this.kitchen.applySnapshot(kept, 0);
        this.ui.sound = kept.display.sound;
        this.ui.phase = "ready";
        this.ui.colour = "red";
        this.notice(true);
    }

    /** Note what is new here; what was there when the page came up is not. */
    notice(silent = false) {
        const tickets = Object.values(this.kitchen.tickets);
        const isNews = this.news.notice(tickets, { isExpo: this.isExpo, silent });
        this.look();
        this.sound();
        if (isNews && this.isExpo && this.isHeard) {
            this.alarm.chime("ready");
        }
    }

    /** Reckon anew what depends on which tickets are shown. */
    look() {
        this.looked = this.tickets;
        this.marked = this.looked.some((ticket) => this.news.callsFor(ticket));
        setUrgencies(this.pulse, this.looked, this.stationOf, this.clock);
    }

    /** The device was shut out: nothing of what it knew may stay. */
    forget() {
        this.queue.clear();
        this.kept.clear().catch(() => {});
        this.kitchen.clear();
        this.queue.pending = this.kitchen.pending;
        this.news.clear();
        this.connection.listen(null);
        this.alarm.stop();
        this.ui.phase = "unpaired";
    }

    tellRefused(action, result) {
        if (result.status === 409) {
            const label = result.ticket?.label || "";
            this.say(_t("%s has changed meanwhile: please look again.", label));
        } else if (result.status === 404) {
            this.say(_t("This order is no longer here."));
            this.connection.read();
        } else {
            this.say(result.message || _t("This was not accepted: please try again."));
        }
    }

    say(text) {
        this.ui.message = text;
        clearTimeout(this.messageTimer);
        this.messageTimer = setTimeout(() => (this.ui.message = ""), 6000);
    }

    tick() {
        const now = Date.now();
        if (now - this.tickedAt > SLEPT) {
            this.connection.wake();
        }
        this.tickedAt = now;
        this.pulse.second++;
        this.pulse.time = timeText(now);
        if (this.ui.phase === "ready") {
            const colour = this.connection.colour();
            if (colour !== this.ui.colour) {
                this.ui.colour = colour;
                this.ui.keepWorking = false;
            }
            setUrgencies(this.pulse, this.looked, this.stationOf, this.clock);
        }
        if (this.kitchen.pending.length) {
            this.queue.flush();
        }
        if (this.ui.panel === "counts" && this.pulse.second % 10 === 0) {
            this.readCounts();
        }
        this.sound();
    }

    get isHeard() {
        return this.ui.started && this.ui.sound && this.ui.phase === "ready";
    }

    sound() {
        if (!this.isHeard) {
            this.alarm.ring(null);
        } else if (this.ui.colour === "red") {
            this.alarm.ring("lost");
        } else {
            // Nobody at the expo is called to what is yet to be made.
            const called = !this.isExpo && this.unseen.size;
            this.alarm.ring(this.isCooking && (called || this.marked) ? "new" : null);
        }
    }

    // What is shown -------------------------------------------------------------------

    get isCooking() {
        return this.kitchen.display?.mode !== "customer";
    }

    get isExpo() {
        return this.kitchen.display?.mode === "expo";
    }

    get stationOf() {
        return Object.fromEntries(this.kitchen.stations.map((s) => [s.id, s]));
    }

    get tickets() {
        const { station, sort } = this.ui;
        const shown = this.kitchen
            .shown()
            .filter((ticket) => !station || ticket.station === station);
        if (sort === "label") {
            shown.sort((a, b) =>
                a.label.localeCompare(b.label, undefined, { numeric: true })
            );
        } else if (sort === "course") {
            shown.sort((a, b) => b.rush - a.rush || a.course - b.course);
        }
        // What is ready waits behind what is not.
        return shown.sort((a, b) => (a.state === "ready") - (b.state === "ready"));
    }

    /** @returns {Object[]} tickets by order, as the expo shows them. */
    orders(tickets) {
        const orders = new Map();
        for (const ticket of tickets) {
            // What was cancelled and seen there is nothing to bring.
            if (ticket.state !== "void" || hasMarks(ticket)) {
                orders.set(ticket.order, [...(orders.get(ticket.order) || []), ticket]);
            }
        }
        // An order in which nothing changed keeps its list, and is not drawn again.
        for (const [order, list] of orders) {
            const before = this.groups.get(order);
            if (
                before?.length === list.length &&
                list.every((ticket, at) => ticket === before[at])
            ) {
                orders.set(order, before);
            }
        }
        this.groups = orders;
        return [...orders].map(([order, list]) => ({ order, tickets: list }));
    }

    columns(tickets) {
        return this.kitchen.stations.map((station) => ({
            station,
            tickets: tickets.filter((ticket) => ticket.station === station.id),
        }));
    }

    get layout() {
        return this.kitchen.display?.layout || "grid";
    }

    openCount(tickets) {
        return tickets.filter(isOpen).length;
    }

    // What is tapped ------------------------------------------------------------------

    start() {
        this.alarm.unlock();
        this.ui.started = true;
        this.wakeLock.take();
        this.sound();
    }

    onVisible() {
        if (document.visibilityState === "visible" && this.ui.started) {
            // The browser takes both away when the page is hidden.
            this.wakeLock.take();
            this.alarm.unlock();
        }
    }

    act(action, ticket, line = null) {
        this.unseen.delete(ticket.uuid);
        this.queue.add({
            uuid: uuidv4(),
            action,
            ticket: ticket.uuid,
            ...(line && { line: line.uuid }),
            ...this.kitchen.baseOf(ticket.uuid),
            at: this.clock.iso(),
        });
        this.look();
        this.sound();
    }

    see(ticket) {
        this.unseen.delete(ticket.uuid);
        this.sound();
    }

    async pair(code, name) {
        const { status, body } = await this.connection.post("pair", { code, name });
        if (status !== 200) {
            return body.message || _t("This did not work: please try again.");
        }
        // The language of the screen is the outlet's: the page comes anew.
        window.location.reload();
        return "";
    }

    showStation(station) {
        this.ui.station = station;
        this.look();
    }

    showSorted(sort) {
        this.ui.sort = sort;
    }

    openPanel(panel) {
        this.ui.panel = this.ui.panel === panel ? null : panel;
        if (this.ui.panel === "counts") {
            this.readCounts();
        }
    }

    async readCounts() {
        try {
            const { status, body } = await this.connection.post("counts", {});
            if (status === 200) {
                this.ui.counts = body;
            }
        } catch {
            // The latest counts stay; the bar above tells of the connection.
        }
    }

    switchTheme() {
        this.ui.theme = this.ui.theme === "dark" ? "light" : "dark";
        storeTheme(this.ui.theme);
    }

    switchSound() {
        this.ui.sound = !this.ui.sound;
        this.sound();
    }

    get lostSince() {
        return timeText(this.connection.heardAt);
    }
}
