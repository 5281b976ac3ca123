import { Component, useState } from "@odoo/owl";
import { hasMarks, quantityText, toMake } from "../model/actions";
import { isGrave } from "../model/notes";
import { timeText, urgency } from "../model/server_clock";
import { Age } from "./age";

/** One ticket: whose it is, how long it waits, what is to be made, and what to tap. */
export class TicketCard extends Component {
    static template = "bakery_pos_kitchen.TicketCard";
    static components = { Age };
    static props = {
        ticket: Object,
        station: { type: Object, optional: true },
        stationName: { type: String, optional: true },
        clock: Object,
        pulse: Object,
        unseen: Boolean,
        act: Function,
        see: Function,
    };

    setup() {
        this.state = useState({ more: false });
        this.pulse = useState(this.props.pulse);
        this.number = quantityText;
        this.quantity = toMake;
        this.isGrave = isGrave;
    }

    get since() {
        const { ticket } = this.props;
        return ticket.fired_at || ticket.sent_at;
    }

    get urgency() {
        const { ticket, station, clock } = this.props;
        // Read, so that this is drawn again when it changes.
        void this.pulse.urgencies[ticket.uuid];
        return urgency(ticket, station, clock.age(this.since));
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
