import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

const EVERY = 30_000;

/** The sales put aside at this outlet: the oldest first. */
export class HeldOrdersPopup extends Component {
    static template = "bakery_pos_restaurant.HeldOrdersPopup";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ problem: "", busy: false });
        onWillStart(() => void this.pos.refreshHeld());
    }

    get rows() {
        return this.pos.heldRows();
    }

    time(row) {
        return row.date ? row.date.toFormat("HH:mm") : "";
    }

    async recall(row) {
        this.state.busy = true;
        try {
            await this.pos.recallOrder(row);
            this.props.close();
        } catch (error) {
            this.state.problem = this.pos.heldProblem(error);
        } finally {
            this.state.busy = false;
        }
    }
}

/** How many sales wait, and a tap to take one back. */
export class HeldOrders extends Component {
    static template = "bakery_pos_restaurant.HeldOrders";
    static props = {};

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        if (this.pos.holdsOrders()) {
            this.pos.refreshHeld();
            const ticking = setInterval(() => this.pos.refreshHeld(), EVERY);
            onWillUnmount(() => clearInterval(ticking));
        }
    }

    get count() {
        return this.pos.holdsOrders() ? this.pos.heldRows().length : 0;
    }

    open() {
        this.dialog.add(HeldOrdersPopup);
    }
}

patch(Navbar, { components: { ...Navbar.components, HeldOrders } });

patch(Navbar.prototype, {
    /** What is put aside is behind its badge, not among the sales that go on. */
    getOrderTabs() {
        return super.getOrderTabs(...arguments).filter((order) => !order.held);
    },
});
