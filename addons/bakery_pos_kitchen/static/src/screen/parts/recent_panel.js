import { Component } from "@odoo/owl";
import { activeLines, toMake } from "../model/actions";
import { clockText } from "../model/server_clock";

/** What was closed in the last half hour, to be called back. */
export class RecentPanel extends Component {
    static template = "bakery_pos_kitchen.RecentPanel";
    static props = { tickets: Array, clock: Object, tick: Number, act: Function };

    ago(ticket) {
        return clockText(this.props.clock.age(ticket.closed_at));
    }

    summary(ticket) {
        return activeLines(ticket)
            .map((line) => `${toMake(line)} ${line.name}`)
            .join(", ");
    }
}
