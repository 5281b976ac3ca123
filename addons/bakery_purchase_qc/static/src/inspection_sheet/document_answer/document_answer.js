import { Component, useRef, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { url } from "@web/core/utils/urls";

import { isTooLarge, readFile } from "../photo_answer/files";

/** A paper of the vendor, as PDF or picture, and until when it is valid. */
export class DocumentAnswer extends Component {
    static template = "bakery_purchase_qc.DocumentAnswer";
    static props = {
        question: Object,
        readonly: Boolean,
        save: Function,
        values: Object,
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ problem: "" });
    }

    get name() {
        return this.props.values.name || this.props.question.document_name;
    }

    get hasDocument() {
        return Boolean(this.props.values.document) || this.props.question.has_document;
    }

    get source() {
        const { id } = this.props.question;
        return url(`/web/content/qc.inspection.line/${id}/document`, {
            filename: this.name,
        });
    }

    get expiry() {
        return this.props.values.expiry ?? this.props.question.expiry;
    }

    get expiryText() {
        return this.expiry ? formatDate(deserializeDate(this.expiry)) : "–";
    }

    /** A paper without its last day counts as no answer: say so at the box. */
    get lacksExpiry() {
        return this.hasDocument && !this.expiry;
    }

    async attach(ev) {
        const file = ev.target.files[0];
        if (!file) {
            return;
        }
        this.state.problem = isTooLarge(file)
            ? _t("“%s” is larger than 10 MB.", file.name)
            : "";
        const document = this.state.problem ? "" : await readFile(file);
        ev.target.value = "";
        if (document) {
            this.props.save({ document, name: file.name });
        }
    }
}
