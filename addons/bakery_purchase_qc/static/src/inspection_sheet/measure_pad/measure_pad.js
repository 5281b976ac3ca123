import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

import { NumericPad } from "../numeric_pad/numeric_pad";

/** All readings of one question, typed one after another. */
export class MeasurePad extends Component {
    static template = "bakery_purchase_qc.MeasurePad";
    static components = { Dialog, NumericPad };
    static props = {
        title: String,
        limits: String,
        texts: Array,
        index: Number,
        styleOf: Function,
        label: Function,
        onInput: Function,
        onNext: Function,
        close: Function,
    };

    setup() {
        this.state = useState({
            texts: [...this.props.texts],
            index: this.props.index,
        });
    }

    get isLast() {
        return this.state.index === this.state.texts.length - 1;
    }

    get nextLabel() {
        return this.isLast ? _t("All done") : _t("Next one");
    }

    change(text) {
        this.state.texts[this.state.index] = text;
        this.props.onInput(this.state.index, text);
    }

    go(index) {
        this.state.index = index;
        this.props.onNext();
    }

    next() {
        if (this.isLast) {
            return this.props.close();
        }
        this.go(this.state.index + 1);
    }
}
