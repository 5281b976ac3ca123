import { Component, useState } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { Dialog } from "@web/core/dialog/dialog";

/** Why a guest gets money back: one tap, and a note for who wants to say more. */
export class RefundPopup extends Component {
    static template = "bakery_pos_restaurant.RefundPopup";
    static components = { Dialog };
    static props = { getPayload: Function, close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ note: "" });
    }

    get reasons() {
        // A copy: sorting what the store holds would render this over and over.
        return this.pos.reasonsFor("refund");
    }

    choose(reason) {
        this.props.getPayload({ reason, note: this.state.note.trim() });
        this.props.close();
    }
}
