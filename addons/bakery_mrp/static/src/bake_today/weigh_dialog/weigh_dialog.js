import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

import { quantity } from "../bake_text";
import { NumericPad } from "../numeric_pad/numeric_pad";
import { numberOf } from "../numeric_pad/number_text";

/** The scale for one ingredient: which lot, and how much of it. */
export class WeighDialog extends Component {
    static template = "bakery_mrp.WeighDialog";
    static components = { Dialog, NumericPad };
    static props = {
        row: Object,
        lotId: Number,
        // Returns the answer of the server, or the sentence of what it refused.
        weigh: Function,
        close: Function,
    };

    setup() {
        const { lotId, row } = this.props;
        this.state = useState({
            text: "",
            lotId: lotId || row.lot_id,
            problem: "",
            ask: "",
            busy: false,
        });
    }

    get number() {
        return numberOf(this.state.text);
    }

    /** What of the plan no other lot has brought. */
    get missing() {
        const { lines, planned } = this.props.row;
        const others = lines.filter((line) => line.lot_id !== this.state.lotId);
        const sum = others.reduce((total, line) => total + line.quantity, 0);
        return Math.max(Math.round((planned - sum) * 100) / 100, 0);
    }

    amount(value) {
        return `${quantity(value)} ${this.props.row.unit}`;
    }

    get difference() {
        if (this.number === null) {
            return "";
        }
        const rest = Math.round((this.number - this.missing) * 100) / 100;
        if (!rest) {
            return _t("As planned");
        }
        const text = this.amount(Math.abs(rest));
        return rest > 0 ? _t("%s too much", text) : _t("%s missing", text);
    }

    change(text) {
        Object.assign(this.state, { text, problem: "", ask: "" });
    }

    choose(lot) {
        Object.assign(this.state, { lotId: lot.id, problem: lot.problem, ask: "" });
    }

    /** Take a lot that was scanned; leave to the pad what a scale typed. */
    onCode(code) {
        const { lots, tracked } = this.props.row;
        const lot = lots.find((each) => each.name.toLowerCase() === code.toLowerCase());
        if (lot) {
            this.choose(lot);
            return true;
        }
        if (tracked && /[a-z]/i.test(code.replace(/\s*k?g$/i, ""))) {
            this.state.problem = _t("There is no lot “%s” of it here.", code);
            return true;
        }
        return false;
    }

    async save() {
        if (this.number === null || this.state.busy) {
            return;
        }
        this.state.busy = true;
        const { problem = "", ask = "" } = await this.props.weigh(
            this.number,
            this.state.lotId,
            Boolean(this.state.ask)
        );
        Object.assign(this.state, { busy: false, problem, ask });
        if (!problem && !ask) {
            this.props.close();
        }
    }
}
