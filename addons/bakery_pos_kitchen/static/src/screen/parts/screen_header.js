import { Component, useState } from "@odoo/owl";

/** The bar on top: what is shown, how much is late, and how the connection is. */
export class ScreenHeader extends Component {
    static template = "bakery_pos_kitchen.ScreenHeader";
    static props = {
        name: String,
        mode: String,
        colour: String,
        waiting: Number,
        open: Number,
        stations: Array,
        station: Number,
        sort: String,
        panel: { type: [String, { value: null }] },
        sound: Boolean,
        theme: String,
        pulse: Object,
        onStation: Function,
        onSort: Function,
        onPanel: Function,
        onSound: Function,
        onTheme: Function,
    };

    setup() {
        this.pulse = useState(this.props.pulse);
    }
}
