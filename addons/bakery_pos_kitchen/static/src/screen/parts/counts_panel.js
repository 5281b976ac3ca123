import { Component } from "@odoo/owl";
import { quantityText } from "../model/actions";

/** What is still to be made, by product and by ingredient. */
export class CountsPanel extends Component {
    static template = "bakery_pos_kitchen.CountsPanel";
    static props = { counts: { type: [Object, { value: null }] } };

    setup() {
        this.number = quantityText;
    }

    byQuantity(rows) {
        return [...rows].sort((a, b) => b.qty - a.qty || a.name.localeCompare(b.name));
    }
}
