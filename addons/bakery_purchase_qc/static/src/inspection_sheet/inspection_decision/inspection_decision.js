import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { badgeOf } from "../inspection_text";
import { ReasonDialog } from "../reason_dialog/reason_dialog";
import { RejectDialog } from "../reject_dialog/reject_dialog";

/** The bar at the bottom: what is missing, the decision, and what comes next. */
export class InspectionDecision extends Component {
    static template = "bakery_purchase_qc.InspectionDecision";
    static props = {
        sheet: Object,
        hasUnsaved: Boolean,
        next: { type: Object, optional: true },
        decide: Function,
        skip: Function,
        onNext: Function,
        onList: Function,
    };

    setup() {
        this.dialog = useService("dialog");
        this.state = useState({ problem: "", busy: false });
    }

    get badge() {
        return badgeOf(this.props.sheet);
    }

    get missing() {
        const open = this.props.sheet.questions.filter(
            (question) => question.required && !question.answered
        );
        return open.map((question) => question.name).join(", ");
    }

    get isReady() {
        return !this.missing && !this.props.hasUnsaved && !this.state.busy;
    }

    get isWaiting() {
        return this.props.sheet.state === "waiting";
    }

    /** An answer is wrong, or the goods do not last: a manager may still take them. */
    get isInSpite() {
        return this.props.sheet.is_manager && !this.props.sheet.success;
    }

    /** Nothing is left to do here but to go on, unless something is rejected. */
    get isPassedOn() {
        return !this.props.sheet.can_decide || (this.isWaiting && !this.canAccept);
    }

    get canAccept() {
        return !this.isWaiting || this.props.sheet.success || this.isInSpite;
    }

    get acceptText() {
        if (this.missing || this.props.sheet.success) {
            return _t("Accept All");
        }
        return this.isInSpite
            ? _t("Accept with a Reason…")
            : _t("Ask the Quality Manager");
    }

    get nextText() {
        return _t("Next goods: %s", this.props.next.product);
    }

    get hint() {
        if (this.missing) {
            return _t("Still to answer: %s", this.missing);
        }
        if (this.props.hasUnsaved) {
            return _t("An answer is not saved yet.");
        }
        return this.props.sheet.success ? "" : this.wrongHint;
    }

    /** Name what is wrong: the sheet may be longer than what is in sight. */
    get wrong() {
        const { questions, shelf_life_ok } = this.props.sheet;
        const names = questions
            .filter((question) => question.answered && !question.success)
            .map((question) => question.name);
        return [...names, ...(shelf_life_ok ? [] : [_t("shelf life")])].join(", ");
    }

    get wrongHint() {
        if (this.isInSpite) {
            return _t(
                "Not as it should be: %s. Accept with a reason, or reject.",
                this.wrong
            );
        }
        return this.isWaiting
            ? _t("Not as it should be: %s. A quality manager decides.", this.wrong)
            : _t(
                  "Not as it should be: %s. Reject, or let a quality manager decide.",
                  this.wrong
              );
    }

    async accept() {
        if (this.isInSpite) {
            return this.acceptInSpite();
        }
        this.state.busy = true;
        this.state.problem = await this.props.decide(0, "");
        this.state.busy = false;
    }

    acceptInSpite() {
        this.dialog.add(ReasonDialog, {
            title: _t("Accept with a reason"),
            label: _t("Why are the goods accepted in spite of the result?"),
            confirmLabel: _t("Accept the Goods"),
            confirm: (reason) => this.props.decide(0, reason),
        });
    }

    reject() {
        this.dialog.add(RejectDialog, {
            sheet: this.props.sheet,
            reject: this.props.decide,
        });
    }

    skip() {
        this.dialog.add(ReasonDialog, {
            title: _t("Pass without inspection"),
            label: _t("Why are the goods not inspected?"),
            confirmLabel: _t("Pass without Inspection"),
            confirm: this.props.skip,
        });
    }
}
