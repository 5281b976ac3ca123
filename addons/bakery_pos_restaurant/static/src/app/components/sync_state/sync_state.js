import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const TICK = 10_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LOOKS = {
    saved: { icon: "fa-check", color: "text-success" },
    waiting: { icon: "fa-clock-o", color: "text-bg-warning" },
    problem: { icon: "fa-exclamation-triangle", color: "text-bg-danger" },
};

/** Whether an order is saved on the server, waits for it, or was refused; and how long. */
export class SyncState extends Component {
    static template = "bakery_pos_restaurant.SyncState";
    static props = { order: Object };

    setup() {
        this.clock = useState({ now: Date.now() });
        const ticking = setInterval(() => (this.clock.now = Date.now()), TICK);
        onWillUnmount(() => clearInterval(ticking));
    }

    get state() {
        const { name, since, reason } = this.props.order.getSyncState();
        const title = {
            saved: _t("Saved"),
            waiting: _t("Waiting"),
            problem: _t("Problem"),
        };
        const age = since ? this.age(since) : "";
        return { name, age, reason, title: title[name], ...LOOKS[name] };
    }

    age(since) {
        const passed = Math.max(this.clock.now - since, 0);
        if (passed < MINUTE) {
            return _t("just now");
        }
        return passed < HOUR
            ? _t("%s min", Math.floor(passed / MINUTE))
            : _t("%s h", Math.floor(passed / HOUR));
    }
}
