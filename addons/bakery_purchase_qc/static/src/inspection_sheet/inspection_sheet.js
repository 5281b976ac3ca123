import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";
import { parseFloat } from "@web/views/fields/parsers";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { readFile, readPhoto } from "./files";

const MODEL = "qc.inspection";

/** The page at the back door: goods that wait, their questions, and the decision. */
export class InspectionSheet extends Component {
    static template = "bakery_purchase_qc.InspectionSheet";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.params = this.props.action.params || {};
        this.state = useState({
            cards: [],
            sheet: null,
            texts: {},
            saving: false,
            rejecting: false,
            quantity: "",
            reason: "",
        });
        onWillStart(() => this.start());
    }

    get reasons() {
        return [
            _t("Wet"),
            _t("Torn packaging"),
            _t("Wrong goods"),
            _t("Too warm"),
            _t("Past its date"),
        ];
    }

    get missing() {
        return this.state.sheet.questions.filter(
            (question) => question.required && !question.answered
        );
    }

    async start() {
        await this.load();
        if (this.params.inspection_id) {
            await this.open(this.params.inspection_id);
        }
    }

    async load() {
        this.state.cards = await this.orm.call(MODEL, "get_open_sheets", [], {
            picking_id: this.params.picking_id || null,
        });
    }

    async open(id) {
        this.show(await this.orm.call(MODEL, "get_sheet", [[id]]));
    }

    show(sheet) {
        this.state.sheet = sheet;
        this.state.texts = {};
        for (const question of sheet.questions) {
            this.state.texts[question.id] = question.readings.map((value) =>
                this.number(value)
            );
        }
    }

    async back() {
        this.state.sheet = null;
        this.state.rejecting = false;
        await this.load();
    }

    number(value) {
        return formatFloat(value, { digits: [16, 3], trailingZeros: false });
    }

    range(count) {
        return [...Array(count).keys()];
    }

    icon(question) {
        if (!question.answered) {
            return "fa-circle-o text-muted";
        }
        return question.success
            ? "fa-check-circle text-success"
            : "fa-times-circle text-danger";
    }

    isOutside(question, index) {
        const value = question.readings[index];
        return value !== undefined && (value < question.min || value > question.max);
    }

    // Answers ------------------------------------------------------------------------

    /** Save one answer at once; what was typed stays when the server refuses it. */
    async answer(question, values) {
        this.state.saving = true;
        try {
            const id = this.state.sheet.id;
            const sheet = await this.orm.call(MODEL, "answer", [
                [id],
                { [question.id]: values },
            ]);
            this.state.sheet = sheet;
        } finally {
            this.state.saving = false;
        }
    }

    measure(question, index, text) {
        const texts = this.state.texts[question.id];
        texts[index] = text;
        const written = this.range(question.readings_wanted)
            .map((place) => texts[place])
            .filter((entry) => entry);
        try {
            return this.answer(question, { readings: written.map(parseFloat) });
        } catch {
            this.warn(_t("“%s” is not a number.", text));
        }
    }

    async photograph(question, ev) {
        const file = ev.target.files[0];
        try {
            const photo = file && (await readPhoto(file));
            return photo && this.answer(question, { photo });
        } catch {
            this.warn(_t("%s cannot be read as a picture.", file.name));
        }
    }

    async attach(question, ev) {
        const file = ev.target.files[0];
        if (file) {
            const document = await readFile(file);
            await this.answer(question, { document, name: file.name });
        }
    }

    warn(text) {
        this.notification.add(text, { type: "warning" });
    }

    // The decision -------------------------------------------------------------------

    startRejecting() {
        Object.assign(this.state, { rejecting: true, quantity: "", reason: "" });
    }

    async accept() {
        await this.decide(0, this.state.reason);
    }

    async reject() {
        let quantity = 0;
        try {
            quantity = parseFloat(this.state.quantity);
        } catch {
            return this.warn(_t("“%s” is not a number.", this.state.quantity));
        }
        if (quantity <= 0) {
            return this.warn(_t("Write how much is rejected."));
        }
        return this.decide(quantity, this.state.reason);
    }

    async decide(quantity, reason) {
        const sheet = await this.orm.call(MODEL, "decide", [
            [this.state.sheet.id],
            quantity,
            reason,
        ]);
        this.state.rejecting = false;
        this.state.reason = "";
        this.show(sheet);
        await this.load();
        this.notification.add(sheet.state_name, {
            title: sheet.product,
            type: sheet.state === "success" ? "success" : "warning",
        });
    }

    get next() {
        return this.state.cards.find(
            (card) => card.state === "ready" && card.id !== this.state.sheet.id
        );
    }

    openTransfer(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "stock.picking",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry
    .category("actions")
    .add("bakery_purchase_qc.inspection_sheet", InspectionSheet);
