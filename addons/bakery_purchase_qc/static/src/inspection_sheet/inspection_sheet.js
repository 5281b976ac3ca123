import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { AnswerQueue } from "./answer_queue";
import { InspectionDecision } from "./inspection_decision/inspection_decision";
import { InspectionGoods } from "./inspection_goods/inspection_goods";
import { cardsOfCode } from "./inspection_list/find_cards";
import { InspectionList } from "./inspection_list/inspection_list";
import { InspectionQuestion } from "./inspection_question/inspection_question";
import { sentenceOf } from "./inspection_text";
import { useScanner } from "./scanner_hook";

const MODEL = "qc.inspection";

/** The page at the back door: goods that wait, their questions, and the decision. */
export class InspectionSheet extends Component {
    static template = "bakery_purchase_qc.InspectionSheet";
    static components = {
        InspectionDecision,
        InspectionGoods,
        InspectionList,
        InspectionQuestion,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.params = this.props.action.params || {};
        this.state = useState({
            status: "loading",
            problem: "",
            cards: [],
            sheet: null,
            filter: "",
            canOpenTransfer: false,
        });
        this.queue = useState(new AnswerQueue(this.send.bind(this)));
        this.scan = useScanner(this.onCode.bind(this));
        this.keepPlace();
        // Not waited for: the page shows that it loads, and what went wrong.
        onWillStart(() => void this.start());
    }

    /** Come back from a receipt to the same goods; ask before losing an answer. */
    keepPlace() {
        useSetupAction({
            getLocalState: () => ({
                inspectionId: this.state.sheet?.id || null,
                filter: this.state.filter,
            }),
            beforeLeave: () => this.mayLeave(),
            beforeUnload: (ev) => this.queue.hasUnsaved && ev.preventDefault(),
        });
    }

    // Loading ------------------------------------------------------------------------

    async start() {
        const { inspectionId = this.params.inspection_id, filter = "" } =
            this.props.state || {};
        this.state.filter = filter;
        await this.attempt(async () => {
            this.state.canOpenTransfer = await user.checkAccessRight(
                "stock.picking",
                "read"
            );
            await this.load();
            this.state.sheet = inspectionId ? await this.sheetOf(inspectionId) : null;
        });
    }

    /** Do what fills the page; show the sentence of what keeps it empty. */
    async attempt(fill) {
        this.retry = () => this.attempt(fill);
        this.state.status = "loading";
        try {
            await fill();
            this.state.status = "ready";
        } catch (error) {
            this.state.status = "failed";
            this.state.problem = sentenceOf(error);
        }
    }

    async load() {
        this.state.cards = await this.cardsOf(this.params.picking_id);
    }

    cardsOf(pickingId) {
        const filter = { picking_id: pickingId || null };
        return this.orm.call(MODEL, "get_open_sheets", [], filter);
    }

    sheetOf(id) {
        return this.orm.call(MODEL, "get_sheet", [[id]]);
    }

    // Going about --------------------------------------------------------------------

    async open(id) {
        if (await this.mayLeave()) {
            this.queue.clear();
            await this.attempt(async () => (this.state.sheet = await this.sheetOf(id)));
            this.root.el?.scrollTo(0, 0);
        }
    }

    async list() {
        if (await this.mayLeave()) {
            this.queue.clear();
            this.state.sheet = null;
            await this.attempt(() => this.load());
        }
    }

    /** Ask before an answer is lost that the server does not have. */
    mayLeave() {
        if (!this.queue.hasUnsaved) {
            return true;
        }
        return new Promise((resolve) => {
            this.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("An answer is not saved"),
                    body: _t("Leave this page and lose it?"),
                    confirmLabel: _t("Leave without saving"),
                    confirmClass: "o_inspection_confirm btn-primary",
                    confirm: () => resolve(true),
                    cancel: () => resolve(false),
                    cancelLabel: _t("Stay on this page"),
                },
                { onClose: () => resolve(false) }
            );
        });
    }

    openTransfer() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "stock.picking",
            res_id: this.transferId,
            views: [[false, "form"]],
        });
    }

    get transferId() {
        const shown = this.state.sheet?.picking_id || this.params.picking_id;
        return this.state.canOpenTransfer && shown;
    }

    /** What waits of the same transfer comes next; what a manager judges is hers. */
    get next() {
        const { id, picking_id, is_manager } = this.state.sheet;
        return this.state.cards.find(
            (card) =>
                card.id !== id &&
                card.picking_id === picking_id &&
                (card.state === "ready" || (card.state === "waiting" && is_manager))
        );
    }

    // Scanning -----------------------------------------------------------------------

    async onCode(code) {
        const found = await this.findCode(code).catch((error) => this.tell(error));
        if (!found) {
            return;
        }
        if (found.length === 1) {
            await this.open(found[0].id);
        } else if (found.length) {
            await this.filterBy(code, found);
        } else {
            const text = _t("Nothing waits here for the code “%s”.", code);
            this.notification.add(text, { type: "warning" });
        }
    }

    /** Look among what is shown first, then among all that waits. */
    async findCode(code) {
        const here = cardsOfCode(await this.cardsOf(this.params.picking_id), code);
        if (here.length || !this.params.picking_id) {
            return here;
        }
        return cardsOfCode(await this.cardsOf(), code);
    }

    async filterBy(code, found) {
        await this.list();
        if (!this.state.sheet) {
            this.state.filter = code;
            const shown = new Set(this.state.cards.map((card) => card.id));
            this.state.cards.push(...found.filter((card) => !shown.has(card.id)));
        }
    }

    tell(error) {
        this.notification.add(sentenceOf(error), { type: "danger" });
    }

    // Answers and the decision -------------------------------------------------------

    async send(questionId, values) {
        const id = this.state.sheet.id;
        const answers = { [questionId]: values };
        const sheet = await this.orm.silent.call(MODEL, "answer", [[id], answers]);
        this.show(sheet);
    }

    /** Show a sheet anew, unless other goods were opened meanwhile. */
    show(sheet) {
        if (this.state.sheet?.id === sheet.id) {
            this.state.sheet = sheet;
        }
    }

    decide(rejected, reason) {
        return this.settle("decide", [rejected, reason]);
    }

    skip(reason) {
        return this.settle("action_skip", [reason]);
    }

    /** Return the sentence of what the server refused, nothing when it did not. */
    async settle(method, args) {
        const { id } = this.state.sheet;
        try {
            await this.orm.call(MODEL, method, [[id], ...args]);
            this.show(await this.sheetOf(id));
            await this.load();
            return "";
        } catch (error) {
            return sentenceOf(error);
        }
    }
}

registry
    .category("actions")
    .add("bakery_purchase_qc.inspection_sheet", InspectionSheet);
