import { Component, onWillUnmount, useState } from "@odoo/owl";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";

const TICK = 1_000;
const MINUTE = 60_000;
// From here on somebody has to walk to the kitchen.
const LATE = 30_000;
// A request that is on its way is nothing to look at.
const SOON = 2_000;

const { DateTime } = luxon;

/** What has not reached the kitchen yet, and for how long it has not. */
export class KitchenPending extends Component {
    static template = "bakery_pos_kitchen.KitchenPending";
    static props = {};

    setup() {
        this.pos = usePos();
        this.state = useState(this.read());
        const ticking = setInterval(() => Object.assign(this.state, this.read()), TICK);
        onWillUnmount(() => clearInterval(ticking));
    }

    read() {
        const now = this.pos.getServerNow().toMillis();
        const waiting = this.pos.config.kitchen_tickets
            ? this.pos.ordersWithKitchenSends()
            : [];
        const ages = waiting.map(
            (order) =>
                now - (DateTime.fromISO(order.kitchenSends[0].at).toMillis() || now)
        );
        const oldest = Math.max(0, ...ages);
        const gaps = this.pos.kitchen?.gaps || [];
        return {
            shown: gaps.length > 0 || (waiting.length > 0 && oldest >= SOON),
            count: waiting.length,
            oldest,
            late: gaps.length > 0 || oldest >= LATE,
            names: waiting.map((order) => order.getName()).join(", "),
            gaps: gaps.map((gap) => `${gap.label}: ${gap.missing}`).join("\n"),
            gapCount: gaps.length,
        };
    }

    get age() {
        return this.state.oldest < MINUTE
            ? _t("%s s", Math.floor(this.state.oldest / 1000))
            : _t("%s min", Math.floor(this.state.oldest / MINUTE));
    }

    open() {
        this.pos.navigate("TicketScreen");
    }
}

patch(Navbar, { components: { ...Navbar.components, KitchenPending } });
