import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { quantity } from "../inspection_text";
import { MeasurePad } from "../measure_pad/measure_pad";
import { numberOf, textOf } from "../numeric_pad/number_text";

/** A measured value: a box for each reading, filled by the pad. */
export class MeasureAnswer extends Component {
    static template = "bakery_purchase_qc.MeasureAnswer";
    static props = { question: Object, readonly: Boolean, save: Function };

    setup() {
        this.dialog = useService("dialog");
        const { readings, readings_wanted } = this.props.question;
        const count = Math.max(readings_wanted, readings.length, 1);
        const texts = Array.from({ length: count }, (_, i) =>
            typeof readings[i] === "number" ? textOf(readings[i]) : ""
        );
        this.state = useState({ texts });
        this.sent = this.written();
    }

    get limits() {
        const { min, max, unit } = this.props.question;
        return _t("%(min)s to %(max)s %(unit)s", {
            min: quantity(min),
            max: quantity(max),
            unit,
        }).trim();
    }

    label(index) {
        return _t("%(question)s, reading %(number)s: %(value)s", {
            question: this.props.question.name,
            number: index + 1,
            value: this.state.texts[index] || "–",
        });
    }

    isOutside(text) {
        const { min, max } = this.props.question;
        const value = numberOf(text);
        return value !== null && (value < min || value > max);
    }

    styleOf(text) {
        if (numberOf(text) === null) {
            return "o_measure_empty";
        }
        return this.isOutside(text) ? "o_measure_outside" : "o_measure_inside";
    }

    /** Return the readings in their places; null stands for an empty box before one. */
    written() {
        const values = this.state.texts.map(numberOf);
        return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
    }

    open(index) {
        this.dialog.add(
            MeasurePad,
            {
                title: this.props.question.name,
                limits: this.limits,
                texts: this.state.texts,
                index,
                styleOf: this.styleOf.bind(this),
                label: this.label.bind(this),
                onInput: (place, text) => (this.state.texts[place] = text),
                onNext: this.store.bind(this),
            },
            { onClose: this.finish.bind(this) }
        );
    }

    /** What is no number, such as a lone sign, does not stay in its box. */
    finish() {
        this.store();
        this.state.texts.forEach((text, place) => {
            const value = numberOf(text);
            this.state.texts[place] = value === null ? "" : textOf(value);
        });
    }

    /** Save what is new; opening the pad and closing it again says nothing. */
    store() {
        const readings = this.written();
        if (readings.join() !== this.sent.join()) {
            this.sent = readings;
            this.props.save({ readings });
        }
    }
}
