import { Component } from "@odoo/owl";
import { activeLines, toMake } from "../model/actions";
import { Age } from "./age";

/** What was closed in the last half hour, to be called back. */
export class RecentPanel extends Component {
    static template = "bakery_pos_kitchen.RecentPanel";
    static components = { Age };
    static props = { tickets: Array, clock: Object, pulse: Object, act: Function };

    summary(ticket) {
        return activeLines(ticket)
            .map((line) => `${toMake(line)} ${line.name}`)
            .join(", ");
    }
}
