import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { TraceChooser } from "../trace_chooser/trace_chooser";
import { TracePicture } from "../trace_picture/trace_picture";
import { moment, quantity, sentenceOf } from "../trace_text";

const RECALL = "bakery_mrp.bakery_mrp_group_recall";

/** Where a lot came from, and where all that was made of it went. */
export class TracePage extends Component {
    static template = "bakery_mrp.TracePage";
    static components = { Layout, TraceChooser, TracePicture };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.quantity = quantity;
        const saved = { ...this.props.action.params, ...this.props.state };
        this.state = useState({
            // Of the button that opened the page, or of its address.
            lotId: saved.lot_id || this.props.action.context.active_id || null,
            direction: saved.direction || "both",
            status: "loading",
            problem: "",
            trace: null,
            canRecall: false,
        });
        useSetupAction({
            getLocalState: () => ({
                lot_id: this.state.lotId,
                direction: this.state.direction,
            }),
        });
        onWillStart(async () => {
            this.state.canRecall = await user.hasGroup(RECALL);
            // Not waited for: the page shows that it loads, and what went wrong.
            void this.load();
        });
        onMounted(() => this.keepAddress());
    }

    /** Let the address name the lot, so that it can be sent to somebody. */
    keepAddress() {
        this.props.updateActionState?.({ active_id: this.state.lotId || false });
    }

    get directions() {
        return [
            ["both", _t("Both ways")],
            ["up", _t("What it was made of")],
            ["down", _t("What was made of it")],
        ];
    }

    async load() {
        const { lotId, direction } = this.state;
        if (!lotId) {
            return;
        }
        this.state.status = "loading";
        try {
            const trace = await this.orm.call("stock.lot", "get_trace", [
                [lotId],
                direction,
            ]);
            if (lotId === this.state.lotId && direction === this.state.direction) {
                this.state.trace = trace;
                this.state.status = "ready";
            }
        } catch (error) {
            this.state.status = "failed";
            this.state.problem = sentenceOf(error);
        }
    }

    choose(lotId) {
        this.state.lotId = lotId;
        this.state.trace = null;
        this.keepAddress();
        return this.load();
    }

    turn(direction) {
        this.state.direction = direction;
        return this.load();
    }

    /** Open one record in its form, several in a list. */
    open({ model, ids, title, label }) {
        if (!ids.length) {
            return;
        }
        const action = {
            type: "ir.actions.act_window",
            res_model: model,
            name: title || label,
            context: { display_complete: true, create: false },
        };
        if (ids.length === 1) {
            return this.action.doAction({
                ...action,
                res_id: ids[0],
                views: [[false, "form"]],
            });
        }
        return this.action.doAction({
            ...action,
            domain: [["id", "in", ids]],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openUnnamed(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "stock.move.line",
            name: row.product,
            domain: row.domain,
            views: [[false, "list"]],
            context: { create: false },
        });
    }

    recall() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bakery.recall",
            views: [[false, "form"]],
            context: { default_lot_ids: [this.state.lotId] },
        });
    }

    get isAlone() {
        const { columns, unnamed } = this.state.trace;
        return columns.length === 1 && !unnamed.length;
    }

    /** Return in which time goods may have been among those without a lot. */
    time(row) {
        const since = moment(row.since);
        return row.until
            ? _t("%(since)s to %(until)s", { since, until: moment(row.until) })
            : _t("since %(since)s", { since });
    }

    amount(row) {
        return `${quantity(row.quantity)} ${row.unit}`;
    }

    /** Return what went out of goods without a lot. */
    outcome(row) {
        const part = ([number, total], text) =>
            number ? [text(number, `${quantity(total)} ${row.unit}`)] : [];
        const parts = [
            ...part(row.sold, (number, total) =>
                _t("%(total)s sold in %(number)s sales", { number, total })
            ),
            ...part(row.used, (number, total) =>
                _t("%(total)s used in %(number)s batches", { number, total })
            ),
        ];
        return parts.join(", ") || _t("nothing sold or used");
    }
}

registry.category("actions").add("bakery_trace", TracePage);
