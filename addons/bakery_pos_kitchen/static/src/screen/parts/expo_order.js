import { Component } from "@odoo/owl";
import { activeLines, quantityText, toMake } from "../model/actions";
import { clockText, urgency } from "../model/server_clock";

/** All tickets of one order, for who brings it to the guests. */
export class ExpoOrder extends Component {
    static template = "bakery_pos_kitchen.ExpoOrder";
    static props = {
        tickets: Array,
        stationOf: Object,
        clock: Object,
        tick: Number,
        act: Function,
    };

    get first() {
        return this.props.tickets[0];
    }

    get isReady() {
        return this.props.tickets.every((t) => ["ready", "void"].includes(t.state));
    }

    get seconds() {
        const moments = this.props.tickets.map((t) => t.fired_at || t.sent_at);
        return this.props.clock.age(moments.sort()[0]);
    }

    get age() {
        return clockText(this.seconds);
    }

    get urgency() {
        if (this.isReady) {
            return "ready";
        }
        const order = ["held", "ready", "calm", "warn", "late"];
        const all = this.props.tickets.map((ticket) =>
            urgency(
                ticket,
                this.props.stationOf[ticket.station],
                this.props.clock.age(ticket.fired_at)
            )
        );
        return order[Math.max(...all.map((one) => order.indexOf(one)))];
    }

    lines(ticket) {
        return activeLines(ticket);
    }

    number(line) {
        return quantityText(toMake(line));
    }

    serve() {
        for (const ticket of this.props.tickets) {
            if (ticket.state !== "held") {
                this.props.act("bump", ticket);
            }
        }
    }
}
