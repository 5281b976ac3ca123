import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** The outlet's own code, as large as the screen allows: for telephones. */
export class StaticQrisPopup extends Component {
    static template = "bakery_pos_restaurant.StaticQrisPopup";
    static components = { Dialog };
    static props = {
        name: String,
        amount: String,
        qrCode: String,
        filled: Boolean,
        close: Function,
    };
}
