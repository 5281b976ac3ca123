import { Component, useState } from "@odoo/owl";
import { activeLines, hasMarks, quantityText, toMake } from "../model/actions";
import { isGrave } from "../model/notes";
import { urgency } from "../model/server_clock";
import { Age } from "./age";

const URGENCIES = ["held", "ready", "calm", "warn", "late"];

/** All that one order has in the kitchen, by course, for who brings it to the guests. */
export class ExpoOrder extends Component {
    static template = "bakery_pos_kitchen.ExpoOrder";
    static components = { Age };
    static props = {
        tickets: Array,
        stationOf: Object,
        clock: Object,
        pulse: Object,
        unseen: Boolean,
        act: Function,
        see: Function,
    };

    setup() {
        this.pulse = useState(this.props.pulse);
        this.number = quantityText;
        this.quantity = toMake;
        this.isGrave = isGrave;
    }

    get first() {
        return this.props.tickets[0];
    }

    get isRush() {
        return this.props.tickets.some((ticket) => ticket.rush);
    }

    get waits() {
        return this.props.tickets.some((ticket) => ticket.waits);
    }

    /** @returns {string} the moment from which its guests wait. */
    get since() {
        const { tickets } = this.props;
        const fired = tickets.map((ticket) => ticket.fired_at).filter(Boolean);
        return (
            fired.length ? fired : tickets.map((ticket) => ticket.sent_at)
        ).sort()[0];
    }

    get urgency() {
        const { tickets, stationOf, clock } = this.props;
        const all = tickets
            .filter((ticket) => ticket.state !== "void")
            .map((ticket) => {
                // Read, so that this is drawn again when it changes.
                void this.pulse.urgencies[ticket.uuid];
                const age = clock.age(ticket.fired_at);
                return urgency(ticket, stationOf[ticket.station], age);
            });
        return URGENCIES[Math.max(0, ...all.map((one) => URGENCIES.indexOf(one)))];
    }

    /** @returns {Object[]} its notes, each once, with whether one is new. */
    get notes() {
        const notes = new Map();
        for (const { order_note: text, marks } of this.props.tickets) {
            if (text || marks.includes("order_note")) {
                const isNew = marks.includes("order_note") || notes.get(text);
                notes.set(text, Boolean(isNew));
            }
        }
        return [...notes].map(([text, isNew]) => ({ text, isNew }));
    }

    /** @returns {string} the table it came from, where nobody has acknowledged that. */
    get movedFrom() {
        const moved = this.props.tickets.find((one) => one.marks.includes("moved"));
        return moved ? moved.from_label : "";
    }

    /** @returns {Object[]} its courses in order: `{course, tickets, state, hasMarks}`. */
    get courses() {
        const courses = new Map();
        for (const ticket of this.props.tickets) {
            courses.set(ticket.course, [...(courses.get(ticket.course) || []), ticket]);
        }
        return [...courses]
            .sort(([one], [other]) => one - other)
            .map(([course, tickets]) => ({
                course,
                tickets,
                state: this.stateOf(tickets),
                hasMarks: tickets.some(hasMarks),
            }));
    }

    /** @returns {"void"|"held"|"ready"|"cooking"} */
    stateOf(tickets) {
        const begun = tickets.filter((t) => !["held", "void"].includes(t.state));
        if (!begun.length) {
            return tickets.some((t) => t.state === "held") ? "held" : "void";
        }
        return begun.every((t) => ["ready", "served"].includes(t.state))
            ? "ready"
            : "cooking";
    }

    /** @returns {{done: number, all: number}} how far a station is with its lines. */
    progress(ticket) {
        const lines = activeLines(ticket);
        return {
            done: lines.filter((line) => line.state === "done").length,
            all: lines.length,
        };
    }

    /** @returns {Object[]} what is to be brought, and what was cancelled unseen. */
    lines(ticket) {
        return ticket.lines.filter(
            (line) => line.state !== "void" || line.marks.length
        );
    }

    tapLine(ticket, line) {
        if (line.marks.length) {
            this.props.act("ack", ticket, line);
        }
    }

    acknowledge(course) {
        for (const ticket of course.tickets.filter(hasMarks)) {
            // What is cancelled altogether leaves with it.
            this.props.act(ticket.state === "void" ? "bump" : "ack", ticket);
        }
    }

    serve(course) {
        for (const ticket of course.tickets) {
            if (!["held", "void", "served"].includes(ticket.state)) {
                this.props.act("bump", ticket);
            }
        }
    }

    rush() {
        const action = this.isRush ? "unrush" : "rush";
        for (const ticket of this.props.tickets) {
            if (ticket.state !== "void" && ticket.rush === this.isRush) {
                this.props.act(action, ticket);
            }
        }
    }
}
