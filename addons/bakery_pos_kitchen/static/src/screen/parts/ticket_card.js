import { Component, useState } from "@odoo/owl";
import { hasMarks } from "../model/actions";
import { clockText, urgency } from "../model/server_clock";

/** One ticket: whose it is, how long it waits, what is to be made, and what to tap. */
export class TicketCard extends Component {
    static template = "bakery_pos_kitchen.TicketCard";
    static props = {
        ticket: Object,
        station: { type: Object, optional: true },
        stationName: { type: String, optional: true },
        clock: Object,
        // Once a second: the age goes on.
        tick: Number,
        unseen: Boolean,
        act: Function,
        see: Function,
    };

    setup() {
        this.state = useState({ more: false });
    }

    get seconds() {
        const { ticket, clock } = this.props;
        return clock.age(ticket.fired_at || ticket.sent_at);
    }

    get urgency() {
        return urgency(this.props.ticket, this.props.station, this.seconds);
    }

    get age() {
        return clockText(this.seconds);
    }

    get due() {
        const { due_at: due } = this.props.ticket;
        return (
            due &&
            new Date(due).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
        );
    }

    get mustAcknowledge() {
        return hasMarks(this.props.ticket);
    }

    quantity(line) {
        return line.qty - line.void;
    }

    /** Kitchens read 2, not 2.0. */
    number(quantity) {
        return quantity.toLocaleString(undefined, { maximumFractionDigits: 3 });
    }

    tapLine(line) {
        const { ticket, act } = this.props;
        if (line.marks.length) {
            act("ack", ticket, line);
        } else if (line.state !== "void" && ticket.state !== "held") {
            act(line.state === "done" ? "undone" : "done", ticket, line);
        }
    }

    tapMore(action) {
        this.state.more = false;
        this.props.act(action, this.props.ticket);
    }
}
