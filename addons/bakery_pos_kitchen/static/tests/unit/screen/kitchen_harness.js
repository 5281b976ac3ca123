import { KitchenScreen } from "@bakery_pos_kitchen/screen/kitchen_screen";
import { Alarm } from "@bakery_pos_kitchen/screen/model/alarm";
import { ActionStorage, StateStorage } from "@bakery_pos_kitchen/screen/model/storage";
import { animationFrame, mockFetch } from "@odoo/hoot-mock";
import { Component, EventBus, xml } from "@odoo/owl";
import {
    allowTranslations,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { snapshot } from "./examples";

class Nothing extends Component {
    static template = xml``;
    static props = ["*"];
}

/** Odoo's bus, as far as a screen uses it. */
export class Bus extends EventBus {
    channels = [];
    handlers = {};
    addChannel(name) {
        this.channels.push(name);
    }
    deleteChannel(name) {
        this.channels = this.channels.filter((channel) => channel !== name);
    }
    subscribe(type, handler) {
        this.handlers[type] = handler;
    }
    unsubscribe(type) {
        delete this.handlers[type];
    }
}

/** A server that has what is in `tickets`, and notes what it is asked for. */
export class Server {
    up = true;
    paired = true;
    tickets = [];
    recent = [];
    asked = [];
    acted = [];
    display = {};
    stations = snapshot([]).stations;

    snapshot() {
        const body = snapshot(this.tickets, {
            now: new Date().toISOString(),
            recent: this.recent,
            stations: this.stations,
        });
        Object.assign(body.display, this.display);
        return body;
    }

    /** Accept all, without changing tickets; tests may replace it. */
    act(action) {
        const of = this.tickets.find((row) => row.uuid === action.ticket);
        return { status: 200, ticket: { ...of, rev: action.rev + 1 } };
    }

    answer(url, options) {
        const route = url.split("/").at(-1);
        this.asked.push(route);
        if (!this.up) {
            throw new TypeError("no network");
        }
        if (!this.paired && route !== "pair") {
            return [401, { error: "unpaired" }];
        }
        if (route === "act") {
            const { actions } = JSON.parse(options.body);
            this.acted.push(...actions);
            const results = actions.map((action) => ({
                uuid: action.uuid,
                ...this.act(action),
            }));
            return [200, { now: new Date().toISOString(), results }];
        }
        if (route === "pair") {
            return [403, { error: "wrong_code", message: "Kode salah" }];
        }
        if (route === "counts") {
            return [200, { products: [], ingredients: [] }];
        }
        return [200, this.snapshot()];
    }
}

/** Let what was asked be answered, and drawn. */
export async function settle() {
    for (let turn = 0; turn < 4; turn++) {
        await animationFrame();
    }
}

/**
 * Mount the whole screen.
 *
 * @param {Server} server
 * @param {Object} [options]
 * @param {boolean} [options.started] the cook has tapped that the shift begins
 * @param {Object} [options.kept] what a page before this one had last known
 * @param {Object[]} [options.queued] what a page before this one could not send
 * @returns {Promise<Object>} `screen`, `bus`, `rung` (kinds of sounds), `push`
 *  (tickets), `saved` (what is kept for a page without a network)
 */
export async function mountKitchen(server, { started = true, kept, queued = [] } = {}) {
    allowTranslations();
    const rung = [];
    patchWithCleanup(KitchenScreen.components, { MainComponentsContainer: Nothing });
    patchWithCleanup(ActionStorage.prototype, {
        load: async () => queued,
        add: async () => {},
        remove: async () => {},
    });
    const saved = [];
    patchWithCleanup(StateStorage.prototype, {
        load: async () => kept,
        save: async (state) => saved.push(state),
        clear: async () => saved.push(null),
    });
    patchWithCleanup(Alarm.prototype, {
        unlock() {},
        _sound(kind) {
            rung.push(kind);
        },
    });
    mockFetch((url, options) => {
        const [status, body] = server.answer(String(url), options);
        return new window.Response(JSON.stringify(body), {
            status,
            headers: { "Content-Type": "application/json" },
        });
    });
    const bus = new Bus();
    const screen = await mountWithCleanup(KitchenScreen, {
        env: { services: { bus_service: bus } },
        noMainContainer: true,
    });
    await settle();
    if (started) {
        screen.start();
        await settle();
    }
    const push = async (...tickets) => {
        const pushed = tickets.map((one) => one.uuid);
        server.tickets = [
            ...server.tickets.filter((one) => !pushed.includes(one.uuid)),
            ...tickets,
        ];
        bus.handlers.bakery_kitchen({ tickets });
        await settle();
    };
    return { screen, bus, rung, push, saved };
}

/** @returns {string} a moment so many seconds ago, as the server writes it. */
export function ago(seconds) {
    return new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}
