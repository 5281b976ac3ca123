import { PosStore } from "@point_of_sale/app/services/pos_store";
import { PosData } from "@point_of_sale/app/services/data_service";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const MOVED = "moved";

/**
 * Who takes goods off a saved order says why; the server refuses it otherwise. What a
 * split or a merge takes to another order is no void.
 */
patch(PosStore.prototype, {
    /** The reasons that are offered for a use, `refund` or `void`, in their order. */
    reasonsFor(use) {
        // A copy: sorting what the store holds would render it over and over.
        return this.models["bakery.refund.reason"]
            .getAll()
            .filter((reason) => [undefined, "both", use].includes(reason.use))
            .sort((a, b) => a.sequence - b.sequence || a.id - b.id);
    },

    asksVoidReason() {
        const { void_reason_required: required, track_performance: kept } = this.config;
        return required && kept && this.reasonsFor("void").length > 0;
    },

    /** @returns {Promise<number | undefined>} the chosen reason's number */
    async askVoidReason(title) {
        const reason = await makeAwaitable(this.dialog, SelectionPopup, {
            title: title || _t("Why is it taken off?"),
            list: this.reasonsFor("void").map((reason) => ({
                id: reason.id,
                label: reason.name,
                item: reason,
            })),
            size: "md",
        });
        return reason?.id;
    },

    /** Ask why a line of a saved order goes; true if it may. */
    async mayTakeOff(line) {
        if (!this.asksVoidReason() || !line.isSavedGoods()) {
            return true;
        }
        const reason = await this.askVoidReason();
        if (reason) {
            line.order_id.noteVoid(line, reason);
        }
        return Boolean(reason);
    },

    /**
     * Ask why lines have less than the server knows; without an answer they get it back.
     *
     * @returns {Promise<boolean>} whether that was said; several who ask share an answer
     */
    async explainLess(order) {
        const less = this.asksVoidReason() ? order.unexplainedLines() : [];
        if (!less.length) {
            return true;
        }
        this.explaining ||= this._explainLess(order, less);
        try {
            return await this.explaining;
        } finally {
            this.explaining = null;
        }
    },

    async _explainLess(order, less) {
        const names = less.map((line) => line.getFullProductName()).join(", ");
        const reason = await this.askVoidReason(_t("Why less of %s?", names));
        for (const line of less) {
            if (reason) {
                order.noteVoid(line, reason);
            } else {
                line.setQuantity(line.savedGoods, true);
            }
        }
        return Boolean(reason);
    },

    async pay() {
        if (await this.explainLess(this.getOrder())) {
            return await super.pay(...arguments);
        }
    },

    /** The kitchen hears of it when it is certain. */
    async sendOrderInPreparationUpdateLastChange(order) {
        if (await this.explainLess(order)) {
            return await super.sendOrderInPreparationUpdateLastChange(...arguments);
        }
    },

    async preSyncAllOrders(orders) {
        for (const order of orders.filter((one) => !one.finalized)) {
            await this.explainLess(order);
        }
        return await super.preSyncAllOrders(...arguments);
    },

    handlePreparationHistory(srcPrep, destPrep, srcLine) {
        const order = srcLine.order_id;
        const result = super.handlePreparationHistory(...arguments);
        if (this.asksVoidReason()) {
            order?.noteVoid(srcLine, MOVED);
        }
        return result;
    },

    async deleteOrders(orders, serverIds = [], ignoreChange = false) {
        if (!this.asksVoidReason()) {
            return await super.deleteOrders(...arguments);
        }
        const known = orders.filter((order) => order?.isSynced);
        const goods = known
            .flatMap((order) => order.lines)
            .some((l) => l.isSavedGoods());
        let claim = MOVED;
        if (!ignoreChange && (goods || serverIds.length)) {
            claim = await this.askVoidReason(_t("Why is the order cancelled?"));
            if (!claim) {
                return false;
            }
        }
        this.data.voidClaim = claim;
        try {
            return await super.deleteOrders(...arguments);
        } finally {
            this.data.voidClaim = null;
        }
    },
});

patch(PosData.prototype, {
    async call(model, method, args = [], kwargs = {}, ...rest) {
        if (this.voidClaim && method === "action_pos_order_cancel") {
            const claims = { void_claims: { "*": this.voidClaim } };
            kwargs = { ...kwargs, context: { ...kwargs.context, ...claims } };
        }
        return await super.call(model, method, args, kwargs, ...rest);
    },
});
