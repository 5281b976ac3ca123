import { Component, useState } from "@odoo/owl";
import { hasMarks, quantityText, toMake } from "../model/actions";
import { clockText, timeText, urgency } from "../model/server_clock";

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
        this.number = quantityText;
        this.quantity = toMake;
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
        return due && timeText(due);
    }

    get mustAcknowledge() {
        return hasMarks(this.props.ticket);
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
