import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** Asks a quality manager for a reason; stays open until the server took it. */
export class ReasonDialog extends Component {
    static template = "bakery_purchase_qc.ReasonDialog";
    static components = { Dialog };
    static props = {
        title: String,
        label: String,
        confirmLabel: String,
        confirm: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ reason: "", problem: "", busy: false });
    }

    async confirm() {
        this.state.busy = true;
        this.state.problem = await this.props.confirm(this.state.reason.trim());
        this.state.busy = false;
        if (!this.state.problem) {
            this.props.close();
        }
    }
}
