import { Component, onWillUnmount, useState } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";

const TICK = 5_000;

/** How many orders are paid and not on the server, or were refused by it. */
export class UnsentOrders extends Component {
    static template = "bakery_pos_restaurant.UnsentOrders";
    static props = {};

    setup() {
        this.pos = usePos();
        this.count = useState(this.counted());
        const ticking = setInterval(
            () => Object.assign(this.count, this.counted()),
            TICK
        );
        onWillUnmount(() => clearInterval(ticking));
    }

    counted() {
        const states = this.pos.models["pos.order"]
            .filter(
                (order) =>
                    order.finalized ||
                    order.models.unsentChanges?.refused.has(order.uuid)
            )
            .map((order) => order.getSyncState().name);
        const number = (name) => states.filter((state) => state === name).length;
        return { waiting: number("waiting"), problem: number("problem") };
    }

    open() {
        this.pos.navigate("TicketScreen");
    }
}

patch(Navbar, { components: { ...Navbar.components, UnsentOrders } });
