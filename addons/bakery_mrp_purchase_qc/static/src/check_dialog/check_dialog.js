import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { quantity, sentenceOf } from "@bakery_mrp/bake_today/bake_text";
import { AnswerQueue } from "@bakery_purchase_qc/inspection_sheet/answer_queue";
import { InspectionQuestion } from "@bakery_purchase_qc/inspection_sheet/inspection_question/inspection_question";

import { badgeOf, meaningOf } from "../bake_today/check_text";

const MODEL = "qc.inspection";

/** The questions of one check, for who bakes the batch: no decision, only answers. */
export class CheckDialog extends Component {
    static template = "bakery_mrp_purchase_qc.CheckDialog";
    static components = { Dialog, InspectionQuestion };
    static props = { check: Object, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ check: this.props.check, problem: "", busy: false });
        this.queue = useState(new AnswerQueue(this.send.bind(this)));
    }

    get badge() {
        return badgeOf(this.state.check);
    }

    get meaning() {
        return meaningOf(this.state.check);
    }

    get goods() {
        const { lot, product, received, unit } = this.state.check;
        return [product, lot, `${quantity(received)} ${unit}`]
            .filter(Boolean)
            .join(" · ");
    }

    get sample() {
        const { sample, received, unit } = this.state.check;
        return sample < received
            ? _t("Take a sample of %(sample)s %(unit)s", {
                  sample: quantity(sample),
                  unit,
              })
            : "";
    }

    get missing() {
        const open = this.state.check.questions.filter(
            (question) => question.required && !question.answered
        );
        return open.map((question) => question.name).join(", ");
    }

    get isReady() {
        return !this.missing && !this.queue.hasUnsaved && !this.state.busy;
    }

    /** What ends when the button is pressed: said before, not after. */
    get hint() {
        const { moment, success } = this.state.check;
        if (this.missing) {
            return _t("Still to answer: %s", this.missing);
        }
        if (success) {
            return _t("All is as it should be.");
        }
        return moment === "before"
            ? _t("Not as it should be: mend it and measure again, or ask quality.")
            : _t("Not as it should be: the lot stays on hold, and quality decides.");
    }

    get hintStyle() {
        if (this.missing) {
            return "text-muted";
        }
        return this.state.check.success ? "text-success" : "text-danger";
    }

    get endText() {
        const { moment, success } = this.state.check;
        if (this.missing || success) {
            return _t("Check Done");
        }
        return moment === "before" ? _t("Ask Quality") : _t("Not Passed");
    }

    async send(questionId, values) {
        const answers = { [questionId]: values };
        this.state.check = await this.orm.silent.call(MODEL, "answer", [
            [this.state.check.id],
            answers,
        ]);
    }

    async end() {
        Object.assign(this.state, { busy: true, problem: "" });
        try {
            await this.orm.call(MODEL, "conclude", [[this.state.check.id]]);
            this.props.close();
        } catch (error) {
            this.state.problem = sentenceOf(error);
        } finally {
            this.state.busy = false;
        }
    }
}
