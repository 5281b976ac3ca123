import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

import { quantity, yieldOf } from "../bake_text";
import { NumericPad } from "../numeric_pad/numeric_pad";
import { numberOf, textOf } from "../numeric_pad/number_text";

/** What came out: good, rejected, wasted, and what was measured. */
export class FinishPanel extends Component {
    static template = "bakery_mrp.FinishPanel";
    static components = { Dialog, NumericPad };
    static props = {
        sheet: Object,
        // Returns the answer of the server, or the sentence of what it refused.
        finish: Function,
        close: Function,
    };

    setup() {
        this.state = useState({
            texts: {
                good: textOf(this.props.sheet.quantity),
                reject: "",
                waste: "",
                temperature: "",
                grams: "",
            },
            field: "good",
            // The first digit replaces what was filled in.
            fresh: true,
            later: false,
            reason: "",
            problem: "",
            why: "",
            ask: "",
            busy: false,
        });
    }

    get boxes() {
        const { core_minimum, unit } = this.props.sheet;
        const degrees = core_minimum ? `≥ ${quantity(core_minimum)} °C` : "°C";
        return [
            { name: "good", label: _t("Good ones"), unit },
            { name: "reject", label: _t("Rejected ones"), unit },
            { name: "waste", label: _t("Wasted ones"), unit },
            { name: "temperature", label: _t("Core temperature"), unit: degrees },
            { name: "grams", label: _t("One piece weighs"), unit: "g" },
        ];
    }

    value(name) {
        return numberOf(this.state.texts[name]) || 0;
    }

    get total() {
        return this.value("good") + this.value("reject") + this.value("waste");
    }

    get rest() {
        return Math.max(this.props.sheet.quantity - this.total, 0);
    }

    get percent() {
        const { quantity: planned, theory } = this.props.sheet;
        // What comes later is no loss.
        const share = this.state.later && planned ? this.total / planned : 1;
        return yieldOf(this.value("good"), theory * share);
    }

    get yieldText() {
        return `${quantity(this.percent)} %`;
    }

    get yieldStyle() {
        return this.percent < 90 ? "text-danger" : "text-success";
    }

    get theoryText() {
        const { theory, unit } = this.props.sheet;
        return _t("In theory %(theory)s %(unit)s", { theory: quantity(theory), unit });
    }

    get restText() {
        const { unit } = this.props.sheet;
        return _t("The other %(rest)s %(unit)s come later", {
            rest: quantity(this.rest),
            unit,
        });
    }

    go(field) {
        Object.assign(this.state, { field, fresh: true });
    }

    next() {
        const names = this.boxes.map((box) => box.name);
        this.go(names[(names.indexOf(this.state.field) + 1) % names.length]);
    }

    change(text) {
        const { field, texts } = this.state;
        const added = text.length > texts[field].length;
        texts[field] =
            this.state.fresh && added ? text.slice(texts[field].length) : text;
        Object.assign(this.state, { fresh: false, problem: "", ask: "", why: "" });
    }

    async finish() {
        const { reason, later, ask, texts } = this.state;
        this.state.busy = true;
        const answer = await this.props.finish(
            this.value("good"),
            this.value("reject"),
            this.value("waste"),
            {
                temperature: numberOf(texts.temperature),
                grams: numberOf(texts.grams),
                reason,
                sure: Boolean(ask),
            },
            later && this.rest > 0
        );
        const { problem = "", why = "" } = answer;
        Object.assign(this.state, {
            busy: false,
            problem,
            why,
            ask: answer.ask || "",
        });
        if (!problem && !why && !answer.ask) {
            this.props.close();
        }
    }
}
