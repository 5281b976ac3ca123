import { Component } from "@odoo/owl";
import { timeText } from "../model/server_clock";

/** The bar on top: what is shown, how much is late, and how the connection is. */
export class ScreenHeader extends Component {
    static template = "bakery_pos_kitchen.ScreenHeader";
    static props = {
        name: String,
        mode: String,
        colour: String,
        waiting: Number,
        open: Number,
        late: Number,
        stations: Array,
        station: Number,
        sort: String,
        panel: { type: [String, { value: null }] },
        sound: Boolean,
        theme: String,
        tick: Number,
        onStation: Function,
        onSort: Function,
        onPanel: Function,
        onSound: Function,
        onTheme: Function,
    };

    get time() {
        return timeText(Date.now());
    }
}
