import { Component, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { quantity } from "../inspection_text";
import { NumericPad } from "../numeric_pad/numeric_pad";
import { numberOf, textOf } from "../numeric_pad/number_text";

/** How much is rejected and why; stays open until the server took it. */
export class RejectDialog extends Component {
    static template = "bakery_purchase_qc.RejectDialog";
    static components = { Dialog, NumericPad };
    static props = { sheet: Object, reject: Function, close: Function };

    setup() {
        this.dialog = useService("dialog");
        this.state = useState({ text: "", reason: "", problem: "" });
    }

    get reasons() {
        return [
            _t("Goods are wet"),
            _t("Torn packaging"),
            _t("Wrong goods"),
            _t("Too warm on arrival"),
            _t("Past its best before date"),
        ];
    }

    get rejected() {
        return numberOf(this.state.text) ?? 0;
    }

    get isTooMuch() {
        return this.rejected > this.props.sheet.received;
    }

    get isComplete() {
        return this.rejected > 0 && !this.isTooMuch && this.state.reason.trim();
    }

    get ofReceived() {
        return _t("of %s received", this.amount(this.props.sheet.received));
    }

    amount(value) {
        return `${quantity(value)} ${this.props.sheet.unit}`;
    }

    change(text) {
        this.state.text = text;
    }

    takeAll() {
        this.state.text = textOf(this.props.sheet.received);
    }

    /** What was rejected leaves the receipt: nobody takes it back by another tap. */
    ask() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Reject these goods?"),
            body: _t(
                "%(quantity)s of %(product)s: %(reason)s. This cannot be undone.",
                {
                    quantity: this.amount(this.rejected),
                    product: this.props.sheet.product,
                    reason: this.state.reason.trim(),
                }
            ),
            confirmLabel: _t("Reject the Goods"),
            confirmClass: "o_inspection_confirm btn-danger",
            confirm: this.reject.bind(this),
            cancelLabel: _t("Change It"),
            cancel: () => {},
        });
    }

    async reject() {
        const reason = this.state.reason.trim();
        this.state.problem = await this.props.reject(this.rejected, reason);
        if (!this.state.problem) {
            this.props.close();
        }
    }
}
