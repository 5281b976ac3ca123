import { Component } from "@odoo/owl";

/** Numbers for those who wait: in the making, and ready. */
export class GuestBoard extends Component {
    static template = "bakery_pos_kitchen.GuestBoard";
    static props = { orders: Array };

    get preparing() {
        return this.props.orders.filter((order) => order.state === "preparing");
    }

    get ready() {
        return this.props.orders
            .filter((order) => order.state === "ready")
            .sort((a, b) => b.since.localeCompare(a.since));
    }
}
