import { Component, useState, xml } from "@odoo/owl";
import { clockText } from "../model/server_clock";

/** How long ago something was; the only part of a ticket that changes every second. */
export class Age extends Component {
    static template = xml`<b t-esc="text"/>`;
    static props = { since: String, clock: Object, pulse: Object };

    setup() {
        this.pulse = useState(this.props.pulse);
    }

    get text() {
        // Read, so that this is drawn again when it changes.
        void this.pulse.second;
        return clockText(this.props.clock.age(this.props.since));
    }
}
