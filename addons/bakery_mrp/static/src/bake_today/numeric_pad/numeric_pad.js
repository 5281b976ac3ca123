import { Component, useExternalListener, useRef } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { useService } from "@web/core/utils/hooks";

import { gramsOf, press, textOf } from "./number_text";

const KEYS = {
    ",": "decimal",
    ".": "decimal",
    Backspace: "backspace",
    Delete: "clear",
};

/** Scales and scanners type faster than fingers: milliseconds between two keys. */
const FAST = 60;

/** A finger hits one key at a time. */
const SHORT = 2;

/** Large keys for a weight or a count, for fingers, a keyboard, a scale or a scanner. */
export class NumericPad extends Component {
    static template = "bakery_mrp.NumericPad";
    static props = {
        text: String,
        onChange: Function,
        onNext: Function,
        // What a device typed that is no weight.
        onCode: { type: Function, optional: true },
    };

    setup() {
        this.ui = useService("ui");
        this.root = useRef("root");
        this.forget();
        // Before others hear of it: a scale is no scanner.
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
        this.forget();
        this.props.onChange(press(this.props.text, key));
    }

    forget() {
        this.typed = "";
        this.before = "";
        this.last = 0;
    }

    onKeydown(ev) {
        if (ev.ctrlKey || ev.metaKey || ev.altKey || !this.listens(ev)) {
            return;
        }
        if (ev.key === "Enter") {
            this.stop(ev);
            this.enter();
        } else if (ev.key.length === 1 || ev.key in KEYS) {
            this.stop(ev);
            this.type(ev.key, ev.timeStamp);
        }
    }

    stop(ev) {
        ev.preventDefault();
        ev.stopPropagation();
    }

    type(key, now) {
        if (now - this.last > FAST || !this.typed) {
            this.typed = "";
            this.before = this.props.text;
        }
        this.last = now;
        this.typed += key.length === 1 ? key : "";
        if (/^\d$/.test(key) || key in KEYS) {
            this.props.onChange(press(this.props.text, KEYS[key] || key));
        }
    }

    enter() {
        const { typed, before } = this;
        this.forget();
        if (typed.length < SHORT) {
            return this.props.onNext();
        }
        if (this.props.onCode?.(typed)) {
            return this.props.onChange(before);
        }
        const grams = gramsOf(typed);
        if (grams !== null) {
            this.props.onChange(textOf(grams));
        }
    }

    /** Leave keys to text boxes and to dialogs above. */
    listens(ev) {
        const isText = ev.target.closest?.("input, textarea");
        return !isText && this.ui.activeElement.contains(this.root.el);
    }
}
