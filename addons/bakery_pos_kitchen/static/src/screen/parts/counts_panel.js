import { Component } from "@odoo/owl";

/** What is still to be made, by product and by ingredient. */
export class CountsPanel extends Component {
    static template = "bakery_pos_kitchen.CountsPanel";
    static props = { counts: { type: [Object, { value: null }] } };

    byQuantity(rows) {
        return [...rows].sort((a, b) => b.qty - a.qty || a.name.localeCompare(b.name));
    }

    number(quantity) {
        return quantity.toLocaleString(undefined, { maximumFractionDigits: 3 });
    }
}
