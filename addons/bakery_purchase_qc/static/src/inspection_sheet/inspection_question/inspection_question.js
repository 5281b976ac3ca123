import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { ChoiceAnswer } from "../choice_answer/choice_answer";
import { DocumentAnswer } from "../document_answer/document_answer";
import { MeasureAnswer } from "../measure_answer/measure_answer";
import { PhotoAnswer } from "../photo_answer/photo_answer";

const NOTHING = {};

/** One question: what is asked, how it stands, its answer and a note. */
export class InspectionQuestion extends Component {
    static template = "bakery_purchase_qc.InspectionQuestion";
    static components = { ChoiceAnswer, DocumentAnswer, MeasureAnswer, PhotoAnswer };
    static props = {
        question: Object,
        number: Number,
        readonly: Boolean,
        mark: { type: Object, optional: true },
        save: Function,
        retry: Function,
    };

    setup() {
        this.state = useState({ noting: Boolean(this.props.question.note) });
    }

    /** Values that were given but have not arrived. */
    get values() {
        return this.props.mark?.values || NOTHING;
    }

    get note() {
        return this.values.note ?? this.props.question.note;
    }

    /** What the server judged is not what stands there while an answer is unsaved. */
    get verdict() {
        if (this.props.mark?.status === "failed") {
            return "unsaved";
        }
        const { answered, success } = this.props.question;
        if (!answered) {
            return "unanswered";
        }
        return success ? "right" : "wrong";
    }

    get verdictText() {
        return {
            unsaved: _t("Not saved yet"),
            unanswered: this.props.readonly
                ? _t("Was left out")
                : _t("Not answered yet"),
            right: _t("As it should be"),
            wrong: _t("Not as it should be"),
        }[this.verdict];
    }

    get verdictIcon() {
        return {
            unsaved: "fa-exclamation-circle",
            unanswered: "fa-circle-o",
            right: "fa-check-circle",
            wrong: "fa-times-circle",
        }[this.verdict];
    }
}
