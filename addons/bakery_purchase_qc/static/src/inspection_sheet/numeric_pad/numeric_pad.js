import { Component, useExternalListener, useRef } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { localization } from "@web/core/l10n/localization";

import { press } from "./number_text";

const KEYS = {
    ",": "decimal",
    ".": "decimal",
    "-": "minus",
    Backspace: "backspace",
    Delete: "clear",
    Enter: "next",
};

/** Large keys for a number: gloves and wet hands do not hit those of the system. */
export class NumericPad extends Component {
    static template = "bakery_purchase_qc.NumericPad";
    static props = {
        text: String,
        onChange: Function,
        onNext: { type: Function, optional: true },
        nextLabel: { type: String, optional: true },
        signed: { type: Boolean, optional: true },
    };

    setup() {
        this.ui = useService("ui");
        this.root = useRef("root");
        // Before others hear of it: fast typing is no scan.
        useExternalListener(window, "keydown", this.onKeydown.bind(this), {
            capture: true,
        });
    }

    get digits() {
        return ["7", "8", "9", "4", "5", "6", "1", "2", "3"];
    }

    get decimalPoint() {
        return localization.decimalPoint;
    }

    press(key) {
        if (key === "next") {
            this.props.onNext?.();
        } else if (key !== "minus" || this.props.signed) {
            this.props.onChange(press(this.props.text, key));
        }
    }

    onKeydown(ev) {
        const key = /^\d$/.test(ev.key) ? ev.key : KEYS[ev.key];
        if (key && !ev.ctrlKey && !ev.metaKey && !ev.altKey && this.listens(ev)) {
            ev.preventDefault();
            ev.stopPropagation();
            this.press(key);
        }
    }

    /** Leave keys to text boxes, to dialogs above, and Enter to who wants no next. */
    listens(ev) {
        const isText = ev.target.closest?.("input, textarea");
        const isOnTop = this.ui.activeElement.contains(this.root.el);
        return !isText && isOnTop && (ev.key !== "Enter" || this.props.onNext);
    }
}
