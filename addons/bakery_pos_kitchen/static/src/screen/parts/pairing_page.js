import { Component, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Large keys for the six digits with which a manager lets the device in. */
export class PairingPage extends Component {
    static template = "bakery_pos_kitchen.PairingPage";
    static props = { pair: Function };

    setup() {
        this.state = useState({ code: "", message: "", busy: false });
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        this.keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"];
    }

    get digits() {
        return [...this.state.code.padEnd(6, " ")];
    }

    press(key) {
        this.state.message = "";
        if (key === "⌫") {
            this.state.code = this.state.code.slice(0, -1);
        } else if (this.state.code.length < 6) {
            this.state.code += key;
        }
        if (this.state.code.length === 6 && key !== "⌫") {
            this.send();
        }
    }

    onKeydown(ev) {
        if (/^\d$/.test(ev.key)) {
            this.press(ev.key);
        } else if (ev.key === "Backspace") {
            this.press("⌫");
        }
    }

    async send() {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            this.state.message = await this.props.pair(
                this.state.code,
                navigator.userAgentData?.platform || navigator.platform || ""
            );
        } catch {
            this.state.message = _t("No answer from the server: please try again.");
        }
        this.state.busy = false;
        this.state.code = "";
    }
}
